#pragma once

#include <string>
#include <vector>

#include "shared/domain/refund.hpp"

/// What a household asks back of a delivered order. A claim moves no money: the leader's refund
/// does and settles the claims that it covers, or the leader declines with words.
namespace louxia {

enum class ClaimState : std::int32_t { open = 1, granted = 2, declined = 3 };
template <>
struct EnumWords<ClaimState> {
    static constexpr auto table = enum_table<ClaimState>({{ClaimState::open, "open"},
                                                          {ClaimState::granted, "granted"},
                                                          {ClaimState::declined, "declined"}});
};

struct RefundClaim {
    OrderId order;
    std::int32_t number = 0;  ///< counts from 1 in its order
    std::int32_t line = whole_order;
    RefundReason reason = RefundReason::other;
    std::string text;  ///< the household's, 0-200 code points, in lines
    Instant claimed_at;
    ClaimState state = ClaimState::open;
    std::string answer;   ///< the leader's, 1-200 code points when declined, else empty
    Instant answered_at;  ///< unset while open
};

/// After the hand-over; as long as the leader's commission of it is frozen.
inline constexpr std::int64_t claim_window_ms = 48 * hour_ms;
inline constexpr std::size_t claim_text_code_points_max = 200;
inline constexpr std::size_t claims_per_order_max = 10;

/// Until when something of the order can be asked back; unset before it was handed over.
[[nodiscard]] Instant claims_end(const Order& order) noexcept;

/// A household's words, and the leader's to it: missing_field, out_of_range or invalid_value
/// `field`.
[[nodiscard]] Result<void> check_claim_text(std::string_view text, bool required,
                                            std::string_view field);

/// The next claim of the order, which has `earlier` ones. Refused: not_delivered, claim_too_late,
/// out_of_range "line" or "text", invalid_value "reason" (recalled is no claim) or "text",
/// already_refunded "line" (nothing of it is left), already_claimed "line" (one that covers it
/// waits for its answer, or there are claims_per_order_max).
[[nodiscard]] Result<RefundClaim> claim_refund(const Order& order,
                                               const std::vector<RefundClaim>& earlier,
                                               RefundClaim wanted, Instant now);

/// Those of the open ones that are settled, since nothing that they ask for is left of the order.
[[nodiscard]] std::vector<RefundClaim> granted_by_now(const Order& order,
                                                      const std::vector<RefundClaim>& claims,
                                                      Instant now);

/// Refused: conflict (it was answered before), missing_field, out_of_range or invalid_value
/// "answer".
[[nodiscard]] Result<RefundClaim> decline(RefundClaim claim, std::string answer, Instant now);

}  // namespace louxia
