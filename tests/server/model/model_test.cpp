// Random days against a reference that is too simple to be wrong: after every step the store must
// say what it says. A seed that fails replays alone:
//   LOUXIA_MODEL_FIRST=17 LOUXIA_MODEL_SEEDS=1 LOUXIA_MODEL_STEPS=500 louxia_model_tests
// tests/server/model/long.mjs plays many of them, a process for each processor (make test-long).

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>

#include "tests/server/model/day.hpp"
#include "tests/server/model/from_environment.hpp"

namespace louxia::test {

namespace {

/// For long.mjs, which adds them up.
void print_seen(const std::map<std::string, int>& seen) {
    if (std::getenv("LOUXIA_MODEL_FIRST") == nullptr) return;
    for (const auto& [what, times] : seen) {
        std::printf("seen: %d %s\n", times, what.c_str());
    }
}

}  // namespace

TEST_CASE("random days leave the same money, shelves, orders and groups as the reference") {
    const std::uint64_t first = from_environment("LOUXIA_MODEL_FIRST", 1);
    const std::uint64_t seeds = from_environment("LOUXIA_MODEL_SEEDS", 12);
    const std::uint64_t steps = from_environment("LOUXIA_MODEL_STEPS", 250);
    std::map<std::string, int> seen;
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        CAPTURE(seed);
        Day day(seed * 0x9E3779B97F4A7C15ULL);
        for (std::uint64_t at = 0; at < steps; ++at) {
            CAPTURE(at);
            day.step();
        }
        CHECK(day.broken() == "");
        for (const auto& [what, times] : day.seen())
            seen[what] += times;
    }
    print_seen(seen);
    // Parts of a longer run bring what they bring; long.mjs counts over all of them.
    if (first != 1 || seeds * steps < 3000) return;
    for (const std::string what : {"place_order",
                                   "change_order",
                                   "cancel_order",
                                   "collect_order",
                                   "move_order",
                                   "weigh_line",
                                   "courier_step",
                                   "a courier delivers",
                                   "a courier declines",
                                   "a courier brings back",
                                   "a coupon is used",
                                   "open_group",
                                   "join_group",
                                   "leave_group",
                                   "a group fails",
                                   "refund_order",
                                   "recall_item",
                                   "a recall refunds",
                                   "share_shortage",
                                   "start_payment",
                                   "a top-up is paid online",
                                   "an order is paid online",
                                   "a share is paid online",
                                   "an online payment goes back",
                                   "top_up",
                                   "pay_out",
                                   "set_split",
                                   "set_stock",
                                   "change_item",
                                   "death in a commit",
                                   "death after a commit",
                                   "death between transactions"}) {
        CAPTURE(what);
        CHECK(seen[what] > 0);
    }
    // What a day seldom brings, in runs of many.
    if (seeds * steps < 20'000) return;
    CHECK(seen["close_group"] > 0);
    CHECK(seen["cancel_group"] > 0);
}

}  // namespace louxia::test
