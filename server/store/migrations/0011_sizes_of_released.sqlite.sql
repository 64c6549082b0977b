-- What 0007 tells of the other tables: few shares are held at a time, few recalls and refunds are.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('group_share', 'group_share_held', '60 20 10'),
    ('refund', 'refund', '3000 1000 1 1'),
    ('recall', 'recall', '60 20 1'),
    ('recall', 'recall_running', '3 1 1');
ANALYZE sqlite_schema;
