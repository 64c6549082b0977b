-- Dispatch looks for deliveries each second. Where most households collect their orders, it walked
-- through all that wait at a hub, and through all of the day, to find few.

CREATE INDEX orders_without_courier ON orders (community_id, hub_id, due_at_ms)
    WHERE state <= 4 AND fulfilment = 1 AND courier_id IS NULL;
CREATE INDEX deliveries_by_placing ON orders (community_id, placed_at_ms) WHERE fulfilment = 1;
