-- What was really put in the bag: pieces that were missing, the weight, and what both take off the
-- total. Orders from before were handed over as they were ordered.

ALTER TABLE order_line ADD COLUMN missing BIGINT NOT NULL DEFAULT 0
    CHECK (missing >= 0 AND missing <= quantity);
ALTER TABLE order_line ADD COLUMN written_off BIGINT NOT NULL DEFAULT 0
    CHECK (written_off IN (0, 1) AND (missing > 0 OR written_off = 0));
ALTER TABLE order_line ADD COLUMN weighed_g BIGINT NOT NULL DEFAULT 0 CHECK (weighed_g >= 0);
ALTER TABLE order_line ADD COLUMN cut_fen BIGINT NOT NULL DEFAULT 0
    CHECK (cut_fen >= 0 AND cut_fen <= total_fen);
ALTER TABLE orders ADD COLUMN cut_fen BIGINT NOT NULL DEFAULT 0
    CHECK (cut_fen >= 0 AND cut_fen <= goods_total_fen);
