#pragma once

// What was done on a day, as the check and the pictures read it.

#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/day/town.hpp"

namespace louxia::bench::day {

enum class Class : std::uint8_t {
    half_hour = 0,
    one_hour = 1,
    two_hours = 2,
    before_six = 3,
    none = 4
};
inline constexpr std::int32_t class_count = 4;

struct Visit {
    std::int32_t courier = 0;  ///< index of DayLog::couriers
    std::uint64_t order = 0;
    bool drop = false;
    Place at = 0;
    std::int32_t left_s = 0;  ///< from where it was before
    std::int32_t arrived_s = 0;
    std::int32_t done_s = 0;
};

struct Outcome {
    Class promise = Class::none;  ///< none: no promise could be kept, so it was not offered
    std::int32_t due_s = 0;
    std::int32_t expected_s = 0;  ///< the arrival that was expected when it was promised
    std::int32_t courier = -1;
    std::int32_t picked_s = 0;
    std::int32_t dropped_s = 0;  ///< 0: never
};

struct Carrier {
    bool crowd = false;
    Place began_at = 0;
    std::int32_t on_s = 0;
    std::int32_t off_s = 0;  ///< nothing is picked up later
    std::int32_t capacity = 0;
};

struct DayLog {
    std::vector<Visit> visits;      ///< each courier's in the order of time
    std::vector<Outcome> outcomes;  ///< by position of the order
    std::vector<Carrier> couriers;  ///< own riders first, then each crowd rider that came
    std::int64_t wages_fen = 0;
    std::int64_t crowd_fen = 0;
    std::int32_t crowd_orders = 0;
    std::int32_t refusals = 0;
    std::int32_t no_shows = 0;
    std::int32_t given_back = 0;  ///< orders that were not ready before their rider's shift ended
    std::vector<double> decision_ms;  ///< processor time
    std::vector<double> quote_ms;
};

/// The first few rules that a day breaks, from the town and the log alone; none: it is sound.
/// It shares nothing with the simulation nor with the engine.
[[nodiscard]] std::vector<std::string> faults_of(const Town& town, const DayLog& log);

}  // namespace louxia::bench::day
