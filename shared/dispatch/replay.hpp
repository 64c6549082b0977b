#pragma once

#include <vector>

#include "shared/dispatch/horizon.hpp"

namespace louxia::dispatch {

/// A delivery that was asked for, with what is known of it now that it is over.
struct ReplayOrder {
    OpenOrder order;   ///< pickups[].ready_at: when it really was ready
    Instant known_at;  ///< when it was placed
};

struct ReplayCourier {
    CourierId id;
    Place at = 0;  ///< where its shift begins
    Instant from;
    Instant until;
    Vehicle vehicle = Vehicle::bicycle;
    std::int32_t capacity = 1 << 20;
};

/// A span of deliveries once more, simulated: the horizon decides at each event and each step, the
/// couriers do what it says, rides take what `travel` says. Nothing of an order is known before it
/// was placed but that its packing takes `estimate_s` from then; its real ready time shows when it
/// comes. Returns when each order is at its door, in their order; unset: nobody brought it within
/// two hours after the last shift. Deterministic. At most 2,000 orders.
struct ReplayInput {
    std::vector<ReplayOrder> orders;
    std::vector<ReplayCourier> couriers;
    const Travel* travel = nullptr;
    std::int32_t place_count = 0;
    std::int32_t estimate_s = 480;
};
[[nodiscard]] std::vector<Instant> replay(const ReplayInput& input, const Rules& rules,
                                          const Weights& weights);

}  // namespace louxia::dispatch
