#pragma once

#include "server/app/context.hpp"

/// Whose the money of delivered orders is (shared/domain/settlement.hpp), booked.
namespace louxia::app {

/// A handed-over order's sales, from its hub to whom they belong, and its settlement. Farms are
/// kept the first time that something is owed to them.
[[nodiscard]] Result<void> split_order(Context& context, Writer& writer, const Order& order,
                                       Instant now);
/// After money of the order went back: the part of the commission that goes with it, from where the
/// commission is by now to the hub.
[[nodiscard]] Result<void> take_back_commission(Context& context, Writer& writer,
                                                const Order& order, Instant now);

/// How many orders' commissions one transaction frees, in one entry.
inline constexpr std::int32_t released_at_once = 100;
/// Frees the next commissions that were frozen until now. True when there may be more.
[[nodiscard]] Result<bool> release_commissions(Context& context, Writer& writer, Instant now);

/// What was booked on that local day, a line for each posting, as CSV in UTF-8 with a mark at its
/// beginning, so that office programs read it. `header` is the words of its nine columns.
[[nodiscard]] std::string ledger_csv(const Context& context, const Reader& reader, CivilDate date,
                                     std::string_view header);

}  // namespace louxia::app
