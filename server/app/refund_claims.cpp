#include <algorithm>

#include "server/app/callers.hpp"
#include "server/app/emit.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t claims_shown_max = 100;

}  // namespace

Result<api::OrderView> claim_refund(Context& context, const Caller& caller,
                                    const api::ClaimRefund::Request& request, Writer& writer) {
    LOUXIA_ASSIGN(const Order order, own_order(caller, writer, request.order));
    const Instant now = context.clock.now();
    RefundClaim wanted;
    wanted.line = request.line;
    wanted.reason = request.reason;
    wanted.text = request.text;
    LOUXIA_ASSIGN(const RefundClaim claim,
                  louxia::claim_refund(order, writer.claims_of(order.id), wanted, now));
    writer.put(claim);
    emit_order_changed(writer, order, now);
    return view_with_claims(writer, order);
}

Result<api::ListRefundClaims::Response> list_refund_claims(const Context&, const Caller&,
                                                           const api::Nothing&,
                                                           const Reader& reader) {
    api::ListRefundClaims::Response response;
    for (const RefundClaim& claim : reader.open_claims(claims_shown_max)) {
        const bool shown = std::ranges::any_of(response.orders, [&](const api::OrderView& order) {
            return order.order == claim.order;
        });
        const auto order = shown ? std::nullopt : reader.order(claim.order);
        if (order) {
            response.orders.push_back(view_with_claims(reader, *order));
        }
    }
    return response;
}

Result<api::OrderView> decline_refund(Context& context, const Caller&,
                                      const api::DeclineRefund::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    const auto order = writer.order(request.order);
    const auto claims = order ? writer.claims_of(order->id) : std::vector<RefundClaim>{};
    const auto claim = std::ranges::find(claims, request.claim, &RefundClaim::number);
    if (claim == claims.end()) {
        return refuse(ErrorCode::not_found, order ? "claim" : "");
    }
    LOUXIA_ASSIGN(const RefundClaim declined, decline(*claim, request.answer, now));
    writer.put(declined);
    emit_order_changed(writer, *order, now);
    return view_with_claims(writer, *order);
}

}  // namespace louxia::app
