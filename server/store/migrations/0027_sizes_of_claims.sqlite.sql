-- What 0007 tells of the other tables: something of one order in a hundred is asked back.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('refund_claim', 'refund_claim', '3000 1000 1 1'),
    ('refund_claim', 'refund_claim_open', '9 3 1');
ANALYZE sqlite_schema;
