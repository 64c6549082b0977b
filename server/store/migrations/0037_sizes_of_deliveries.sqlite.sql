-- What 0007 tells of the other indexes: half of the orders are delivered, and few wait for a courier.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('orders', 'orders_without_courier', '15 5 2 1 1'),
    ('orders', 'deliveries_by_placing', '150000 50000 1 1');
ANALYZE sqlite_schema;
