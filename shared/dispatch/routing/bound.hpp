#pragma once

#include "shared/dispatch/routing/instance.hpp"

namespace louxia::dispatch::routing {

/// No fewer vehicles can serve all requests: the size of a set of requests of which no two fit into
/// one route (a clique, found greedily, so that it may be short of the largest). Where a way
/// through a third place is quicker than the direct one, two that seem apart might meet in a longer
/// route; the fleet search then stops early, which costs a vehicle at worst, never validity.
[[nodiscard]] Index vehicles_least(const Instance& instance);

}  // namespace louxia::dispatch::routing
