-- What a new order waits for is counted beside the orders, so that a quote looks at one row and not
-- at every unfinished order. Orders of groups come up by their own deadline and are counted when
-- asked.

CREATE TABLE hub_queue (
    community_id BIGINT NOT NULL,
    hub_id BIGINT NOT NULL,
    to_pack BIGINT NOT NULL CHECK (to_pack >= 0),
    to_deliver BIGINT NOT NULL CHECK (to_deliver >= 0),
    PRIMARY KEY (community_id, hub_id),
    FOREIGN KEY (community_id, hub_id) REFERENCES hub
);

INSERT INTO hub_queue (community_id, hub_id, to_pack, to_deliver)
SELECT community_id, hub_id, SUM(CASE WHEN state <= 3 THEN 1 ELSE 0 END),
    SUM(CASE WHEN fulfilment = 1 THEN 1 ELSE 0 END)
FROM orders WHERE group_id IS NULL AND state <= 4 GROUP BY community_id, hub_id;

-- The last number given to an order on the community's latest day; without a row, or on another
-- day, the day's orders are asked.
CREATE TABLE order_counter (
    community_id BIGINT PRIMARY KEY REFERENCES community,
    day TEXT NOT NULL CHECK (length(day) = 10),
    last_number BIGINT NOT NULL CHECK (last_number > 0)
);

-- Each index holds the orders that somebody looks for, and a new order stands in few of them.
DROP INDEX orders_running;
DROP INDEX orders_running_by_courier;
DROP INDEX orders_by_group;
DROP INDEX outbox_by_time;
CREATE INDEX orders_running_by_courier ON orders (community_id, courier_id, due_at_ms)
    WHERE state <= 6 AND courier_id IS NOT NULL;
CREATE INDEX orders_by_group ON orders (community_id, group_id, order_id)
    WHERE group_id IS NOT NULL;
CREATE INDEX orders_of_groups_waiting ON orders (community_id, due_at_ms)
    WHERE state <= 4 AND group_id IS NOT NULL;
CREATE INDEX orders_without_courier ON orders (community_id, due_at_ms)
    WHERE state IN (3, 4) AND fulfilment = 1 AND courier_id IS NULL;
CREATE INDEX orders_to_compensate ON orders (community_id, due_at_ms)
    WHERE state <= 6 AND fulfilment = 1 AND compensated = 0;
CREATE INDEX orders_by_estimate ON orders (community_id, estimate_at_ms)
    WHERE state <= 6 AND state <> 5;
