-- What 0007 tells of the other tables: nearly each order was somebody's once, few are now.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('assignment', 'assignment', '300000 100000 1 1'),
    ('assignment', 'assignment_running', '90 30 1'),
    ('assignment', 'assignment_by_time', '300000 100000 1'),
    ('route_stop', 'route_stop', '180 60 4 1'),
    ('order_problem', 'order_problem', '3000 1000 1 1'),
    ('order_problem', 'order_problem_open', '9 3 1');
ANALYZE sqlite_schema;
