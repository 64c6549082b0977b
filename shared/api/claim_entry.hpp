#pragma once

#include <array>

#include "shared/api/views.hpp"

/// What of an order as it is seen can be asked back, and until when: for pages and screens alike.
/// The rule itself, which the server asks, is shared/domain/refund_claim.hpp.
namespace louxia::api {

/// What of an order's refund can be the reason, in the order in which they are offered. Recalled is
/// told of the item, not of an order.
inline constexpr std::array refund_reasons{RefundReason::spoiled, RefundReason::missing,
                                           RefundReason::wrong, RefundReason::late,
                                           RefundReason::other};

/// none: cancelled, or all of it went back; later: not handed over yet; over: its time has passed.
enum class ClaimEntry { none, later, open, over };

/// Only of a delivered order.
[[nodiscard]] inline Instant claims_end(const OrderView& order) {
    return order.done_at + claim_window_ms;
}

[[nodiscard]] inline ClaimEntry claim_entry(const OrderView& order, Instant now) {
    if (order.state == OrderState::cancelled) return ClaimEntry::none;
    if (order.state != OrderState::done) return ClaimEntry::later;
    if (order.left() <= Money{}) return ClaimEntry::none;
    return now < claims_end(order) ? ClaimEntry::open : ClaimEntry::over;
}

/// The first that waits for the leader; nullptr when there is none.
[[nodiscard]] inline const ClaimView* open_claim(const OrderView& order) {
    for (const ClaimView& claim : order.claims) {
        if (claim.state == ClaimState::open) return &claim;
    }
    return nullptr;
}

}  // namespace louxia::api
