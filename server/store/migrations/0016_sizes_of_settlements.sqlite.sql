-- What 0007 tells of the other tables: a row for each order, and few of them frozen.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('settlement', 'settlement', '300000 100000 1'),
    ('settlement', 'settlement_frozen', '1500 500 1'),
    ('supplier', 'supplier', '90 30 1'),
    ('payout', 'payout', '3000 1000 1'),
    ('payout', 'payout_by_time', '3000 1000 1 1'),
    ('payout', 'payout_by_account', '3000 1000 300 30 1');
ANALYZE sqlite_schema;
