#include "shared/api/check.hpp"
#include "shared/api/payments.hpp"

namespace louxia::api {

Result<void> StartPayment::check(const Request& request) {
    const int purposes = (request.amount.is_zero() ? 0 : 1) + (request.order ? 1 : 0) +
                         (request.group.is_set() ? 1 : 0);
    if (purposes != 1) {
        return refuse(purposes == 0 ? ErrorCode::missing_field : ErrorCode::invalid_value,
                      "amount_fen");
    }
    if (request.order) {
        LOUXIA_TRY(within("order", PlaceOrder::check(*request.order)));
        // What is paid for now is placed when the money has come: at these terms or not at all.
        return check_set(request.order->terms, "order.terms");
    }
    if (request.group.is_set()) return {};
    return check_between(request.amount.fen(), payment_least.fen(), payment_most.fen(),
                         "amount_fen");
}

Result<void> GetPayment::check(const Request& request) {
    return check_set(request.payment, "payment");
}

Result<void> ListPayments::check(const Request& /*request*/) {
    return {};
}

Result<void> SetRefundTo::check(const Request& /*request*/) {
    return {};
}

}  // namespace louxia::api
