#pragma once

#include <algorithm>
#include <cstdint>

#include "shared/base/instant.hpp"

/// How it is told when something is there: for pages and screens alike.
namespace louxia::api {

/// Up to so many minutes are counted; what is further off is told by the clock.
inline constexpr std::int64_t counted_minutes_max = 90;

/// Rounded up, and at least one: what is due is there any minute.
[[nodiscard]] constexpr std::int64_t minutes_until(Instant at, Instant now) noexcept {
    return std::max<std::int64_t>(1, (at - now + minute_ms - 1) / minute_ms);
}

[[nodiscard]] constexpr bool is_told_in_minutes(Instant at, Instant now) noexcept {
    return minutes_until(at, now) <= counted_minutes_max;
}

}  // namespace louxia::api
