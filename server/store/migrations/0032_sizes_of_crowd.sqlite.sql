-- What 0007 tells of the other tables: one order in ten is carried by the crowd, and few rides
-- last at a time.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('courier', 'courier', '30000 10000 1'),
    ('courier', 'courier_at_work', '30 10 1'),
    ('crowd_ride', 'crowd_ride', '30000 10000 1'),
    ('crowd_ride', 'crowd_ride_running', '15 5 1'),
    ('crowd_ride', 'crowd_ride_ended', '30000 10000 1'),
    ('crowd_ride', 'crowd_ride_to_look', '15 5 1'),
    ('crowd_ride_order', 'crowd_ride_order', '45000 15000 2 1');
ANALYZE sqlite_schema;
