#pragma once

#include "server/app/context.hpp"

namespace louxia::app {

/// Makes the order of one share: accepted, promised before the group's deadline, paid from what the
/// share holds, to the household's own address. Its goods stay reserved as they are.
[[nodiscard]] Result<void> make_group_order(Context& context, Writer& writer, const GroupBuy& group,
                                            GroupShare share, Instant now);
/// The lines of a share, priced so that they sum to the group's price exactly.
[[nodiscard]] std::vector<OrderLine> share_lines(const Reader& reader, const GroupBuy& group);

/// Reserves a share's goods; sold_out names the content ("contents[1]").
[[nodiscard]] Result<void> reserve_share(Writer& writer, const GroupBuy& group, Instant now);
/// Gives a share's goods and its household's money back.
[[nodiscard]] Result<void> release_share(Context& context, Writer& writer, const GroupBuy& group,
                                         const GroupShare& share, Instant now);

/// Short at its cut-off: it is failed at once, and everything goes back, the first of it now.
/// wrong_state when it does not fail now.
[[nodiscard]] Result<void> fail_group(Context& context, Writer& writer, GroupId id, Instant now);

/// Gives back the next shares of a group that failed or was cancelled, and cancels its next orders,
/// context.group_ends_at_once of both together. True when there may be more.
[[nodiscard]] Result<bool> continue_ending(Context& context, Writer& writer, const GroupBuy& group,
                                           Instant now);

/// How many orders one transaction moves to their group's time.
inline constexpr std::int32_t moved_at_once = 50;
/// Moves the next orders of groups whose time is another by now, pays what is owed for the former
/// promise, and tells their households. True when there may be more.
[[nodiscard]] Result<bool> continue_moving(Context& context, Writer& writer, Instant now);

/// Moves a formed group as far as its orders are.
void advance_group(Writer& writer, GroupId id, Instant now);

}  // namespace louxia::app
