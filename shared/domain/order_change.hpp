#pragma once

#include "shared/domain/order.hpp"

/// What people change about an order that is not packed yet.
namespace louxia {

struct OrderChange {
    struct Line {
        std::size_t line = 0;  ///< its place in the order, from 0
        Pieces quantity;       ///< from now on; 0 takes the line out
    };
    std::vector<Line> fewer;
    std::vector<OrderLine> more;  ///< at their present price
    Fulfilment fulfilment = Fulfilment::delivery;
};

/// Until picking starts; a group's order keeps its goods. `of_group`: a formed group made it.
[[nodiscard]] constexpr bool goods_may_change(OrderState state, bool of_group) noexcept {
    return !of_group && (state == OrderState::placed || state == OrderState::accepted);
}
/// Delivery or pickup, until it is packed.
[[nodiscard]] constexpr bool way_may_change(OrderState state, bool of_group) noexcept {
    return goods_may_change(state, of_group) || (!of_group && state == OrderState::picking);
}

/// The order as it would be, priced anew: what is kept keeps its price, the fee is that of the new
/// goods and way. Refused: wrong_state, invalid_value "lines" (nothing changes), out_of_range
/// ("lines[i].line", "lines[i].quantity": more than there was), and as price_order does.
[[nodiscard]] Result<Order> change(const Order& order, const OrderChange& what,
                                   const HubTerms& terms);

}  // namespace louxia
