#include <algorithm>
#include <map>

#include "server/store/ledger_chain.hpp"
#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

Money SqlView::balance(Account account) const {
    return Query(connection_,
                 "SELECT balance_fen FROM account_balance WHERE community_id = $1 AND "
                 "account_kind = $2 AND account_owner = $3",
                 community_, account.kind, account.owner)
        .only<Money>()
        .value_or(Money{});
}

Result<void> SqlView::move_balance(Account account, std::int64_t amount_fen) {
    const std::int64_t lowest = must_not_be_negative(account.kind) ? 0 : -Money::limit_fen;
    const auto move = [&] {
        return changes_rows(connection_,
                            "UPDATE account_balance SET balance_fen = balance_fen + $4 WHERE "
                            "community_id = $1 AND account_kind = $2 AND account_owner = $3 AND "
                            "balance_fen + $4 >= $5 AND balance_fen + $4 <= $6",
                            community_, account.kind, account.owner, amount_fen, lowest,
                            Money::limit_fen);
    };
    const auto open = [&] {
        return changes_rows(
            connection_,
            "INSERT INTO account_balance (community_id, account_kind, account_owner, "
            "balance_fen) VALUES ($1, $2, $3, 0) ON CONFLICT (community_id, "
            "account_kind, account_owner) DO NOTHING",
            community_, account.kind, account.owner);
    };
    if (move() || (open() && move())) return {};
    return refuse(amount_fen < 0 && lowest == 0 ? ErrorCode::insufficient_funds
                                                : ErrorCode::money_overflow);
}

Result<void> SqlView::book(const LedgerEntry& entry) {
    static const std::string entry_sql = insert_sql(ledger_entry_table);
    static const std::string posting_sql = insert_sql(ledger_posting_table);
    Query(connection_, entry_sql, community_, entry.id, entry.cause, entry.subject, entry.at).run();
    // One movement per account, so that an account posted twice is judged by the sum.
    std::map<std::pair<AccountKind, std::uint64_t>, std::int64_t> sums;
    std::int32_t position = 0;
    for (const Posting& posting : entry.postings) {
        Query(connection_, posting_sql, community_, entry.id, position++, posting.account.kind,
              posting.account.owner, posting.amount)
            .run();
        auto& sum = sums[{posting.account.kind, posting.account.owner}];
        if (__builtin_add_overflow(sum, posting.amount.fen(), &sum)) {
            return refuse(ErrorCode::money_overflow);
        }
    }
    for (const auto& [account, sum] : sums) {
        LOUXIA_TRY(move_balance(Account{account.first, account.second}, sum));
    }
    link_entry(connection_, community_, entry.id);
    return {};
}

Result<void> SqlView::post_entry(const LedgerEntry& entry) {
    LOUXIA_TRY(check_entry(entry));
    // A refused entry leaves no trace, even when the work goes on without it.
    (void)Query(connection_, "SAVEPOINT entry").run();
    auto booked = book(entry);
    if (!booked) (void)Query(connection_, "ROLLBACK TO SAVEPOINT entry").run();
    (void)Query(connection_, "RELEASE SAVEPOINT entry").run();
    return booked;
}

}  // namespace louxia::store
