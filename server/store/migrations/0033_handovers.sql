-- How a courier handed a delivery over at the door. From now on an order that is under way has a code,
-- too: those that are out already are handed over without.

CREATE TABLE handover (
    community_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    proof BIGINT NOT NULL CHECK (proof BETWEEN 1 AND 3),
    photo_id BIGINT,
    handed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, order_id),
    FOREIGN KEY (community_id, order_id) REFERENCES orders,
    CHECK ((proof = 3) = (photo_id IS NOT NULL))
);
