-- What 0007 tells of the other tables: a few items run short in a week.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('shortage', 'shortage', '900 300 1'),
    ('shortage', 'shortage_running', '3 1 1'),
    ('shortage_cut', 'shortage_cut', '9000 3000 10 1'),
    ('shortage_cut', 'shortage_cut_waiting', '60 20 20 1');
ANALYZE sqlite_schema;
