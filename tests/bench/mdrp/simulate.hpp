#pragma once

// A day under the instances' rules. The engine is asked whenever anything can have happened and
// sees only what has been placed by then.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/dispatch/horizon.hpp"
#include "tests/bench/mdrp/instance.hpp"

namespace louxia::bench::mdrp {

/// Seconds of a minute's day.
inline constexpr std::int32_t minute_s = 60;

struct Setting {
    dispatch::Weights weights;
    dispatch::Effort effort;
    /// Rides take whole minutes: the instances' rule. Without, whole seconds, and decisions come
    /// every 15 s: not the rule, but what some published figures were made with.
    bool whole_minutes = true;
    std::int32_t noise_sd = 0;  ///< minutes by which the engine's ready times are off
    std::uint64_t noise_seed = 1;
};

/// Times in seconds from midnight.
struct Trip {
    std::int32_t assigned = 0;
    std::int32_t picked = 0;
    std::int32_t driver = 0;
    std::vector<std::int32_t> orders;  ///< in the order of their drop-offs
    std::vector<std::int32_t> dropped;
};

struct Day {
    std::vector<Trip> trips;  ///< by time of assignment
    double processor_s = 0;   ///< of the engine alone
    std::vector<double> decision_ms;
    std::int32_t given_back = 0;  ///< orders whose courier's shift ended before they were ready
};

[[nodiscard]] Day simulate(const Instance& instance, const Setting& setting);

/// The day in the three files that the instances' publisher describes.
struct SolutionFiles {
    std::string assignments;
    std::string orders;
    std::string couriers;
};
[[nodiscard]] SolutionFiles solution_files(const Instance& instance, const Day& day);

}  // namespace louxia::bench::mdrp
