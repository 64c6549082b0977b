-- What 0007 tells of the other tables: one order in ten is paid online, and few wait for anything.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('payment', 'payment', '30000 10000 1'),
    ('payment', 'payment_by_reference', '30000 10000 1'),
    ('payment', 'payment_by_household', '30000 10000 20 1'),
    ('payment', 'payment_to_look', '15 5 1'),
    ('payment_return', 'payment_return', '3000 1000 1'),
    ('payment_return', 'payment_return_by_payment', '3000 1000 1 1'),
    ('payment_return', 'payment_return_to_look', '3 1 1');
ANALYZE sqlite_schema;
