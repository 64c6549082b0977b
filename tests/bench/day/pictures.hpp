#pragma once

#include <string>

#include "tests/bench/day/log.hpp"

namespace louxia::bench::day {

/// Writes map.svg, the routes by rider, and gantt.svg, what riders and orders did when, into the
/// folder, which is made if it is not there.
void write_pictures(const std::string& folder, const Town& town, const DayLog& log);

}  // namespace louxia::bench::day
