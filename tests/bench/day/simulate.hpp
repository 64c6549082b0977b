#pragma once

// A day of the town under one way of dispatching. The engine sees what a hub would see: what has
// been placed, what the hub says of ready times, where couriers are expected to be free. What
// rides, handovers and crowd riders really do comes from the town's draws, the same for each way.

#include "shared/dispatch/promise_quote.hpp"
#include "tests/bench/day/log.hpp"

namespace louxia::bench::day {

enum class Way : std::uint8_t {
    horizon,      ///< the rolling horizon with own riders and the crowd
    own_only,     ///< the same without the crowd
    nearest_free  ///< each order to the nearest courier that is free, own or crowd
};

/// What is known from earlier days: for each class, how far off expectations were.
struct History {
    dispatch::RecentErrors errors[class_count];
};

struct Setting {
    Way way = Way::horizon;
    std::int32_t step_s = 30;
    std::int32_t iterations = 12;
};

/// Adds to the history what the day has taught.
[[nodiscard]] DayLog simulate(const Town& town, const Setting& setting, History& history);

}  // namespace louxia::bench::day
