#include "shared/domain/promise.hpp"

#include <doctest/doctest.h>

using namespace louxia;

namespace {

const Instant now = parse_rfc3339("2026-11-23T12:04:00+08:00").value();

}  // namespace

TEST_CASE("a delivery is promised in the tightest class that leaves a quarter of slack") {
    struct Row {
        std::int32_t ahead;
        std::int32_t on_shift;
        std::int32_t free;
        std::int32_t waiting;
        std::int32_t distance_m;
        std::int64_t estimate_ms;
        std::int64_t within_ms;  // 0: not offered
    };
    const std::int64_t m = minute_ms;
    const Row rows[] = {
        {0, 1, 1, 0, 0, 9 * m, 30 * m},
        {0, 3, 3, 0, 400, 11 * m, 30 * m},
        {6, 3, 3, 0, 600, 24 * m, 30 * m},         // 24 + 6: just kept
        {6, 3, 3, 0, 601, 24 * m + 300, hour_ms},  // one metre more: not
        {19, 3, 3, 0, 200, 48 * m, hour_ms},       // 48 + 12
        {19, 3, 3, 0, 201, 48 * m + 300, 2 * hour_ms},
        {43, 3, 3, 0, 200, 96 * m, 2 * hour_ms},  // 96 + 24
        {43, 3, 3, 0, 201, 96 * m + 300, 0},
        {0, 1, 0, 0, 400, 11 * m + 6 * m, 30 * m},  // one round trip until somebody is back
        {0, 1, 0, 2, 400, 11 * m + 18 * m, hour_ms},
        {0, 3, 0, 2, 400, 11 * m + 6 * m, 30 * m},  // shared by three
        {0, 3, 2, 2, 400, 11 * m + 2 * m, 30 * m},
        {0, 3, 3, 2, 400, 11 * m, 30 * m},  // one is left for this order
        {0, 0, 0, 0, 400, 11 * m, 0},       // nobody is on shift
        {-5, 1, 1, -3, -400, 9 * m, 30 * m},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows);
        const Quote quote =
            quote_delivery({now, row.ahead, row.on_shift, row.free, row.waiting, row.distance_m});
        CHECK(quote.estimate_ms == row.estimate_ms);
        CHECK(quote.offered == (row.within_ms != 0));
        CHECK(quote.promise.due_at == (quote.offered ? now + row.within_ms : Instant{}));
        if (row.within_ms == hour_ms) CHECK(quote.promise.kind == PromiseClass::within_1_hour);
        if (row.within_ms == 2 * hour_ms) {
            CHECK(quote.promise.kind == PromiseClass::within_2_hours);
        }
    }
}

TEST_CASE("absurd loads are refused, not wrapped") {
    const Quote quote = quote_delivery({now, INT32_MAX, 1, 0, INT32_MAX, INT32_MAX});
    CHECK_FALSE(quote.offered);
    CHECK(quote.estimate_ms > day_ms);
}

TEST_CASE("a pickup is always offered, in whole minutes") {
    const Quote idle = quote_pickup({now, 0, 0, 0, 0, 0});
    CHECK(idle.offered);
    CHECK(idle.estimate_ms == 7 * minute_ms);
    CHECK(idle.promise.kind == PromiseClass::pickup);
    CHECK(idle.promise.due_at == now + 7 * minute_ms);
    const Quote busy = quote_pickup({now, 100, 0, 0, 0, 5000});
    CHECK(busy.offered);
    CHECK(busy.estimate_ms == 207 * minute_ms);
    CHECK(quote_pickup({now, INT32_MAX, 0, 0, 0, 0}).estimate_ms % minute_ms == 0);
}
