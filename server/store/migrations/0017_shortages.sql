-- What a household agreed to pay more for goods by weight; and items of which too little was there,
-- with the part of each order that got less.

ALTER TABLE orders ADD COLUMN tolerance_permille BIGINT NOT NULL DEFAULT 0
    CHECK (tolerance_permille BETWEEN 0 AND 200);

CREATE TABLE shortage (
    community_id BIGINT NOT NULL,
    shortage_id BIGINT NOT NULL,
    hub_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    there BIGINT NOT NULL CHECK (there >= 0),
    waiting BIGINT NOT NULL CHECK (waiting > there),
    orders BIGINT NOT NULL CHECK (orders >= 0),
    taken BIGINT NOT NULL CHECK (taken >= 0),
    off_fen BIGINT NOT NULL CHECK (off_fen >= 0),
    member_id BIGINT NOT NULL,
    noted_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT,
    PRIMARY KEY (community_id, shortage_id),
    FOREIGN KEY (community_id, hub_id) REFERENCES hub,
    FOREIGN KEY (community_id, item_id) REFERENCES item,
    FOREIGN KEY (community_id, member_id) REFERENCES member
);
CREATE INDEX shortage_running ON shortage (community_id, shortage_id) WHERE ended_at_ms IS NULL;

CREATE TABLE shortage_cut (
    community_id BIGINT NOT NULL,
    shortage_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    given BIGINT NOT NULL CHECK (given >= 0),
    taken BIGINT NOT NULL CHECK (taken >= 0),
    off_fen BIGINT NOT NULL CHECK (off_fen >= 0),
    applied_at_ms BIGINT,
    PRIMARY KEY (community_id, shortage_id, order_id),
    FOREIGN KEY (community_id, shortage_id) REFERENCES shortage,
    FOREIGN KEY (community_id, order_id) REFERENCES orders
);
CREATE INDEX shortage_cut_waiting ON shortage_cut (community_id, shortage_id, order_id)
    WHERE applied_at_ms IS NULL;
