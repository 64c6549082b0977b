-- What each order writes, in fewer trees. A link of the ledger's chain is found by its position
-- alone. It also seals its entry now: the schema takes a link only behind postings that sum to
-- zero.

ALTER TABLE ledger_link DROP CONSTRAINT ledger_link_community_id_entry_id_key;
CREATE FUNCTION ledger_link_seals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT SUM(amount_fen) FROM ledger_posting WHERE community_id = NEW.community_id
        AND entry_id = NEW.entry_id) IS DISTINCT FROM 0 THEN
        RAISE EXCEPTION 'a ledger entry sums to zero';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_link_seals BEFORE INSERT ON ledger_link
    FOR EACH ROW EXECUTE FUNCTION ledger_link_seals();

-- One row holds all events of a work, numbered first_seq to last_seq: a line for each, of audience,
-- subject, name and data.
CREATE TABLE outbox_by_work (
    community_id BIGINT NOT NULL REFERENCES community,
    last_seq BIGINT NOT NULL,
    first_seq BIGINT NOT NULL CHECK (first_seq > 0),
    events TEXT NOT NULL CHECK (events <> ''),
    emitted_at_ms BIGINT,
    PRIMARY KEY (community_id, last_seq),
    CHECK (last_seq >= first_seq)
);
INSERT INTO outbox_by_work SELECT community_id, seq, seq,
    audience || ' ' || subject || ' ' || name || ' ' || data, emitted_at_ms FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_by_work RENAME TO outbox;

-- Whose order it is, is asked community by community.
DROP INDEX orders_anywhere;
