#pragma once

#include "shared/domain/handed_over.hpp"

/// Money that goes back after it was taken: for a line or a whole order, never more than was taken.
namespace louxia {

/// Picked from a list, so that they can be counted.
enum class RefundReason : std::int32_t {
    spoiled = 1,   ///< 不新鲜、坏了
    missing = 2,   ///< 少了
    wrong = 3,     ///< 送错了
    late = 4,      ///< 太晚
    recalled = 5,  ///< 召回, by the item, not by the order
    other = 6,
};
template <>
struct EnumWords<RefundReason> {
    static constexpr auto table = enum_table<RefundReason>({{RefundReason::spoiled, "spoiled"},
                                                            {RefundReason::missing, "missing"},
                                                            {RefundReason::wrong, "wrong"},
                                                            {RefundReason::late, "late"},
                                                            {RefundReason::recalled, "recalled"},
                                                            {RefundReason::other, "other"}});
};

/// Where to. What was paid from the wallet goes back there; cash goes into the wallet as credit, or
/// is handed out at the hub; what was paid online goes back to where it was paid from.
enum class RefundWay : std::int32_t { wallet = 1, cash = 2, online = 3 };
template <>
struct EnumWords<RefundWay> {
    static constexpr auto table = enum_table<RefundWay>(
        {{RefundWay::wallet, "wallet"}, {RefundWay::cash, "cash"}, {RefundWay::online, "online"}});
};

/// Instead of a line's place: all that is left of the order, the fee included.
inline constexpr std::int32_t whole_order = -1;

struct Refund {
    OrderId order;
    std::int32_t number = 0;  ///< counts from 1 in its order
    std::int32_t line = whole_order;
    Money amount;
    RefundReason reason = RefundReason::other;
    RefundWay way = RefundWay::wallet;
    LedgerEntryId entry;  ///< which moved the money
    Instant at;
};

/// An item that was delivered and is taken back. One for each item, for good.
struct Recall {
    ItemId item;
    Instant since;  ///< orders placed before it cannot have the item
    Instant started_at;
    Instant ended_at;  ///< unset while orders with it are on their way, or wait for their refund
    std::int32_t orders = 0;
    Money refunded;
};

struct Refunded {
    Order order;
    Money amount;
};
/// The delivered order with that line, or all that is left, refunded. Refused: not_delivered,
/// out_of_range "line", invalid_value "way" (cash for what the wallet paid), already_refunded.
[[nodiscard]] Result<Refunded> refund(Order order, std::int32_t line, RefundWay way);

}  // namespace louxia
