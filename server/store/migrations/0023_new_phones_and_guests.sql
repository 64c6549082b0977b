-- A further phone of a member comes in by a code that works for a minute; a guest link shows one
-- group to somebody who is not let in yet.

CREATE TABLE new_phone (
    community_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    session_id BIGINT NOT NULL,
    state BIGINT NOT NULL,
    secret_hash TEXT NOT NULL CHECK (secret_hash <> ''),
    claim_hash TEXT NOT NULL,
    device TEXT NOT NULL,
    digits BIGINT NOT NULL CHECK (digits BETWEEN 0 AND 99),
    other_digits BIGINT NOT NULL CHECK (other_digits BETWEEN 0 AND 99),
    more_digits BIGINT NOT NULL CHECK (more_digits BETWEEN 0 AND 99),
    ends_at_ms BIGINT NOT NULL,
    offers BIGINT NOT NULL CHECK (offers > 0),
    offers_since_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, member_id),
    UNIQUE (community_id, secret_hash),
    FOREIGN KEY (community_id, member_id) REFERENCES member
);
CREATE UNIQUE INDEX new_phone_by_claim ON new_phone (community_id, claim_hash)
    WHERE claim_hash <> '';
CREATE INDEX new_phone_by_end ON new_phone (community_id, ends_at_ms);

CREATE TABLE guest_link (
    community_id BIGINT NOT NULL,
    link_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    secret_hash TEXT NOT NULL CHECK (secret_hash <> ''),
    made_at_ms BIGINT NOT NULL,
    ends_at_ms BIGINT NOT NULL,
    asked BIGINT NOT NULL CHECK (asked >= 0),
    PRIMARY KEY (community_id, link_id),
    UNIQUE (community_id, secret_hash),
    FOREIGN KEY (community_id, household_id) REFERENCES household,
    FOREIGN KEY (community_id, group_id) REFERENCES group_buy
);
CREATE INDEX guest_link_by_household ON guest_link (community_id, household_id, made_at_ms);
CREATE INDEX guest_link_by_end ON guest_link (community_id, ends_at_ms);

ALTER TABLE admission ADD COLUMN host_id BIGINT;
ALTER TABLE admission ADD COLUMN group_id BIGINT;
CREATE INDEX admission_by_time ON admission (community_id, asked_at_ms, member_id);
