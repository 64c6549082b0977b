-- SQLite chooses an index by how many rows it expects behind each key, and without figures takes a
-- table's own order for as good as any. These are the figures of a few communities after a year,
-- not of this file: plans stay the same from the first day on. Columns as in the documentation of
-- sqlite_stat1: rows of the index, then rows for each value of its first column, first two, ….

ANALYZE community;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('orders', 'orders', '300000 100000 1'),
    ('orders', 'orders_by_household', '300000 100000 200 1'),
    ('orders', 'orders_by_placing', '300000 100000 1 1'),
    ('orders', 'orders_anywhere', '300000 1 1'),
    ('orders', 'orders_by_group', '30000 10000 20 1'),
    ('orders', 'orders_by_pickup_code', '60 20 10 1 1'),
    ('orders', 'orders_running_by_hub', '150 50 25 1 1'),
    ('orders', 'orders_running_by_courier', '15 5 2 1 1'),
    ('orders', 'orders_of_groups_waiting', '60 20 2 1'),
    ('orders', 'orders_without_courier', '15 5 1 1'),
    ('orders', 'orders_to_compensate', '90 30 1 1'),
    ('orders', 'orders_by_estimate', '120 40 1 1'),
    ('order_line', 'order_line', '900000 300000 3 1'),
    ('stock', 'stock', '600000 200000 100000 1'),
    ('stock', 'stock_by_item', '600000 200000 2 1'),
    ('item', 'item', '300000 100000 1'),
    ('item', 'item_by_list', '300000 100000 300 1 1'),
    ('item', 'item_anywhere', '300000 1 1'),
    ('outbox', 'outbox', '300000 100000 1'),
    ('kept_reply', 'sqlite_autoindex_kept_reply_1', '30000 10000 1'),
    ('kept_reply', 'kept_reply_by_time', '30000 10000 1'),
    ('ledger_entry', 'ledger_entry', '600000 200000 1'),
    ('ledger_entry', 'ledger_entry_by_subject', '600000 200000 2 1'),
    ('ledger_posting', 'ledger_posting', '1200000 400000 2 1'),
    ('ledger_posting', 'ledger_posting_by_account', '1200000 400000 100000 400 2 1'),
    ('ledger_link', 'ledger_link', '600000 200000 1'),
    ('group_share', 'group_share', '30000 10000 20 1'),
    ('group_share', 'group_share_by_household', '30000 10000 20 1'),
    ('group_share', 'group_share_by_order', '30000 10000 1 1'),
    ('post', 'post', '30000 10000 1'),
    ('post', 'post_by_household', '30000 10000 20 1'),
    ('post', 'post_by_time', '30000 10000 1 1'),
    ('post', 'post_anywhere', '30000 1 1'),
    ('household', 'household', '1500 500 1'),
    ('member', 'member', '3000 1000 1'),
    ('session', 'session', '3000 1000 1'),
    ('invite', 'invite', '3000 1000 1');
ANALYZE sqlite_schema;
