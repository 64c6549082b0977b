#pragma once

#include "shared/domain/order.hpp"

namespace louxia::test {

/// Two jin of greens at ¥3.58 per 500 g, a box of tofu for ¥4.50 and a fee of ¥3.00, being picked.
inline Order being_picked() {
    Order order;
    order.state = OrderState::picking;
    OrderLine greens;
    greens.unit = Unit::jin;
    greens.quantity = Pieces{2};
    greens.unit_price = Money::fen_unchecked(358);
    OrderLine tofu;
    tofu.unit = Unit::box;
    tofu.quantity = Pieces{1};
    tofu.unit_price = Money::fen_unchecked(450);
    order.lines = {greens, tofu};
    return price_order(order, HubTerms{Money::fen_unchecked(300), Money::fen_unchecked(9900), {}})
        .value();
}

}  // namespace louxia::test
