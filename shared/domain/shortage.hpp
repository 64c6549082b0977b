#pragma once

#include <vector>

#include "shared/domain/order.hpp"

/// Fewer pieces of an item are there than wait to be packed: everybody gets a part by one rule.
namespace louxia {

/// What each of those who wait gets of `there`: by what they wait for, rounded down, and what is
/// left one piece each to the earliest. `waiting` in the order of placing, none negative; all of it
/// when there is enough.
[[nodiscard]] std::vector<Pieces> share_shortage(Pieces there, const std::vector<Pieces>& waiting);

struct CutOrder {
    Order order;
    Pieces taken;               ///< of the item, that it no longer gets
    Money off;                  ///< what the household pays less
    bool nothing_left = false;  ///< no line has a piece: it is to be cancelled instead
};
/// The order with at most `given` pieces of the item among the lines that were not weighed yet;
/// what it loses is written off, from its last lines on. Refused: wrong_state once it is packed,
/// money_overflow.
[[nodiscard]] Result<CutOrder> cut_order(Order order, ItemId item, Pieces given);

/// One word of the shop: so much of the item is there for those who wait now.
struct Shortage {
    ShortageId id;
    HubId hub;
    ItemId item;
    Pieces there;
    Pieces waiting;           ///< of all orders, when it was noted
    std::int32_t orders = 0;  ///< that were cut
    Pieces taken;             ///< from them
    Money off;                ///< that they pay less
    MemberId by;
    Instant noted_at;
    Instant ended_at;  ///< unset while cuts are to be applied
};
/// The part of an order that gets less than it waits for.
struct ShortageCut {
    ShortageId shortage;
    OrderId order;
    Pieces given;
    Pieces taken;  ///< when it was applied
    Money off;
    Instant applied_at;  ///< unset until then
};

}  // namespace louxia
