-- PostgreSQL's autovacuum keeps the figures of each table by itself; what it would wait for is done.

ANALYZE community;
