#include "shared/api/after_sale.hpp"
#include "shared/api/check.hpp"

namespace louxia::api {

Result<void> ClaimRefund::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    LOUXIA_TRY(check_between(request.line, whole_order, order_lines_max - 1, "line"));
    if (request.reason == RefundReason::recalled) return refuse(ErrorCode::invalid_value, "reason");
    return check_claim_text(request.text, false, "text");
}

Result<void> ListRefundClaims::check(const Request& /*request*/) {
    return {};
}

Result<void> DeclineRefund::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    LOUXIA_TRY(check_between(request.claim, 1, claims_per_order_max, "claim"));
    return check_claim_text(request.answer, true, "answer");
}

Result<void> RefundOrder::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    LOUXIA_TRY(check_between(request.line, whole_order, order_lines_max - 1, "line"));
    if (request.reason == RefundReason::recalled) return refuse(ErrorCode::invalid_value, "reason");
    return {};
}

Result<void> RecallItem::check(const Request& request) {
    return check_set(request.item, "item");
}

}  // namespace louxia::api
