-- What a provider of online payments takes for us, and what of it goes back.

-- A refund may go back online: a CHECK goes with its column, so the column is written anew.
ALTER TABLE refund ADD COLUMN new_way BIGINT NOT NULL DEFAULT 1 CHECK (new_way BETWEEN 1 AND 9);
UPDATE refund SET new_way = way WHERE way <> 1;
ALTER TABLE refund DROP COLUMN way;
ALTER TABLE refund RENAME COLUMN new_way TO way;

CREATE TABLE payment (
    community_id BIGINT NOT NULL,
    payment_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    purpose BIGINT NOT NULL CHECK (purpose BETWEEN 1 AND 3),
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 6),
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    received_fen BIGINT NOT NULL CHECK (received_fen >= 0),
    returned_fen BIGINT NOT NULL CHECK (returned_fen >= 0),
    reference TEXT NOT NULL,
    pay_url TEXT NOT NULL,
    wish TEXT NOT NULL,
    group_id BIGINT,
    order_id BIGINT,
    why BIGINT NOT NULL CHECK (why >= 0),
    wanted_at_ms BIGINT NOT NULL,
    came_at_ms BIGINT,
    look_at_ms BIGINT,
    looks BIGINT NOT NULL CHECK (looks >= 0),
    PRIMARY KEY (community_id, payment_id),
    FOREIGN KEY (community_id, household_id) REFERENCES household,
    FOREIGN KEY (community_id, group_id) REFERENCES group_buy,
    FOREIGN KEY (community_id, order_id) REFERENCES orders,
    CHECK (returned_fen <= received_fen),
    CHECK ((state IN (1, 6)) = (received_fen = 0))
);
CREATE UNIQUE INDEX payment_by_reference ON payment (community_id, reference)
    WHERE reference <> '';
CREATE INDEX payment_by_household ON payment (community_id, household_id, payment_id);
CREATE INDEX payment_to_look ON payment (community_id, look_at_ms) WHERE look_at_ms IS NOT NULL;

CREATE TABLE payment_return (
    community_id BIGINT NOT NULL,
    return_id BIGINT NOT NULL,
    payment_id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 3),
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    decided_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT,
    look_at_ms BIGINT,
    looks BIGINT NOT NULL CHECK (looks >= 0),
    PRIMARY KEY (community_id, return_id),
    FOREIGN KEY (community_id, payment_id) REFERENCES payment
);
CREATE INDEX payment_return_by_payment ON payment_return (community_id, payment_id, return_id);
CREATE INDEX payment_return_to_look ON payment_return (community_id, look_at_ms)
    WHERE look_at_ms IS NOT NULL;

-- Households that have chosen the wallet over where they paid from.
CREATE TABLE refund_choice (
    community_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    to_wallet BIGINT NOT NULL CHECK (to_wallet IN (0, 1)),
    PRIMARY KEY (community_id, household_id),
    FOREIGN KEY (community_id, household_id) REFERENCES household
);
