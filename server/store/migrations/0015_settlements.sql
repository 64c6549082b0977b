-- To whom the sales of a delivered order belong, and what was paid out by hand.

ALTER TABLE community ADD COLUMN commission_permille BIGINT NOT NULL DEFAULT 100
    CHECK (commission_permille BETWEEN 0 AND 500);
ALTER TABLE community ADD COLUMN courier_pay_fen BIGINT NOT NULL DEFAULT 300
    CHECK (courier_pay_fen >= 0);

CREATE TABLE supplier (
    community_id BIGINT NOT NULL REFERENCES community,
    supplier_id BIGINT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (community_id, supplier_id),
    UNIQUE (community_id, name)
);

CREATE TABLE settlement (
    community_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    permille BIGINT NOT NULL CHECK (permille >= 0),
    goods_fen BIGINT NOT NULL CHECK (goods_fen >= 0),
    commission_fen BIGINT NOT NULL CHECK (commission_fen >= 0),
    payable_fen BIGINT NOT NULL CHECK (payable_fen >= 0),
    courier_id BIGINT,
    courier_pay_fen BIGINT NOT NULL CHECK (courier_pay_fen >= 0),
    taken_back_fen BIGINT NOT NULL CHECK (taken_back_fen >= 0 AND taken_back_fen <= commission_fen),
    frozen_until_ms BIGINT,
    released_at_ms BIGINT,
    PRIMARY KEY (community_id, order_id),
    FOREIGN KEY (community_id, order_id) REFERENCES orders,
    FOREIGN KEY (community_id, courier_id) REFERENCES courier,
    CHECK (released_at_ms IS NOT NULL OR frozen_until_ms IS NOT NULL)
);
CREATE INDEX settlement_frozen ON settlement (community_id, frozen_until_ms)
    WHERE released_at_ms IS NULL;

-- Orders from before were not split: all of their sales stay the hub's.
INSERT INTO settlement (community_id, order_id, permille, goods_fen, commission_fen, payable_fen,
    courier_id, courier_pay_fen, taken_back_fen, frozen_until_ms, released_at_ms)
SELECT community_id, order_id, 0, goods_total_fen - cut_fen, 0, 0, courier_id, 0, 0, done_at_ms,
    COALESCE(done_at_ms, 0)
FROM orders WHERE state = 7;

CREATE TABLE payout (
    community_id BIGINT NOT NULL,
    payout_id BIGINT NOT NULL,
    account_kind BIGINT NOT NULL,
    account_owner BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    way BIGINT NOT NULL CHECK (way BETWEEN 1 AND 2),
    member_id BIGINT NOT NULL,
    entry_id BIGINT NOT NULL,
    paid_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, payout_id),
    UNIQUE (community_id, entry_id),
    FOREIGN KEY (community_id, member_id) REFERENCES member,
    FOREIGN KEY (community_id, entry_id) REFERENCES ledger_entry
);
CREATE INDEX payout_by_time ON payout (community_id, paid_at_ms, payout_id);
CREATE INDEX payout_by_account ON payout (community_id, account_kind, account_owner, entry_id);
