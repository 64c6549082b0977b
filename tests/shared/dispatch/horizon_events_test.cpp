#include <doctest/doctest.h>

#include <string>

#include "tests/shared/dispatch/random_events.hpp"

using namespace louxia::tests;

TEST_CASE("whatever happens, each order has one owner or waits, and no limit is broken") {
    // make test-days plays 10,000 of these.
    const EventsOutcome outcome = play_events(1, 200);
    for (const std::string& fault : outcome.faults)
        FAIL_CHECK(fault);
    CHECK(outcome.decisions == 200 * 40);
    CHECK(outcome.commitments > 1500);
    // This line runs natively and as wasm. A change of the engine's decisions changes the number.
    CHECK(outcome.digest == 0xd3e6e3a33b0802dbU);
}

TEST_CASE("the same events are decided in the same way again, others are not") {
    CHECK(play_events(7, 3).digest == play_events(7, 3).digest);
    CHECK(play_events(7, 3).digest != play_events(8, 3).digest);
}
