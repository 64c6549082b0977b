-- What 0007 tells of the other tables: few accounts are owed to, and much is posted to each of them.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('household_orders', 'household_orders', '1500 500 1'),
    ('ledger_posting', 'ledger_posting_by_payable', '600000 200000 60000 10000 1 1');
ANALYZE sqlite_schema;
