-- What was booked stays booked: a correction is another entry.

CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are only added'); END;
CREATE TRIGGER ledger_entry_is_kept BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are only added'); END;
CREATE TRIGGER ledger_posting_stays BEFORE UPDATE ON ledger_posting
BEGIN SELECT RAISE(ABORT, 'ledger postings are only added'); END;
CREATE TRIGGER ledger_posting_is_kept BEFORE DELETE ON ledger_posting
BEGIN SELECT RAISE(ABORT, 'ledger postings are only added'); END;
