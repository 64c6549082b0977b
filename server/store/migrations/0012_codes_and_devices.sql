-- An invite's typed code, what a session runs on, and what guards a household.

ALTER TABLE invite ADD COLUMN code_hash TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX invite_by_code ON invite (community_id, code_hash) WHERE code_hash <> '';

ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN rotate BIGINT NOT NULL DEFAULT 0 CHECK (rotate IN (0, 1));

CREATE TABLE household_guard (
    community_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    held_until_ms BIGINT,
    ended_at_ms BIGINT,
    PRIMARY KEY (community_id, household_id),
    FOREIGN KEY (community_id, household_id) REFERENCES household
);
