#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

/// To whom sales belong, what was paid out, and the ledger as a bookkeeper reads it.
namespace louxia::store {

namespace {

/// Entries are booked with the time at which their work began: near enough to the chain's order,
/// but for clocks that are set right.
constexpr std::int64_t out_of_order_ms = hour_ms;

/// The first place in the chain that is not before `at`, as if times there only grew.
std::int64_t place_of(Connection& connection, CommunityId community, Instant at) {
    std::int64_t low = 1;
    std::int64_t high = Query(connection,
                              "SELECT position FROM ledger_link WHERE community_id = $1 "
                              "ORDER BY position DESC LIMIT 1",
                              community)
                            .only<std::int64_t>()
                            .value_or(0) +
                        1;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const auto moved_at = Query(connection,
                                    "SELECT e.moved_at_ms FROM ledger_link AS l JOIN ledger_entry "
                                    "AS e ON e.community_id = l.community_id AND e.entry_id = "
                                    "l.entry_id WHERE l.community_id = $1 AND l.position = $2",
                                    community, middle)
                                  .only<Instant>();
        if (moved_at && *moved_at < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

}  // namespace

std::optional<Settlement> SqlView::settlement(OrderId id) const {
    static const std::string sql = select_sql(settlement_table, "AND order_id = $2");
    return one_row<Settlement>(connection_, sql, community_, id);
}

std::vector<Settlement> SqlView::settlements_to_release(Instant now, std::int32_t limit) const {
    static const std::string sql =
        select_sql(settlement_table,
                   "AND released_at_ms IS NULL AND frozen_until_ms <= $2 ORDER BY frozen_until_ms, "
                   "order_id LIMIT $3");
    return all_rows<Settlement>(connection_, sql, community_, now, limit);
}

Instant SqlView::next_release() const {
    return Query(connection_,
                 "SELECT frozen_until_ms FROM settlement WHERE community_id = $1 AND "
                 "released_at_ms IS NULL ORDER BY frozen_until_ms LIMIT 1",
                 community_)
        .only<Instant>()
        .value_or(Instant{});
}

std::optional<Supplier> SqlView::supplier(SupplierId id) const {
    Query query(connection_,
                "SELECT supplier_id, name FROM supplier WHERE community_id = $1 AND "
                "supplier_id = $2",
                community_, id);
    if (!query.next()) return std::nullopt;
    Supplier found;
    query.into(found.id, found.name);
    return found;
}

std::optional<Supplier> SqlView::supplier_named(std::string_view name) const {
    Query query(connection_,
                "SELECT supplier_id, name FROM supplier WHERE community_id = $1 AND name = $2",
                community_, name);
    if (!query.next()) return std::nullopt;
    Supplier found;
    query.into(found.id, found.name);
    return found;
}

std::vector<Payout> SqlView::payouts(std::int32_t limit) const {
    static const std::string sql =
        select_sql(payout_table, "ORDER BY paid_at_ms DESC, payout_id DESC LIMIT $2");
    return all_rows<Payout>(connection_, sql, community_, limit);
}

Instant SqlView::owed_since(Account account) const {
    const auto last = Query(connection_,
                            "SELECT entry_id FROM payout WHERE community_id = $1 AND "
                            "account_kind = $2 AND account_owner = $3 ORDER BY entry_id DESC "
                            "LIMIT 1",
                            community_, account.kind, account.owner)
                          .only<std::uint64_t>();
    return Query(connection_,
                 "SELECT e.moved_at_ms FROM ledger_posting AS p JOIN ledger_entry AS e ON "
                 "e.community_id = p.community_id AND e.entry_id = p.entry_id WHERE "
                 "p.community_id = $1 AND p.account_kind = $2 AND p.account_kind > 2 AND "
                 "p.account_owner = $3 AND p.entry_id > $4 ORDER BY p.entry_id LIMIT 1",
                 community_, account.kind, account.owner, last.value_or(0))
        .only<Instant>()
        .value_or(Instant{});
}

std::vector<app::AccountMove> SqlView::latest_moves(Account account, std::int32_t limit) const {
    Query query(connection_,
                "SELECT e.entry_id, e.cause, e.subject, e.moved_at_ms, p.amount_fen FROM "
                "ledger_posting AS p JOIN ledger_entry AS e ON e.community_id = p.community_id AND "
                "e.entry_id = p.entry_id WHERE p.community_id = $1 AND p.account_kind = $2 AND "
                "p.account_kind > 2 AND p.account_owner = $3 ORDER BY p.entry_id DESC LIMIT $4",
                community_, account.kind, account.owner, limit);
    std::vector<app::AccountMove> moves;
    while (query.next()) {
        app::AccountMove& move = moves.emplace_back();
        query.into(move.entry, move.cause, move.subject, move.moved_at, move.amount);
    }
    return moves;
}

std::vector<app::Balance> SqlView::balances(AccountKind kind) const {
    Query query(connection_,
                "SELECT account_kind, account_owner, balance_fen FROM account_balance WHERE "
                "community_id = $1 AND account_kind = $2 AND balance_fen <> 0 "
                "ORDER BY account_owner",
                community_, kind);
    std::vector<app::Balance> balances;
    while (query.next()) {
        app::Balance& balance = balances.emplace_back();
        query.into(balance.account.kind, balance.account.owner, balance.amount);
    }
    return balances;
}

std::vector<LedgerEntry> SqlView::entries_between(Instant from, Instant to) const {
    const std::int64_t first = place_of(connection_, community_, from + -out_of_order_ms);
    const std::int64_t behind = place_of(connection_, community_, to + out_of_order_ms);
    Query query(connection_,
                "SELECT e.entry_id, e.cause, e.subject, e.moved_at_ms, p.account_kind, "
                "p.account_owner, p.amount_fen FROM ledger_link AS l JOIN ledger_entry AS e ON "
                "e.community_id = l.community_id AND e.entry_id = l.entry_id JOIN ledger_posting "
                "AS p ON p.community_id = e.community_id AND p.entry_id = e.entry_id WHERE "
                "l.community_id = $1 AND l.position >= $2 AND l.position < $3 "
                "ORDER BY l.position, p.position",
                community_, first, behind);
    std::vector<LedgerEntry> entries;
    while (query.next()) {
        LedgerEntry entry;
        Posting posting;
        query.into(entry.id, entry.cause, entry.subject, entry.at, posting.account.kind,
                   posting.account.owner, posting.amount);
        if (entry.at < from || entry.at >= to) continue;
        if (entries.empty() || entries.back().id != entry.id) entries.push_back(std::move(entry));
        entries.back().postings.push_back(posting);
    }
    return entries;
}

void SqlView::put(const Settlement& settlement) {
    static const std::string sql = upsert_sql(settlement_table);
    write_row(connection_, sql, community_, settlement);
}

void SqlView::put(const Supplier& supplier) {
    static const std::string sql = insert_sql(supplier_table);
    Query(connection_, sql, community_, supplier.id, supplier.name).run();
}

void SqlView::put(const Payout& payout) {
    static const std::string sql = insert_sql(payout_table);
    write_row(connection_, sql, community_, payout);
}

}  // namespace louxia::store
