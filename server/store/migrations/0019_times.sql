-- Groups that close by themselves, and times that the leader changed.

ALTER TABLE group_buy ADD COLUMN cap_turnover_fen BIGINT NOT NULL DEFAULT 0
    CHECK (cap_turnover_fen >= 0);

CREATE TABLE time_change (
    community_id BIGINT NOT NULL,
    change_id BIGINT NOT NULL,
    group_id BIGINT,
    order_id BIGINT,
    from_ms BIGINT NOT NULL,
    to_ms BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, change_id),
    FOREIGN KEY (community_id, group_id) REFERENCES group_buy,
    FOREIGN KEY (community_id, order_id) REFERENCES orders,
    FOREIGN KEY (community_id, member_id) REFERENCES member,
    CHECK ((group_id IS NULL) <> (order_id IS NULL))
);
CREATE INDEX time_change_by_group ON time_change (community_id, group_id, changed_at_ms)
    WHERE group_id IS NOT NULL;
CREATE INDEX time_change_by_order ON time_change (community_id, order_id, changed_at_ms)
    WHERE order_id IS NOT NULL;
