-- PostgreSQL's tables are heaps: kept replies are appended there from the start.

COMMENT ON TABLE kept_reply IS 'one row per answered change, appended';
