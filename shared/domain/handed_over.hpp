#pragma once

#include "shared/domain/order.hpp"

/// What was really put in the bag: a line's weight, or fewer pieces than were ordered. The buyer
/// pays for that, and never more than was agreed when ordering: its tolerance for goods by weight.
namespace louxia {

inline constexpr std::int64_t line_grams_max = 1'000'000;

/// One line as it was packed. Said again while picking, the last word holds.
struct HandedOver {
    std::size_t line = 0;      ///< its place in the order, from 0
    Pieces pieces;             ///< 0 to the quantity ordered
    Grams weight;              ///< of all the pieces; 0: not weighed
    bool written_off = false;  ///< the missing pieces are gone; else they lie on the shelf again
};

/// What a line costs as it was packed: its pieces at their price, or, where it was weighed, price
/// per 500 g × grams ÷ 500, rounded half up, but not more than price_line says. Refused:
/// money_overflow.
[[nodiscard]] Result<Money> price_handed_over(const OrderLine& line,
                                              std::int32_t tolerance_permille);

/// The order with that line cut, and the cuts summed. Refused: wrong_state unless picking,
/// out_of_range ("line", "pieces", "grams": weighed and nothing in it), invalid_value ("grams": not
/// sold by weight), nothing_left when no line would have a piece (then it is cancelled instead).
[[nodiscard]] Result<Order> hand_over(Order order, const HandedOver& what);

/// Total less what was cut: what is paid in the end. Never negative.
[[nodiscard]] Money due_of(const Order& order) noexcept;
[[nodiscard]] Money due_of(const OrderLine& line) noexcept;
/// As a buyer is shown it: the tolerance is told only where it is made use of, not as a discount.
[[nodiscard]] Money shown_total(const OrderLine& line) noexcept;
[[nodiscard]] Money shown_goods(const Order& order) noexcept;  ///< its lines summed
/// Its goods as shown and the delivery fee, less what a coupon takes off.
[[nodiscard]] Money shown_price(const Order& order) noexcept;

/// What the household agreed to pay: the total without the coupon's part.
[[nodiscard]] Money price_of(const Order& order) noexcept;
/// What it pays in the end. What is cut is taken off its own part first; what then is left of the
/// cut, off the coupon's.
[[nodiscard]] Money owed_by_household(const Order& order) noexcept;
/// What it got back so far, which is never more than it paid: its own part first.
[[nodiscard]] Money refunded_to_household(const Order& order) noexcept;
/// Ordered less missing.
[[nodiscard]] Pieces handed_of(const OrderLine& line) noexcept;

}  // namespace louxia
