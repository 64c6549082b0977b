#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/instant.hpp"
#include "shared/base/result.hpp"

namespace louxia {

inline constexpr std::size_t pickup_code_digits = 4;
inline constexpr std::int32_t pad_tries_max = 5;
inline constexpr std::int64_t pad_lock_ms = minute_ms;
inline constexpr std::int64_t chilled_keep_ms = 4 * hour_ms;
inline constexpr std::int32_t pickup_until_minute_of_day = 21 * 60;

/// A code that none of `taken` is, chosen by `random` (any 64 bits). Refused with unavailable when
/// all ten thousand are taken.
[[nodiscard]] Result<std::string> choose_pickup_code(const std::vector<std::string>& taken,
                                                     std::uint64_t random);
[[nodiscard]] bool is_pickup_code(std::string_view text) noexcept;

/// Wrong codes at one hub's pad. Stored, so that a restart does not open a locked pad.
struct CodePad {
    std::int32_t wrong_tries = 0;
    Instant locked_until;
};
/// pad_locked while it is.
[[nodiscard]] Result<void> may_try(const CodePad& pad, Instant now);
/// A try that is not `right` counts; the fifth locks the pad for a minute and starts the count
/// anew. A right one starts it anew too. Tries at a locked pad change nothing.
[[nodiscard]] CodePad after_try(CodePad pad, bool right, Instant now) noexcept;

/// Until 21:00 of the day it is ready (the next day's when ready at 21:00 or later), chilled goods
/// at most four hours.
[[nodiscard]] Instant collect_before(Instant ready_at, bool chilled,
                                     std::int32_t utc_offset_minutes) noexcept;

}  // namespace louxia
