-- More kinds of accounts and causes: their numbers are the program's, which reads no other. SQLite
-- changes a CHECK by making the table anew, and those that refer to it; as nothing is deleted, the
-- triggers that let the ledger only grow do not stand in the way, and are made anew with it.

CREATE TABLE ledger_entry_wider (
    community_id INTEGER NOT NULL REFERENCES community,
    entry_id INTEGER NOT NULL,
    cause INTEGER NOT NULL CHECK (cause BETWEEN 1 AND 99),
    subject INTEGER NOT NULL,
    moved_at_ms INTEGER NOT NULL,
    PRIMARY KEY (community_id, entry_id)
);
CREATE TABLE ledger_posting_wider (
    community_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    account_kind INTEGER NOT NULL CHECK (account_kind BETWEEN 1 AND 99),
    account_owner INTEGER NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
    PRIMARY KEY (community_id, entry_id, position),
    FOREIGN KEY (community_id, entry_id) REFERENCES ledger_entry_wider
);
CREATE TABLE ledger_link_wider (
    community_id INTEGER NOT NULL REFERENCES community,
    position INTEGER NOT NULL CHECK (position > 0),
    entry_id INTEGER NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (community_id, position),
    UNIQUE (community_id, entry_id),
    FOREIGN KEY (community_id, entry_id) REFERENCES ledger_entry_wider
);
CREATE TABLE refund_wider (
    community_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    line INTEGER NOT NULL CHECK (line >= -1),
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    reason INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 6),
    way INTEGER NOT NULL CHECK (way BETWEEN 1 AND 2),
    entry_id INTEGER NOT NULL,
    refunded_at_ms INTEGER NOT NULL,
    PRIMARY KEY (community_id, order_id, number),
    UNIQUE (community_id, entry_id),
    FOREIGN KEY (community_id, order_id) REFERENCES orders,
    FOREIGN KEY (community_id, entry_id) REFERENCES ledger_entry_wider
);
CREATE TABLE account_balance_wider (
    community_id INTEGER NOT NULL REFERENCES community,
    account_kind INTEGER NOT NULL CHECK (account_kind BETWEEN 1 AND 99),
    account_owner INTEGER NOT NULL,
    balance_fen INTEGER NOT NULL,
    PRIMARY KEY (community_id, account_kind, account_owner),
    CHECK (account_kind > 2 OR balance_fen >= 0),
    CHECK (balance_fen BETWEEN -1000000000000 AND 1000000000000)
);

INSERT INTO ledger_entry_wider SELECT community_id, entry_id, cause, subject, moved_at_ms
FROM ledger_entry;
INSERT INTO ledger_posting_wider SELECT community_id, entry_id, position, account_kind,
    account_owner, amount_fen FROM ledger_posting;
INSERT INTO ledger_link_wider SELECT community_id, position, entry_id, hash FROM ledger_link;
INSERT INTO refund_wider SELECT community_id, order_id, number, line, amount_fen, reason, way,
    entry_id, refunded_at_ms FROM refund;
INSERT INTO account_balance_wider SELECT community_id, account_kind, account_owner, balance_fen
FROM account_balance;

DROP TABLE refund;
DROP TABLE ledger_link;
DROP TABLE ledger_posting;
DROP TABLE ledger_entry;
DROP TABLE account_balance;
ALTER TABLE ledger_entry_wider RENAME TO ledger_entry;
ALTER TABLE ledger_posting_wider RENAME TO ledger_posting;
ALTER TABLE ledger_link_wider RENAME TO ledger_link;
ALTER TABLE refund_wider RENAME TO refund;
ALTER TABLE account_balance_wider RENAME TO account_balance;

CREATE INDEX ledger_entry_by_subject ON ledger_entry (community_id, subject);
CREATE INDEX ledger_posting_by_account
    ON ledger_posting (community_id, account_kind, account_owner, entry_id);
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are only added'); END;
CREATE TRIGGER ledger_entry_is_kept BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are only added'); END;
CREATE TRIGGER ledger_posting_stays BEFORE UPDATE ON ledger_posting
BEGIN SELECT RAISE(ABORT, 'ledger postings are only added'); END;
CREATE TRIGGER ledger_posting_is_kept BEFORE DELETE ON ledger_posting
BEGIN SELECT RAISE(ABORT, 'ledger postings are only added'); END;
CREATE TRIGGER ledger_link_stays BEFORE UPDATE ON ledger_link
BEGIN SELECT RAISE(ABORT, 'ledger links are only added'); END;
CREATE TRIGGER ledger_link_is_kept BEFORE DELETE ON ledger_link
BEGIN SELECT RAISE(ABORT, 'ledger links are only added'); END;

-- What 0007 and 0011 tell of these tables went with them.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('ledger_entry', 'ledger_entry', '600000 200000 1'),
    ('ledger_entry', 'ledger_entry_by_subject', '600000 200000 2 1'),
    ('ledger_posting', 'ledger_posting', '1200000 400000 2 1'),
    ('ledger_posting', 'ledger_posting_by_account', '1200000 400000 100000 400 2 1'),
    ('ledger_link', 'ledger_link', '600000 200000 1'),
    ('refund', 'refund', '3000 1000 1 1');
ANALYZE sqlite_schema;
