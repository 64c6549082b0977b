-- As with 0007: autovacuum keeps the figures of each table by itself.

ANALYZE orders;
