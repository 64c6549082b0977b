#include "shared/base/instant.hpp"

#include <doctest/doctest.h>

using namespace louxia;

namespace {

constexpr std::int32_t shanghai = 8 * 60;

}  // namespace

TEST_CASE("known days have their known numbers and weekdays") {
    struct Row {
        CivilDate date;
        std::int64_t days;
        int weekday;  // 0 is Sunday
    };
    const Row rows[] = {{{1970, 1, 1}, 0, 4},        {{1969, 12, 31}, -1, 3},
                        {{2000, 2, 29}, 11016, 2},   {{2000, 3, 1}, 11017, 3},
                        {{2026, 11, 23}, 20780, 1},  {{1600, 2, 29}, -135081, 2},
                        {{9999, 12, 31}, 2932896, 5}};
    for (const Row& row : rows) {
        CAPTURE(to_text(row.date));
        CHECK(days_from_civil(row.date) == row.days);
        CHECK(civil_from_days(row.days) == row.date);
        CHECK(weekday(row.date) == row.weekday);
    }
}

TEST_CASE("every day from 1890 to 2110 follows the one before") {
    CivilDate before = civil_from_days(-29220);
    for (std::int64_t day = -29219; day < 51500; ++day) {
        const CivilDate date = civil_from_days(day);
        if (days_from_civil(date) != day || date <= before) {
            FAIL("day " << day << " is " << to_text(date));
        }
        before = date;
    }
}

TEST_CASE("a clock in Shanghai passes midnight eight hours before Greenwich") {
    const Instant before = parse_rfc3339("2026-11-23T15:59:59Z").value();
    CHECK(to_civil(before, shanghai).date == CivilDate{2026, 11, 23});
    CHECK(to_civil(before, shanghai).minute_of_day == 23 * 60 + 59);
    CHECK(to_civil(before, shanghai).second == 59);
    const CivilTime after = to_civil(before + second_ms, shanghai);
    CHECK(after.date == CivilDate{2026, 11, 24});
    CHECK(after.minute_of_day == 0);
    CHECK(after.second == 0);
    CHECK(to_civil(before + second_ms, 0).date == CivilDate{2026, 11, 23});
}

TEST_CASE("a day is 23 or 25 hours long where the offset changes, as the offsets say") {
    // Berlin: +1 h in winter, +2 h from 2026-03-29 01:00 UTC to 2026-10-25 01:00 UTC.
    const auto length_h = [](CivilDate day, std::int32_t offset, std::int32_t next_offset) {
        const CivilDate next = civil_from_days(days_from_civil(day) + 1);
        return (from_civil(next, 0, next_offset) - from_civil(day, 0, offset)) / hour_ms;
    };
    CHECK(length_h({2026, 3, 29}, 60, 120) == 23);
    CHECK(length_h({2026, 10, 25}, 120, 60) == 25);
    CHECK(length_h({2026, 3, 29}, shanghai, shanghai) == 24);
    // The same wall clock twice in one night.
    CHECK(from_civil({2026, 10, 25}, 150, 60) - from_civil({2026, 10, 25}, 150, 120) == hour_ms);
}

TEST_CASE("wall clocks work before 1970 and with offsets that are no whole hours") {
    CHECK(to_civil(Instant{-1}, 0).date == CivilDate{1969, 12, 31});
    CHECK(to_civil(Instant{-1}, 0).minute_of_day == 1439);
    CHECK(to_civil(Instant{-1}, 0).second == 59);
    CHECK(to_civil(Instant{0}, 345).minute_of_day == 345);              // Kathmandu
    CHECK(to_civil(Instant{0}, -210).date == CivilDate{1969, 12, 31});  // Newfoundland
    CHECK(to_civil(Instant{0}, -210).minute_of_day == 1440 - 210);
}

TEST_CASE("seven in the morning of a leap day is an hour before midnight UTC of the day before") {
    const Instant seven = from_civil({2028, 2, 29}, 7 * 60, shanghai);
    CHECK(seven == parse_rfc3339("2028-02-28T23:00:00Z").value());
    CHECK(to_civil(seven + day_ms, shanghai).date == CivilDate{2028, 3, 1});
}

TEST_CASE("only days that exist are dates") {
    for (const char* text :
         {"1970-01-01", "2028-02-29", "2000-02-29", "2026-12-31", "9999-12-31"}) {
        CAPTURE(text);
        REQUIRE(parse_date(text).has_value());
        CHECK(to_text(*parse_date(text)) == text);
    }
    for (const char* text :
         {"", "2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00",
          "2026-01-32", "1969-12-31", "0000-01-01", "2026-1-01", "26-01-01", "2026/01/01",
          "2026-01-01 ", " 2026-01-01", "2026-01-0a", "+026-01-01", "-026-01-01", "10000-01-01"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text).has_value());
    }
}

TEST_CASE("a minute of the day reads as on a clock") {
    CHECK(clock_text(0) == "00:00");
    CHECK(clock_text(7 * 60 + 5) == "07:05");
    CHECK(clock_text(1439) == "23:59");
    for (const std::int32_t minute : {0, 59, 7 * 60 + 5, 1439}) {
        CHECK(parse_clock(clock_text(minute)) == minute);
    }
    for (const char* text : {"", "7:05", "24:00", "07:60", "07-05", "07:5x", "+7:05", "07:05:00"}) {
        CHECK_FALSE(parse_clock(text).has_value());
    }
}

TEST_CASE("RFC 3339 times name one instant whatever their offset") {
    const Instant at = parse_rfc3339("2026-11-22T22:59:50Z").value();
    CHECK(at.ms == 20779 * day_ms + (22 * 60 + 59) * minute_ms + 50 * second_ms);
    for (const char* text : {"2026-11-23T06:59:50+08:00", "2026-11-22t22:59:50z",
                             "2026-11-22T18:59:50-04:00", "2026-11-23T04:44:50+05:45"}) {
        CAPTURE(text);
        CHECK(parse_rfc3339(text) == at);
    }
    for (const char* text :
         {"", "2026-11-23", "2026-11-23T06:59:50", "2026-11-23 06:59:50Z", "2026-11-23T24:00:00Z",
          "2026-11-23T06:60:00Z", "2026-11-23T06:59:60Z", "2026-11-23T06:59:50+0800",
          "2026-11-23T06:59:50+08", "2026-11-23T06:59:50+24:00", "2026-11-23T06:59:50+08:60",
          "2026-11-23T06:59:50Z ", "2026-11-23T06:59:50ZZ", "2026-02-30T06:59:50Z",
          "2026-11-23T6:59:50Z", "2026-11-23T06-59-50Z", "2026-11-23T06:59:50*08:00"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_rfc3339(text).has_value());
    }
}

TEST_CASE("an instant is unset only at zero, and instants are ordered by time") {
    CHECK_FALSE(Instant{}.is_set());
    CHECK(Instant{1}.is_set());
    CHECK(Instant{1} < Instant{2});
    CHECK(Instant{5} - Instant{7} == -2);
    CHECK(Instant{5} + 7 == Instant{12});
}
