-- A leader's page lists the coupons of the last weeks, the latest first: it sorted all there ever
-- were.
CREATE INDEX coupon_by_issue ON coupon (community_id, issued_at_ms, coupon_id);
