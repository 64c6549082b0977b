-- Identities of a provider and passkeys that sign a member in.

CREATE TABLE linked_identity (
    community_id BIGINT NOT NULL,
    identity_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    issuer TEXT NOT NULL CHECK (issuer <> ''),
    subject TEXT NOT NULL CHECK (subject <> ''),
    linked_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, identity_id),
    UNIQUE (community_id, issuer, subject),
    FOREIGN KEY (community_id, member_id) REFERENCES member
);
CREATE INDEX linked_identity_by_member ON linked_identity (community_id, member_id);

CREATE TABLE identity_flow (
    community_id BIGINT NOT NULL,
    state_hash TEXT NOT NULL CHECK (state_hash <> ''),
    member_id BIGINT,
    session_id BIGINT,
    ends_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, state_hash)
);
CREATE INDEX identity_flow_by_end ON identity_flow (community_id, ends_at_ms);
CREATE INDEX identity_flow_by_member ON identity_flow (community_id, member_id);

CREATE TABLE passkey (
    community_id BIGINT NOT NULL,
    passkey_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    credential TEXT NOT NULL CHECK (credential <> ''),
    algorithm BIGINT NOT NULL,
    public_key TEXT NOT NULL CHECK (public_key <> ''),
    sign_count BIGINT NOT NULL CHECK (sign_count >= 0),
    device TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL,
    used_at_ms BIGINT,
    PRIMARY KEY (community_id, passkey_id),
    UNIQUE (community_id, credential),
    FOREIGN KEY (community_id, member_id) REFERENCES member
);
CREATE INDEX passkey_by_member ON passkey (community_id, member_id);
