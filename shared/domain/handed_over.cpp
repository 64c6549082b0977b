#include "shared/domain/handed_over.hpp"

#include <algorithm>

namespace louxia {
namespace {

Result<void> check_figures(const OrderLine& line, const HandedOver& what) {
    if (what.pieces.count < 0 || what.pieces > line.quantity) {
        return refuse(ErrorCode::out_of_range, "pieces");
    }
    if (what.weight.count < 0 || what.weight.count > line_grams_max) {
        return refuse(ErrorCode::out_of_range, "grams");
    }
    if (what.weight.count > 0 && line.unit != Unit::jin) {
        return refuse(ErrorCode::invalid_value, "grams");
    }
    if (what.weight.count > 0 && what.pieces.count == 0) {
        return refuse(ErrorCode::out_of_range, "grams");
    }
    return {};
}

Money less(Money amount, Money by) noexcept {
    return Money::fen_unchecked(amount.fen() - by.fen());
}

}  // namespace

Result<Money> price_handed_over(const OrderLine& line, std::int32_t tolerance_permille) {
    LOUXIA_ASSIGN(const LinePrice price, price_line(line, handed_of(line), tolerance_permille));
    if (line.weighed.count == 0) return price.counted;
    LOUXIA_ASSIGN(const Money weighed,
                  weighed_total_rounded_half_up(line.unit_price, line.weighed));
    return std::min(price.most, weighed);
}

Result<Order> hand_over(Order order, const HandedOver& what) {
    if (order.state != OrderState::picking) return refuse(ErrorCode::wrong_state);
    if (what.line >= order.lines.size()) return refuse(ErrorCode::out_of_range, "line");
    OrderLine& line = order.lines[what.line];
    LOUXIA_TRY(check_figures(line, what));
    line.missing = line.quantity - what.pieces;
    line.written_off = what.written_off && line.missing.count > 0;
    line.weighed = what.weight;
    LOUXIA_ASSIGN(const Money price, price_handed_over(line, order.tolerance_permille));
    line.cut = less(line.total, price);
    const bool any = std::any_of(order.lines.begin(), order.lines.end(),
                                 [](const OrderLine& each) { return handed_of(each).count > 0; });
    if (!any) return refuse(ErrorCode::nothing_left);
    Money cut;
    for (const OrderLine& each : order.lines) {
        LOUXIA_ASSIGN(cut, add(cut, each.cut));
    }
    order.cut = cut;
    return order;
}

Money due_of(const Order& order) noexcept {
    return less(order.total, order.cut);
}

Money due_of(const OrderLine& line) noexcept {
    return less(line.total, line.cut);
}

Money shown_total(const OrderLine& line) noexcept {
    const Money counted = Money::fen_unchecked(line.unit_price.fen() * line.quantity.count);
    return std::max(counted, due_of(line));
}

Money shown_goods(const Order& order) noexcept {
    std::int64_t sum = 0;
    for (const OrderLine& line : order.lines)
        sum += shown_total(line).fen();
    return Money::fen_unchecked(sum);
}

Money shown_price(const Order& order) noexcept {
    const std::int64_t all = shown_goods(order).fen() + order.delivery_fee.fen();
    return less(Money::fen_unchecked(all), order.discount);
}

Money price_of(const Order& order) noexcept {
    return less(order.total, order.discount);
}

Money owed_by_household(const Order& order) noexcept {
    return std::max(Money{}, less(price_of(order), order.cut));
}

Money refunded_to_household(const Order& order) noexcept {
    return std::min(order.refunded, owed_by_household(order));
}

Pieces handed_of(const OrderLine& line) noexcept {
    return line.quantity - line.missing;
}

}  // namespace louxia
