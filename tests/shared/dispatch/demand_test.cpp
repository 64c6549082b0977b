#include "shared/dispatch/demand.hpp"

#include <doctest/doctest.h>

using namespace louxia;
using namespace louxia::dispatch;

namespace {

constexpr Instant noon{day_ms + 12 * hour_ms};

Flow flow_of(int from_first, int from_second, std::int64_t ago_ms) {
    Flow flow;
    flow.sources = {7, 3};
    for (int each = 0; each < from_first; ++each)
        flow.placed.push_back({7, noon + -ago_ms});
    for (int each = 0; each < from_second; ++each)
        flow.placed.push_back({3, noon + -ago_ms});
    flow.shifts = {{noon + -2 * hour_ms, noon + hour_ms}, {noon + -2 * hour_ms, noon + hour_ms}};
    return flow;
}

std::int32_t all_of(const std::vector<Demand>& expected) {
    std::int32_t sum = 0;
    for (const Demand& each : expected)
        sum += each.hourly_milli;
    return sum;
}

}  // namespace

TEST_CASE("what is expected comes from where orders came from today") {
    const std::vector<Demand> expected = expected_demand(flow_of(30, 10, 30 * minute_ms), noon);
    REQUIRE(expected.size() == 2);
    CHECK(expected[0].at == 3);
    CHECK(expected[1].hourly_milli > 2 * expected[0].hourly_milli);
    CHECK(expected[0].hourly_milli > 0);
}

TEST_CASE("the pace of the last forty minutes counts, and so does who is on shift") {
    const Flow busy = flow_of(20, 20, 10 * minute_ms);
    CHECK(all_of(expected_demand(busy, noon)) >
          all_of(expected_demand(flow_of(20, 20, 90 * minute_ms), noon)));
    Flow alone = busy;
    alone.shifts.pop_back();
    CHECK(all_of(expected_demand(busy, noon)) > all_of(expected_demand(alone, noon)));
    // 40 orders in 40 minutes are 60 an hour; (40 + 15) over (4 + 10) hours, two on shift, 7.857.
    CHECK(all_of(expected_demand(busy, noon)) >= 33900);
    CHECK(all_of(expected_demand(busy, noon)) <= 33929);
}

TEST_CASE("an order that is not placed yet, or comes from nowhere known, tells nothing") {
    Flow flow = flow_of(5, 5, 10 * minute_ms);
    const std::int32_t before = all_of(expected_demand(flow, noon));
    flow.placed.push_back({3, noon + minute_ms});
    flow.placed.push_back({99, noon + -minute_ms});
    CHECK(all_of(expected_demand(flow, noon)) == before);
    CHECK(expected_demand({}, noon).empty());
}
