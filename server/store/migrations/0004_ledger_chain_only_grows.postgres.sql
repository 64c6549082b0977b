-- A link that could be written anew would chain nothing.

CREATE TRIGGER ledger_link_only_grows BEFORE UPDATE OR DELETE ON ledger_link
    FOR EACH ROW EXECUTE FUNCTION ledger_only_grows();
