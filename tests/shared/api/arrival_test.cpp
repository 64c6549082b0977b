#include "shared/api/arrival.hpp"

#include <doctest/doctest.h>

using namespace louxia;

TEST_CASE("minutes are counted up to ninety, rounded up, and never none") {
    const Instant now{1'000'000};
    CHECK(api::minutes_until(now + 1, now) == 1);
    CHECK(api::minutes_until(now + minute_ms, now) == 1);
    CHECK(api::minutes_until(now + minute_ms + 1, now) == 2);
    CHECK(api::minutes_until(now, now) == 1);
    CHECK(api::minutes_until(now + -5 * minute_ms, now) == 1);
    CHECK(api::is_told_in_minutes(now + 90 * minute_ms, now));
    CHECK_FALSE(api::is_told_in_minutes(now + 90 * minute_ms + 1, now));
    CHECK(api::is_told_in_minutes(now + -minute_ms, now));
}
