-- A link that could be written anew would chain nothing.

CREATE TRIGGER ledger_link_stays BEFORE UPDATE ON ledger_link
BEGIN SELECT RAISE(ABORT, 'ledger links are only added'); END;
CREATE TRIGGER ledger_link_is_kept BEFORE DELETE ON ledger_link
BEGIN SELECT RAISE(ABORT, 'ledger links are only added'); END;
