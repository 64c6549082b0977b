-- A kept reply is about a kilobyte under a random key. In a table that is its own key's tree every
-- reply would be written into a page of its own; here they are appended, and the key is an index.

CREATE TABLE kept_reply_appended (
    community_id INTEGER NOT NULL REFERENCES community,
    reply_key TEXT NOT NULL CHECK (reply_key <> ''),
    body_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    kept_at_ms INTEGER,
    PRIMARY KEY (community_id, reply_key)
) STRICT;
INSERT INTO kept_reply_appended
SELECT community_id, reply_key, body_hash, status, body, kept_at_ms FROM kept_reply
ORDER BY kept_at_ms;
DROP TABLE kept_reply;
ALTER TABLE kept_reply_appended RENAME TO kept_reply;
CREATE INDEX kept_reply_by_time ON kept_reply (community_id, kept_at_ms);
