-- Whose an order was on its way to the door and why, the way that each courier is bound to, and
-- what couriers reported. quoted_at_ms is when an order was likely to be there as it was placed.

ALTER TABLE orders ADD COLUMN quoted_at_ms BIGINT;
ALTER TABLE courier ADD COLUMN vehicle BIGINT NOT NULL DEFAULT 1 CHECK (vehicle BETWEEN 0 AND 2);
ALTER TABLE courier ADD COLUMN shift_until_ms BIGINT;

CREATE TABLE assignment (
    community_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    courier_id BIGINT NOT NULL,
    assigned_at_ms BIGINT NOT NULL,
    instead_id BIGINT,
    saves_s BIGINT NOT NULL,
    on_the_way BIGINT NOT NULL CHECK (on_the_way BETWEEN 0 AND 1),
    urgent BIGINT NOT NULL CHECK (urgent BETWEEN 0 AND 1),
    expected_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT CHECK ((end_kind = 1) = (ended_at_ms IS NULL)),
    end_kind BIGINT NOT NULL CHECK (end_kind BETWEEN 1 AND 7),
    PRIMARY KEY (community_id, order_id, number),
    FOREIGN KEY (community_id, order_id) REFERENCES orders,
    FOREIGN KEY (community_id, courier_id) REFERENCES courier
);
CREATE UNIQUE INDEX assignment_running ON assignment (community_id, order_id) WHERE end_kind = 1;
CREATE INDEX assignment_by_time ON assignment (community_id, assigned_at_ms);
INSERT INTO assignment SELECT community_id, order_id, 1, courier_id,
    COALESCE(packed_at_ms, placed_at_ms), NULL, 0, 0, 0, estimate_at_ms, NULL, 1
    FROM orders WHERE state <= 6 AND courier_id IS NOT NULL;

CREATE TABLE route_stop (
    community_id BIGINT NOT NULL,
    courier_id BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    order_id BIGINT NOT NULL,
    pickup BIGINT NOT NULL CHECK (pickup BETWEEN 0 AND 1),
    expected_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, courier_id, position),
    FOREIGN KEY (community_id, courier_id) REFERENCES courier,
    FOREIGN KEY (community_id, order_id) REFERENCES orders
);

CREATE TABLE order_problem (
    community_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    courier_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 5),
    text TEXT NOT NULL,
    reported_at_ms BIGINT NOT NULL,
    solved_at_ms BIGINT,
    PRIMARY KEY (community_id, order_id, number),
    FOREIGN KEY (community_id, order_id) REFERENCES orders,
    FOREIGN KEY (community_id, courier_id) REFERENCES courier
);
CREATE INDEX order_problem_open ON order_problem (community_id, reported_at_ms)
    WHERE solved_at_ms IS NULL;
