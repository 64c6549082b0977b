#include "shared/domain/order_change.hpp"

#include <algorithm>

#include "shared/domain/handed_over.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia {
namespace {

Result<void> take_out(Order& order, const std::vector<OrderChange::Line>& fewer) {
    for (std::size_t index = 0; index < fewer.size(); ++index) {
        const auto [line, quantity] = fewer[index];
        if (line >= order.lines.size()) {
            return refuse(ErrorCode::out_of_range, indexed_field("lines", index, "line"));
        }
        if (quantity.count < 0 || quantity > order.lines[line].quantity) {
            return refuse(ErrorCode::out_of_range, indexed_field("lines", index, "quantity"));
        }
        OrderLine& changed = order.lines[line];
        // What ran short meanwhile stays short; what nobody wants any more is not missing.
        const Pieces there = std::min(handed_of(changed), quantity);
        changed.quantity = quantity;
        changed.missing = quantity - there;
        changed.written_off = changed.written_off && changed.missing.count > 0;
    }
    std::erase_if(order.lines, [](const OrderLine& line) { return line.quantity == Pieces{}; });
    return {};
}

/// The same goods at the same price are one line.
void put_in(Order& order, const OrderLine& added) {
    const auto same = std::find_if(order.lines.begin(), order.lines.end(), [&](const auto& line) {
        return line.item == added.item && line.unit_price == added.unit_price;
    });
    if (same == order.lines.end()) {
        order.lines.push_back(added);
    } else {
        same->quantity = same->quantity + added.quantity;
    }
}

}  // namespace

Result<Order> change(const Order& order, const OrderChange& what, const HubTerms& terms) {
    const bool goods = !what.fewer.empty() || !what.more.empty();
    const bool way = what.fulfilment != order.fulfilment;
    const bool of_group = order.group.is_set();
    const bool allowed =
        goods ? goods_may_change(order.state, of_group) : way_may_change(order.state, of_group);
    if (!allowed) return refuse(ErrorCode::wrong_state);
    if (!goods && !way) return refuse(ErrorCode::invalid_value, "lines");
    Order changed = order;
    changed.fulfilment = what.fulfilment;
    LOUXIA_TRY(take_out(changed, what.fewer));
    for (const OrderLine& line : what.more)
        put_in(changed, line);
    // A line that ran short may be all that is left.
    const bool any = std::any_of(changed.lines.begin(), changed.lines.end(),
                                 [](const OrderLine& line) { return handed_of(line).count > 0; });
    if (!any) return refuse(ErrorCode::empty_basket);
    return price_order(std::move(changed), terms);
}

}  // namespace louxia
