#pragma once

#include <cstdint>

namespace louxia::adapters {

/// How badly a simulated provider behaves, in percent; the seed decides when.
struct Misbehaviour {
    std::uint64_t seed = 1;
    int lost_notices = 0;
    int repeated_notices = 0;  ///< sent two to four times
    int lost_replies = 0;      ///< done, and answered with 503
    int slow_refunds = 0;      ///< pending the first times; payments only
    int delay_ms_max = 0;      ///< each notice on its own, so that they overtake each other
};

}  // namespace louxia::adapters
