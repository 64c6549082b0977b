#pragma once

#include <cstdint>
#include <string>

namespace louxia::bench {

/// Solves one case of Li and Lim's format and prints, as JSON, the processor time, what our check
/// of routes says, and the routes as ids of locations. Returns the exit code.
[[nodiscard]] int solve_routes(const std::string& file, std::uint64_t evaluations,
                               std::uint64_t seed);

}  // namespace louxia::bench
