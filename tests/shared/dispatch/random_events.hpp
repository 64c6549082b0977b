#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace louxia::tests {

/// What came of some random sequences of events before the engine.
struct EventsOutcome {
    std::uint64_t digest = 0;  ///< of all that was decided: the same natively and as wasm
    std::int64_t decisions = 0;
    std::int64_t commitments = 0;
    std::vector<std::string> faults;  ///< the first few rules that were broken, with their seeds
};

/// Plays `count` sequences from seed `first` on: orders are placed and cancelled, couriers join,
/// leave, vanish, refuse and are delayed, ready times shift. After each event a decision is asked
/// for and held against the rules: who owns what, capacity, shifts, cold chain, what was committed.
[[nodiscard]] EventsOutcome play_events(std::uint64_t first, std::int32_t count);

}  // namespace louxia::tests
