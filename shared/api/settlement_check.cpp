#include "shared/api/check.hpp"
#include "shared/api/settlement.hpp"

namespace louxia::api {

Result<void> GetAccounts::check(const Request&) {
    return {};
}

Result<void> PayOut::check(const Request& request) {
    if (!may_be_paid_out(request.kind)) return refuse(ErrorCode::invalid_value, "kind");
    const bool has_no_owner =
        request.kind == AccountKind::commission || request.kind == AccountKind::crowd;
    if (!has_no_owner) LOUXIA_TRY(check_set(request.owner, "owner"));
    if (has_no_owner && request.owner.is_set()) return refuse(ErrorCode::invalid_value, "owner");
    return check_between(request.amount.fen(), 1, Money::limit_fen, "amount_fen");
}

Result<void> SetSplit::check(const Request& request) {
    return check_split_terms({request.commission_permille, request.courier_pay});
}

Result<void> GetEarnings::check(const Request&) {
    return {};
}

}  // namespace louxia::api
