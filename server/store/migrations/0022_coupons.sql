-- What the leader takes off orders. The discount stands beside the order; what of it a coupon has
-- paid is in the ledger.

ALTER TABLE orders ADD COLUMN coupon_id BIGINT;
ALTER TABLE orders ADD COLUMN discount_fen BIGINT NOT NULL DEFAULT 0
    CHECK (discount_fen >= 0 AND discount_fen <= goods_total_fen
        AND (coupon_id IS NOT NULL) = (discount_fen > 0));

CREATE TABLE coupon (
    community_id BIGINT NOT NULL REFERENCES community,
    coupon_id BIGINT NOT NULL,
    code TEXT NOT NULL CHECK (length(code) = 8),
    off_fen BIGINT NOT NULL CHECK (off_fen > 0),
    minimum_fen BIGINT NOT NULL CHECK (minimum_fen >= off_fen),
    count BIGINT NOT NULL CHECK (count > 0),
    taken BIGINT NOT NULL CHECK (taken >= 0 AND taken <= count),
    issued_at_ms BIGINT NOT NULL,
    ends_at_ms BIGINT NOT NULL,
    stopped_at_ms BIGINT,
    PRIMARY KEY (community_id, coupon_id),
    UNIQUE (community_id, code)
);

-- Which order of a household has it; goes when that order is cancelled.
CREATE TABLE coupon_use (
    community_id BIGINT NOT NULL,
    coupon_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    PRIMARY KEY (community_id, coupon_id, household_id),
    FOREIGN KEY (community_id, coupon_id) REFERENCES coupon,
    FOREIGN KEY (community_id, household_id) REFERENCES household
);
