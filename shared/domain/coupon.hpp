#pragma once

#include <string>

#include "shared/base/instant.hpp"
#include "shared/base/money.hpp"
#include "shared/base/result.hpp"
#include "shared/base/strong_id.hpp"

/// A sum that the leader takes off an order.
namespace louxia {

struct Coupon {
    CouponId id;
    std::string code;        ///< eight Crockford digits (invite_code.hpp)
    Money off;               ///< taken off the goods
    Money minimum;           ///< goods of an order that may have it; at least `off`
    std::int32_t count = 0;  ///< how many orders may have it in all
    std::int32_t taken = 0;  ///< how many have it
    Instant issued_at;
    Instant ends_at;
    Instant stopped_at;  ///< by the leader; what orders have of it they keep
};

/// An order that has one; gone with the order's cancelling. A household has each coupon once.
struct CouponUse {
    CouponId coupon;
    HouseholdId household;
    OrderId order;
};

inline constexpr std::size_t coupon_code_points_max = 16;  ///< as typed, with its hyphen
inline constexpr Money coupon_off_most = Money::fen_unchecked(50'000);
inline constexpr Money coupon_minimum_most = Money::fen_unchecked(1'000'000);
inline constexpr std::int32_t coupon_count_most = 10'000;
inline constexpr std::int64_t coupon_ms_most = 366 * day_ms;

/// Whether a household's order for that much may have it. Refused, in this order: coupon_ended
/// (stopped or past its time), coupon_used (by this household), coupon_gone, below_coupon.
[[nodiscard]] Result<void> check_coupon(const Coupon& coupon, Money goods, bool used, Instant now);

}  // namespace louxia
