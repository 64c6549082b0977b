#pragma once

#include "server/app/context.hpp"

/// The ledger entries that orders, groups and top-ups make. Each moves nothing for a zero amount.
namespace louxia::app {

/// wallet → hold. insufficient_funds when the wallet has less.
[[nodiscard]] Result<void> hold_money(Context& context, Writer& writer, HouseholdId household,
                                      Money amount, std::uint64_t subject, Instant now);
/// hold → wallet, and on to where it was paid from, as far as it was paid online.
[[nodiscard]] Result<void> release_money(Context& context, Writer& writer, HouseholdId household,
                                         Money amount, std::uint64_t subject, Instant now);
/// A handed-over order: hold → the hub's sales, or cash → the hub's sales.
[[nodiscard]] Result<void> settle_order(Context& context, Writer& writer, const Order& order,
                                        Instant now);
/// The entry that did it, and where it went: online as far as it was paid so, unless the household
/// has chosen its wallet.
struct BookedRefund {
    LedgerEntryId entry;
    RefundWay way = RefundWay::wallet;
    Money to_household;  ///< without what goes back to a coupon
};
/// The hub's sales → wallet and on, or cash handed out at the hub.
[[nodiscard]] Result<BookedRefund> refund_money(Context& context, Writer& writer,
                                                const Order& order, RefundWay way, Money amount,
                                                Instant now);
/// Cash that the leader took → wallet.
[[nodiscard]] Result<void> top_up_wallet(Context& context, Writer& writer, HubId hub,
                                         HouseholdId household, Money amount, Instant now);
/// ¥3 once, into the wallet, when the order owes it; the order says so afterwards. Returns whether
/// it was paid.
[[nodiscard]] Result<bool> compensate_if_late(Context& context, Writer& writer, Order& order,
                                              Instant now);

}  // namespace louxia::app
