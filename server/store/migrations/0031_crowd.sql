-- Riders of the crowd: each ride has a courier of its own, on shift while it lasts.

ALTER TABLE courier ADD COLUMN crowd BIGINT NOT NULL DEFAULT 0 CHECK (crowd IN (0, 1));
CREATE INDEX courier_at_work ON courier (community_id, courier_id)
    WHERE (crowd = 0 OR on_shift = 1);

CREATE TABLE crowd_ride (
    community_id BIGINT NOT NULL,
    ride_id BIGINT NOT NULL,
    courier_id BIGINT NOT NULL,
    hub_id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 8),
    why BIGINT NOT NULL CHECK (why BETWEEN 1 AND 8),
    price_fen BIGINT NOT NULL CHECK (price_fen > 0),
    reference TEXT NOT NULL,
    rider TEXT NOT NULL,
    wanted_at_ms BIGINT NOT NULL,
    called_at_ms BIGINT,
    accept_by_ms BIGINT NOT NULL,
    arrives_at_ms BIGINT,
    at_pickup_at_ms BIGINT,
    ended_at_ms BIGINT,
    said BIGINT NOT NULL CHECK (said >= 0),
    to_cancel BIGINT NOT NULL CHECK (to_cancel IN (0, 1)),
    look_at_ms BIGINT,
    looks BIGINT NOT NULL CHECK (looks >= 0),
    PRIMARY KEY (community_id, ride_id),
    UNIQUE (community_id, courier_id),
    FOREIGN KEY (community_id, courier_id) REFERENCES courier,
    FOREIGN KEY (community_id, hub_id) REFERENCES hub,
    CHECK ((state <= 4) = (why = 1)),
    CHECK (state > 4 OR ended_at_ms IS NULL),
    CHECK (state NOT IN (5, 6, 7) OR ended_at_ms IS NOT NULL)
);
CREATE INDEX crowd_ride_running ON crowd_ride (community_id, ride_id) WHERE ended_at_ms IS NULL;
CREATE INDEX crowd_ride_ended ON crowd_ride (community_id, ended_at_ms);
CREATE INDEX crowd_ride_to_look ON crowd_ride (community_id, look_at_ms)
    WHERE look_at_ms IS NOT NULL;

-- What a ride was called for; whose an order is now, the order says.
CREATE TABLE crowd_ride_order (
    community_id BIGINT NOT NULL,
    ride_id BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    order_id BIGINT NOT NULL,
    PRIMARY KEY (community_id, ride_id, position),
    UNIQUE (community_id, order_id, ride_id),
    FOREIGN KEY (community_id, ride_id) REFERENCES crowd_ride,
    FOREIGN KEY (community_id, order_id) REFERENCES orders
);

-- The provider's latest tariff for each hub.
CREATE TABLE crowd_quote (
    community_id BIGINT NOT NULL,
    hub_id BIGINT NOT NULL,
    base_fen BIGINT NOT NULL CHECK (base_fen >= 0),
    per_km_fen BIGINT NOT NULL CHECK (per_km_fen >= 0),
    arrive_s BIGINT NOT NULL CHECK (arrive_s >= 0),
    acceptance_permille BIGINT NOT NULL CHECK (acceptance_permille BETWEEN 0 AND 1000),
    quoted_at_ms BIGINT NOT NULL,
    valid_until_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, hub_id),
    FOREIGN KEY (community_id, hub_id) REFERENCES hub
);
