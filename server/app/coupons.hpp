#pragma once

#include <string_view>

#include "server/app/context.hpp"

/// A coupon on its way through an order.
namespace louxia::app {

/// Puts what was typed on a priced order that is not kept yet; an empty text does nothing. Refused:
/// not_found "coupon", and as check_coupon().
[[nodiscard]] Result<void> offer_coupon(const Reader& reader, Order& order, std::string_view typed,
                                        Instant now);
/// Takes the order's coupon, one of its number: coupon_used, coupon_gone.
[[nodiscard]] Result<void> take_coupon(Writer& writer, const Order& order);
/// Of a cancelled order: the household may use it again.
void give_back_coupon(Writer& writer, const Order& order);

}  // namespace louxia::app
