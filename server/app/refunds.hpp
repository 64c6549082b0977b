#pragma once

#include "server/app/context.hpp"

/// What goes back after it was taken.
namespace louxia::app {

/// One refund of a delivered order, booked, noted and told to its household. Refused as refund().
[[nodiscard]] Result<Order> refund_now(Context& context, Writer& writer, const Order& order,
                                       std::int32_t line, RefundReason reason, RefundWay way,
                                       Instant now);

/// How many orders one transaction of a recall refunds.
inline constexpr std::int32_t recalled_at_once = 20;
/// Refunds the next orders of a running recall, and ends it when none is left and none is on its
/// way. True when there may be more to do at once.
[[nodiscard]] Result<bool> continue_recall(Context& context, Writer& writer, ItemId item,
                                           Instant now);

}  // namespace louxia::app
