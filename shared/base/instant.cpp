#include "shared/base/instant.hpp"

namespace louxia {
namespace {

std::string two_digits(std::int32_t value) {
    std::string text;
    text += static_cast<char>('0' + value / 10 % 10);
    text += static_cast<char>('0' + value % 10);
    return text;
}

/// Reads exactly `count` digits at `from`; -1 when they are not all digits.
std::int32_t digits_at(std::string_view text, std::size_t from, std::size_t count) noexcept {
    if (text.size() < from + count) {
        return -1;
    }
    std::int32_t value = 0;
    for (const char c : text.substr(from, count)) {
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by) noexcept {
    return value >= 0 ? value / by : (value - by + 1) / by;
}

}  // namespace

std::int64_t days_from_civil(CivilDate date) noexcept {
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = floor_divide(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t shifted_month = date.month > 2 ? date.month - 3 : date.month + 9;
    const std::int64_t day_of_year = (153 * shifted_month + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_days(std::int64_t days) noexcept {
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = floor_divide(shifted, 146097);
    const std::int64_t day_of_era = shifted - era * 146097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    const std::int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return CivilDate{static_cast<std::int32_t>(year), static_cast<std::int32_t>(month),
                     static_cast<std::int32_t>(day)};
}

int weekday(CivilDate date) noexcept {
    const std::int64_t days = days_from_civil(date) + 4;  // 1970-01-01 was a Thursday
    return static_cast<int>(days - floor_divide(days, 7) * 7);
}

CivilTime to_civil(Instant at, std::int32_t utc_offset_minutes) noexcept {
    const std::int64_t local_ms = at.ms + utc_offset_minutes * minute_ms;
    const std::int64_t days = floor_divide(local_ms, day_ms);
    const std::int64_t within_ms = local_ms - days * day_ms;
    return CivilTime{civil_from_days(days), static_cast<std::int32_t>(within_ms / minute_ms),
                     static_cast<std::int32_t>(within_ms % minute_ms / second_ms)};
}

Instant from_civil(CivilDate date, std::int32_t minute_of_day,
                   std::int32_t utc_offset_minutes) noexcept {
    return Instant{days_from_civil(date) * day_ms +
                   (std::int64_t{minute_of_day} - utc_offset_minutes) * minute_ms};
}

std::optional<CivilDate> parse_date(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const CivilDate date{digits_at(text, 0, 4), digits_at(text, 5, 2), digits_at(text, 8, 2)};
    if (date.year < 1970 || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31 ||
        civil_from_days(days_from_civil(date)) != date) {
        return std::nullopt;
    }
    return date;
}

std::string to_text(CivilDate date) {
    return two_digits(date.year / 100) + two_digits(date.year % 100) + "-" +
           two_digits(date.month) + "-" + two_digits(date.day);
}

std::string clock_text(std::int32_t minute_of_day) {
    return two_digits(minute_of_day / 60) + ":" + two_digits(minute_of_day % 60);
}

std::optional<std::int32_t> parse_clock(std::string_view text) noexcept {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    std::int32_t parts[2] = {0, 0};
    for (const std::size_t at : {0U, 1U, 3U, 4U}) {
        if (text[at] < '0' || text[at] > '9') return std::nullopt;
        std::int32_t& part = parts[at / 3];
        part = part * 10 + (text[at] - '0');
    }
    if (parts[0] > 23 || parts[1] > 59) return std::nullopt;
    return parts[0] * 60 + parts[1];
}

std::optional<Instant> parse_rfc3339(std::string_view text) noexcept {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
        text[16] != ':') {
        return std::nullopt;
    }
    const auto date = parse_date(text.substr(0, 10));
    const std::int32_t hour = digits_at(text, 11, 2);
    const std::int32_t minute = digits_at(text, 14, 2);
    const std::int32_t second = digits_at(text, 17, 2);
    if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        return std::nullopt;
    }
    const std::string_view zone = text.substr(19);
    std::int32_t offset_minutes = 0;
    if (zone != "Z" && zone != "z") {
        const std::int32_t zone_hours = digits_at(zone, 1, 2);
        const std::int32_t zone_minutes = digits_at(zone, 4, 2);
        if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' ||
            zone_hours < 0 || zone_hours > 23 || zone_minutes < 0 || zone_minutes > 59) {
            return std::nullopt;
        }
        offset_minutes = (zone_hours * 60 + zone_minutes) * (zone[0] == '-' ? -1 : 1);
    }
    return from_civil(*date, hour * 60 + minute, offset_minutes) + second * second_ms;
}

}  // namespace louxia
