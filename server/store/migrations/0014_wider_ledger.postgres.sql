-- More kinds of accounts and causes: their numbers are the program's, which reads no other.

ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_cause_check;
ALTER TABLE ledger_entry ADD CHECK (cause BETWEEN 1 AND 99);
ALTER TABLE ledger_posting DROP CONSTRAINT ledger_posting_account_kind_check;
ALTER TABLE ledger_posting ADD CHECK (account_kind BETWEEN 1 AND 99);
ALTER TABLE account_balance DROP CONSTRAINT account_balance_account_kind_check;
ALTER TABLE account_balance ADD CHECK (account_kind BETWEEN 1 AND 99);
