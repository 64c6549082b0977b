-- Every ledger entry is a link of its community's chain: its hash covers the link before, so that an
-- edit behind the program's back shows (server/store/ledger_chain.hpp).

CREATE TABLE ledger_link (
    community_id BIGINT NOT NULL REFERENCES community,
    position BIGINT NOT NULL CHECK (position > 0),
    entry_id BIGINT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (community_id, position),
    UNIQUE (community_id, entry_id),
    FOREIGN KEY (community_id, entry_id) REFERENCES ledger_entry
);
