#include <map>

#include "server/store/ledger_chain.hpp"
#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<std::int64_t>& SqlView::known_balance_fen(Account account) const {
    const auto [known, fresh] = this->known().balances_fen.try_emplace(
        std::pair(account.kind, account.owner), std::nullopt);
    if (fresh) {
        known->second = Query(connection_,
                              "SELECT balance_fen FROM account_balance WHERE community_id = $1 AND "
                              "account_kind = $2 AND account_owner = $3",
                              community_, account.kind, account.owner)
                            .only<std::int64_t>();
    }
    return known->second;
}

Money SqlView::balance(Account account) const {
    const auto money = Money::from_fen(known_balance_fen(account).value_or(0));
    if (!money) throw app::StoreFailure("a stored balance is beyond what money may be");
    return *money;
}

Result<void> SqlView::check_movement(Account account, std::int64_t amount_fen) const {
    const std::int64_t lowest = must_not_be_negative(account.kind) ? 0 : -Money::limit_fen;
    std::int64_t after = known_balance_fen(account).value_or(0);
    if (!__builtin_add_overflow(after, amount_fen, &after) && after >= lowest &&
        after <= Money::limit_fen) {
        return {};
    }
    return refuse(amount_fen < 0 && lowest == 0 ? ErrorCode::insufficient_funds
                                                : ErrorCode::money_overflow);
}

void SqlView::move_balance(Account account, std::int64_t amount_fen) {
    auto& known = known_balance_fen(account);
    if (known) {
        Query(connection_,
              "UPDATE account_balance SET balance_fen = balance_fen + $4 WHERE community_id = $1 "
              "AND account_kind = $2 AND account_owner = $3",
              community_, account.kind, account.owner, amount_fen)
            .run();
    } else {
        Query(connection_,
              "INSERT INTO account_balance (community_id, account_kind, account_owner, "
              "balance_fen) VALUES ($1, $2, $3, $4)",
              community_, account.kind, account.owner, amount_fen)
            .run();
    }
    known = known.value_or(0) + amount_fen;
}

// All refusals stand before the first row is written: a refused entry leaves no trace, even when
// the work goes on without it.
Result<void> SqlView::post_entry(const LedgerEntry& entry) {
    static const std::string entry_sql = insert_sql(ledger_entry_table);
    static const std::string posting_sql = insert_sql(ledger_posting_table);
    LOUXIA_TRY(check_entry(entry));
    // One movement per account, so that an account posted twice is judged by the sum.
    std::map<std::pair<AccountKind, std::uint64_t>, std::int64_t> sums;
    for (const Posting& posting : entry.postings) {
        auto& sum = sums[{posting.account.kind, posting.account.owner}];
        if (__builtin_add_overflow(sum, posting.amount.fen(), &sum)) {
            return refuse(ErrorCode::money_overflow);
        }
    }
    for (const auto& [account, sum] : sums) {
        LOUXIA_TRY(check_movement(Account{account.first, account.second}, sum));
    }
    Query(connection_, entry_sql, community_, entry.id, entry.cause, entry.subject, entry.at).run();
    std::int32_t position = 0;
    for (const Posting& posting : entry.postings) {
        Query(connection_, posting_sql, community_, entry.id, position++, posting.account.kind,
              posting.account.owner, posting.amount)
            .run();
    }
    for (const auto& [account, sum] : sums) {
        move_balance(Account{account.first, account.second}, sum);
    }
    auto& last = known_.counters(community_).last_link;
    if (!last) last = last_link(connection_, community_);
    last = link_entry(connection_, community_, entry, *last);
    return {};
}

}  // namespace louxia::store
