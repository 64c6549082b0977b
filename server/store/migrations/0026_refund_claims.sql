-- What households ask back of delivered orders. A claim moves no money; refunds do.

CREATE TABLE refund_claim (
    community_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    line BIGINT NOT NULL CHECK (line >= -1),
    reason BIGINT NOT NULL CHECK (reason BETWEEN 1 AND 6 AND reason <> 5),
    text TEXT NOT NULL,
    claimed_at_ms BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 3),
    answer TEXT NOT NULL CHECK (state = 3 OR answer = ''),
    answered_at_ms BIGINT CHECK ((state = 1) = (answered_at_ms IS NULL)),
    PRIMARY KEY (community_id, order_id, number),
    FOREIGN KEY (community_id, order_id) REFERENCES orders
);
CREATE INDEX refund_claim_open ON refund_claim (community_id, claimed_at_ms) WHERE state = 1;
