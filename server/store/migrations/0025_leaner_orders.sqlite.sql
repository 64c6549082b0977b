-- What each order writes, in fewer trees. A link of the ledger's chain is found by its position
-- alone: by the second index SQLite looked for the last one among all of them. It also seals its
-- entry now: the schema takes a link only behind postings that sum to zero.

CREATE TABLE ledger_link_leaner (
    community_id BIGINT NOT NULL REFERENCES community,
    position BIGINT NOT NULL CHECK (position > 0),
    entry_id BIGINT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (community_id, position),
    FOREIGN KEY (community_id, entry_id) REFERENCES ledger_entry
);
INSERT INTO ledger_link_leaner SELECT community_id, position, entry_id, hash FROM ledger_link;
DROP TABLE ledger_link;
ALTER TABLE ledger_link_leaner RENAME TO ledger_link;
CREATE TRIGGER ledger_link_stays BEFORE UPDATE ON ledger_link
BEGIN SELECT RAISE(ABORT, 'ledger links are only added'); END;
CREATE TRIGGER ledger_link_is_kept BEFORE DELETE ON ledger_link
BEGIN SELECT RAISE(ABORT, 'ledger links are only added'); END;
CREATE TRIGGER ledger_link_seals BEFORE INSERT ON ledger_link
WHEN (SELECT SUM(amount_fen) FROM ledger_posting WHERE community_id = NEW.community_id
    AND entry_id = NEW.entry_id) IS NOT 0
BEGIN SELECT RAISE(ABORT, 'a ledger entry sums to zero'); END;

-- One row holds all events of a work, numbered first_seq to last_seq: a line for each, of audience,
-- subject, name and data.
CREATE TABLE outbox_by_work (
    community_id BIGINT NOT NULL REFERENCES community,
    last_seq BIGINT NOT NULL,
    first_seq BIGINT NOT NULL CHECK (first_seq > 0),
    events TEXT NOT NULL CHECK (events <> ''),
    emitted_at_ms BIGINT,
    PRIMARY KEY (community_id, last_seq),
    CHECK (last_seq >= first_seq)
);
INSERT INTO outbox_by_work SELECT community_id, seq, seq,
    audience || ' ' || subject || ' ' || name || ' ' || data, emitted_at_ms FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_by_work RENAME TO outbox;

-- Whose order it is, is asked community by community.
DROP INDEX orders_anywhere;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('ledger_link', 'ledger_link', '600000 200000 1'),
    ('outbox', 'outbox', '75000 25000 1');
ANALYZE sqlite_schema;
