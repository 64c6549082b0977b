#include "shared/api/after_sale.hpp"
#include "shared/api/check.hpp"

namespace louxia::api {

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
