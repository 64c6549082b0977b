#include <algorithm>

#include "server/app/crowd.hpp"
#include "server/app/emit.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/handed_over.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

/// The order's goods count as on the shelf again, and are not: others from there are in its bag.
Result<void> write_off(Writer& writer, const Order& order, Instant now) {
    std::vector<ItemId> items;
    for (std::size_t index = 0; index < order.lines.size(); ++index) {
        const OrderLine& line = order.lines[index];
        const auto rows = writer.stock_of_item(line.item);
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [&](const Stock& each) { return each.hub == order.hub; });
        const Pieces left{row == rows.end() ? 0 : row->on_hand.count - handed_of(line).count};
        if (left < Pieces{} || !writer.set_on_hand(order.hub, line.item, left)) {
            return refuse(ErrorCode::sold_out, indexed_field("lines", index, "quantity"));
        }
        items.push_back(line.item);
    }
    emit_items_changed(writer, std::move(items), now);
    return {};
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
    const bool delivered = request.outcome == LostOutcome::delivered;
    LOUXIA_ASSIGN(const Order moved,
                  step_order(context, writer, *found,
                             delivered ? OrderState::done : OrderState::packed, Role::leader, now));
    if (request.outcome == LostOutcome::packed_anew) {
        LOUXIA_TRY(write_off(writer, moved, now));
    }
    return view_of_order(writer, moved);
}

}  // namespace louxia::app
