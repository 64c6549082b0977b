#include <algorithm>

#include "server/app/crowd.hpp"
#include "server/app/emit.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::app {
namespace {

/// The bag is at the hub again: what left the shelf with it is back, and still promised.
Result<void> shelve_again(Writer& writer, const Order& order) {
    for (const OrderLine& line : order.lines) {
        const Pieces pieces = handed_of(line);
        for (const Stock& stock : writer.stock_of_item(line.item)) {
            if (stock.hub == order.hub) {
                LOUXIA_TRY(writer.set_on_hand(order.hub, line.item,
                                              Pieces{stock.on_hand.count + pieces.count}));
            }
        }
        LOUXIA_TRY(writer.reserve(order.hub, line.item, pieces));
    }
    return {};
}

/// A rider of the crowd has gone on with it, or nobody knows where it is.
Result<Order> wait_again(Context& context, Writer& writer, const Order& order, LostOutcome outcome,
                         Instant now) {
    const CourierId former = order.courier;
    LOUXIA_ASSIGN(Order waiting, bring_back(order));
    if (outcome == LostOutcome::came_back) {
        LOUXIA_TRY(shelve_again(writer, waiting));
    } else {
        LOUXIA_TRY(reserve_lines(writer, waiting, now));
    }
    waiting.estimate_at = now + handover_ms;
    writer.put(waiting);
    writer.set_arrived_at(waiting.id, Instant{});
    emit_order_changed(writer, waiting, now);
    emit_board_changed(writer, waiting.hub, now);
    emit_run_changed(writer, former, now);
    const auto ride = writer.crowd_ride_of(former);
    const auto left = writer.running_orders_of(former);
    if (ride && lasts(ride->state) && left.empty()) {
        // The leader knows before the provider does.
        LOUXIA_TRY(give_up_crowd(context, writer, *ride, CrowdEnd::lost, now));
    } else {
        LOUXIA_TRY(follow_crowd(context, writer, former, now));
    }
    assign_couriers(context, writer, now);
    return writer.order(waiting.id).value_or(waiting);
}

}  // namespace

Result<api::OrderView> settle_lost_order(Context& context, const Caller&,
                                         const api::SettleLostOrder::Request& request,
                                         Writer& writer) {
    const Instant now = context.clock.now();
    const auto found = writer.order(request.order);
    if (!found) {
        return refuse(ErrorCode::not_found);
    }
    if (found->state != OrderState::out || !is_with_crowd(writer, *found)) {
        return refuse(ErrorCode::wrong_state);
    }
    if (request.outcome == LostOutcome::delivered) {
        LOUXIA_ASSIGN(const Order done,
                      step_order(context, writer, *found, OrderState::done, Role::leader, now));
        return view_of_order(writer, done);
    }
    LOUXIA_ASSIGN(const Order waiting, wait_again(context, writer, *found, request.outcome, now));
    return view_of_order(writer, waiting);
}

}  // namespace louxia::app
