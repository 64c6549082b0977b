-- Money that went back after it was taken, and items that were recalled. The sums stand beside the
-- orders and their lines, so that the schema itself keeps a refund within what was paid.

ALTER TABLE order_line ADD COLUMN refunded_fen BIGINT NOT NULL DEFAULT 0
    CHECK (refunded_fen >= 0 AND refunded_fen <= total_fen - cut_fen);
ALTER TABLE orders ADD COLUMN refunded_fen BIGINT NOT NULL DEFAULT 0
    CHECK (refunded_fen >= 0 AND refunded_fen <= total_fen - cut_fen
        AND (state = 7 OR refunded_fen = 0));

-- A line of -1 is the whole order.
CREATE TABLE refund (
    community_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    line BIGINT NOT NULL CHECK (line >= -1),
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    reason BIGINT NOT NULL CHECK (reason BETWEEN 1 AND 6),
    way BIGINT NOT NULL CHECK (way BETWEEN 1 AND 2),
    entry_id BIGINT NOT NULL,
    refunded_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, order_id, number),
    UNIQUE (community_id, entry_id),
    FOREIGN KEY (community_id, order_id) REFERENCES orders,
    FOREIGN KEY (community_id, entry_id) REFERENCES ledger_entry
);

CREATE TABLE recall (
    community_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    since_ms BIGINT NOT NULL,
    started_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT,
    orders BIGINT NOT NULL CHECK (orders >= 0),
    refunded_fen BIGINT NOT NULL CHECK (refunded_fen >= 0),
    PRIMARY KEY (community_id, item_id),
    FOREIGN KEY (community_id, item_id) REFERENCES item
);
CREATE INDEX recall_running ON recall (community_id, item_id) WHERE ended_at_ms IS NULL;
