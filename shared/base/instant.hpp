#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace louxia {

/// A point in time: UTC milliseconds since 1970. Durations are plain integers named `…_ms`.
struct Instant {
    std::int64_t ms = 0;

    [[nodiscard]] bool is_set() const noexcept { return ms != 0; }
    friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

[[nodiscard]] constexpr Instant operator+(Instant at, std::int64_t duration_ms) noexcept {
    return Instant{at.ms + duration_ms};
}
/// Milliseconds from b to a.
[[nodiscard]] constexpr std::int64_t operator-(Instant a, Instant b) noexcept {
    return a.ms - b.ms;
}

inline constexpr std::int64_t second_ms = 1000;
inline constexpr std::int64_t minute_ms = 60 * second_ms;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;

/// A calendar day of a community, proleptic Gregorian. Which instant it starts at is the zone's
/// say.
struct CivilDate {
    std::int32_t year = 1970;
    std::int32_t month = 1;  ///< 1-12
    std::int32_t day = 1;    ///< 1-31

    friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

/// What a clock on a wall of the community shows.
struct CivilTime {
    CivilDate date;
    std::int32_t minute_of_day = 0;  ///< 0-1439
    std::int32_t second = 0;         ///< 0-59
};

/// Days since 1970-01-01 and back (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
[[nodiscard]] std::int64_t days_from_civil(CivilDate date) noexcept;
[[nodiscard]] CivilDate civil_from_days(std::int64_t days) noexcept;
/// 0 is Sunday.
[[nodiscard]] int weekday(CivilDate date) noexcept;

/// The offset in force is found at the edge (time zone database or browser) and passed in.
[[nodiscard]] CivilTime to_civil(Instant at, std::int32_t utc_offset_minutes) noexcept;
[[nodiscard]] Instant from_civil(CivilDate date, std::int32_t minute_of_day,
                                 std::int32_t utc_offset_minutes) noexcept;

/// "2026-11-23"; nothing unless it is exactly a day that exists between years 1970 and 9999.
[[nodiscard]] std::optional<CivilDate> parse_date(std::string_view text) noexcept;
[[nodiscard]] std::string to_text(CivilDate date);
/// "07:05" of a minute of the day.
[[nodiscard]] std::string clock_text(std::int32_t minute_of_day);
/// The minute of the day that clock_text writes so; nothing for any other text.
[[nodiscard]] std::optional<std::int32_t> parse_clock(std::string_view text) noexcept;
/// RFC 3339 with seconds and an offset ("2026-11-23T06:59:50+08:00", "…Z").
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view text) noexcept;

}  // namespace louxia
