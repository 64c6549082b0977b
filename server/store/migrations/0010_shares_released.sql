-- When a share of a group that failed or was cancelled got its money back: it may happen in several
-- transactions. Those from before happened when the group ended.

ALTER TABLE group_share ADD COLUMN released_at_ms BIGINT;
UPDATE group_share SET released_at_ms = (SELECT COALESCE(g.ended_at_ms, 0) FROM group_buy AS g
    WHERE g.community_id = group_share.community_id AND g.group_id = group_share.group_id)
WHERE order_id IS NULL AND EXISTS (SELECT 1 FROM group_buy AS g
    WHERE g.community_id = group_share.community_id AND g.group_id = group_share.group_id
    AND g.state IN (7, 8));
CREATE INDEX group_share_held ON group_share (community_id, group_id)
    WHERE COALESCE(order_id, released_at_ms) IS NULL;
