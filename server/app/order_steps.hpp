#pragma once

#include "server/app/context.hpp"

/// How orders come to be and move on: the rule in shared/domain, then stock, money, group and
/// events.
namespace louxia::app {

/// Reserves every line at the order's hub; sold_out names the line ("lines[2].quantity").
[[nodiscard]] Result<void> reserve_lines(Writer& writer, const Order& order, Instant now);

/// The next number of the day for a new order; counts from 1.
[[nodiscard]] std::int32_t next_order_number(const Context& context, Writer& writer, Instant now);

/// Moves the order one step and stores it with all that follows from it: goods taken out or given
/// back, money settled or released, a pickup code, its group's progress, events.
/// `by` is the role that acts; whether it is the caller's order was checked before.
[[nodiscard]] Result<Order> step_order(Context& context, Writer& writer, Order order, OrderState to,
                                       Role by, Instant now);

/// A promise may be missed, an estimate must not lie: one that has passed is made anew from where
/// the order stands now. Returns whether it moved.
[[nodiscard]] bool refresh_estimate(const Reader& reader, Order& order, Instant now);

}  // namespace louxia::app
