#include "shared/domain/ledger.hpp"

namespace louxia {

Result<LedgerEntry> transfer(LedgerEntryId id, Cause cause, std::uint64_t subject, Instant at,
                             Account from, Account to, Money amount) {
    if (amount <= Money{} || amount.fen() > Money::limit_fen) {
        return refuse(ErrorCode::out_of_range, "amount_fen");
    }
    return LedgerEntry{id, cause, subject, at, {{from, negate(amount)}, {to, amount}}};
}

Result<void> check_entry(const LedgerEntry& entry) {
    if (entry.postings.size() < 2) return refuse(ErrorCode::unbalanced);
    std::int64_t sum = 0;
    for (const Posting& posting : entry.postings) {
        // Between two postings the sum may pass the limit of a single amount; only wrapping is
        // wrong.
        if (posting.amount.is_zero() || __builtin_add_overflow(sum, posting.amount.fen(), &sum)) {
            return refuse(ErrorCode::unbalanced);
        }
    }
    if (sum != 0) return refuse(ErrorCode::unbalanced);
    return {};
}

bool must_not_be_negative(AccountKind kind) noexcept {
    switch (kind) {
        case AccountKind::wallet:
        case AccountKind::hold:
        case AccountKind::commission_frozen:
        case AccountKind::payable:
        case AccountKind::courier:
        case AccountKind::crowd: return true;
        case AccountKind::hub_sales:
        case AccountKind::cash:
        case AccountKind::compensation:
        case AccountKind::commission:
        case AccountKind::bank:
        case AccountKind::provider:
        case AccountKind::coupons: return false;
    }
    return true;
}

}  // namespace louxia
