-- A building's code lets people ask to come in; they wait until the leader or two neighbours know
-- them.

CREATE TABLE building_code (
    community_id BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    secret_hash TEXT NOT NULL CHECK (secret_hash <> ''),
    made_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, building_id),
    UNIQUE (community_id, secret_hash),
    FOREIGN KEY (community_id, building_id) REFERENCES building
);

CREATE TABLE admission (
    community_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    building_number BIGINT NOT NULL CHECK (building_number >= 0),
    unit BIGINT NOT NULL CHECK (unit > 0),
    room BIGINT NOT NULL CHECK (room > 0),
    asked_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, member_id),
    FOREIGN KEY (community_id, member_id) REFERENCES member,
    FOREIGN KEY (community_id, building_id) REFERENCES building
);
CREATE INDEX admission_by_building ON admission (community_id, building_id, asked_at_ms);

CREATE TABLE admission_vouch (
    community_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    vouched_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, member_id, household_id),
    FOREIGN KEY (community_id, member_id) REFERENCES admission,
    FOREIGN KEY (community_id, household_id) REFERENCES household
);
