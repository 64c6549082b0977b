-- As with 0007: autovacuum keeps the figures of each table by itself.

ANALYZE assignment;
ANALYZE route_stop;
ANALYZE order_problem;
