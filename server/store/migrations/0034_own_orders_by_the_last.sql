-- An order wrote a page for its household in each of three indexes: there are as many places to
-- write as households. Its household's orders are found from the latest one now, each of which names
-- the one before it.

ALTER TABLE orders ADD COLUMN before_order_id BIGINT;
UPDATE orders SET before_order_id = placed.before_order_id FROM (
    SELECT community_id, order_id, LAG(order_id) OVER (
        PARTITION BY community_id, household_id ORDER BY order_id) AS before_order_id FROM orders
) AS placed
WHERE placed.community_id = orders.community_id AND placed.order_id = orders.order_id;

CREATE TABLE household_orders (
    community_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    last_order_id BIGINT NOT NULL,
    order_count BIGINT NOT NULL CHECK (order_count > 0),
    PRIMARY KEY (community_id, household_id),
    FOREIGN KEY (community_id, household_id) REFERENCES household,
    FOREIGN KEY (community_id, last_order_id) REFERENCES orders
);
INSERT INTO household_orders SELECT community_id, household_id, MAX(order_id), COUNT(*)
FROM orders GROUP BY community_id, household_id;
DROP INDEX orders_by_household;

-- Wallets and holds (kinds 1 and 2) are read move by move only for who takes all data along.
DROP INDEX ledger_posting_by_account;
CREATE INDEX ledger_posting_by_payable
    ON ledger_posting (community_id, account_kind, account_owner, entry_id)
    WHERE account_kind > 2;

-- The caller stands behind the request's own key, whose first digits are its time. An owner has 13.
UPDATE kept_reply SET reply_key = substr(reply_key, 15) || ':' || substr(reply_key, 1, 13);
