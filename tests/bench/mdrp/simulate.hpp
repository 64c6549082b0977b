#pragma once

// A day under the instances' rules: the engine is asked every minute, which is when anything can
// happen there, and sees only what has been placed by then.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/dispatch/horizon.hpp"
#include "tests/bench/mdrp/instance.hpp"

namespace louxia::bench::mdrp {

struct Setting {
    dispatch::Weights weights;
    std::int32_t iterations = 100;
    std::int32_t noise_sd = 0;  ///< minutes by which the engine's ready times are off
    std::uint64_t noise_seed = 1;
};

struct Trip {
    std::int32_t assigned = 0;
    std::int32_t picked = 0;
    std::int32_t driver = 0;
    std::vector<std::int32_t> orders;  ///< in the order of their drop-offs
    std::vector<std::int32_t> dropped;
};

struct Day {
    std::vector<Trip> trips;  ///< by time of assignment
    double processor_s = 0;
    std::int64_t decisions = 0;
    double slowest_ms = 0;
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
