#pragma once

#include <cstdint>
#include <vector>

#include "shared/base/instant.hpp"
#include "shared/dispatch/travel.hpp"

namespace louxia::dispatch {

/// How many orders an hour are expected from a place, in thousandths.
struct Demand {
    Place at = 0;
    std::int32_t hourly_milli = 0;
};

/// What is known of today's orders and of who is on shift when.
struct Flow {
    struct Placed {
        Place from = 0;  ///< hub or shop
        Instant at;
    };
    struct Shift {
        Instant from;
        Instant until;
    };
    std::vector<Placed> placed;  ///< of today, until now
    std::vector<Shift> shifts;   ///< of today
    std::vector<Place> sources;  ///< all hubs and shops, each once
};

/// The next half hour's orders by source: half from the pace of the last 40 minutes, half from who
/// is on shift (shifts are planned for the demand that is expected) times today's orders per hour
/// of shift; shared out by what each source had today. From no table of hours.
[[nodiscard]] std::vector<Demand> expected_demand(const Flow& flow, Instant now);

}  // namespace louxia::dispatch
