#pragma once

#include "shared/dispatch/routing/instance.hpp"

namespace louxia::dispatch::routing {

/// No fewer vehicles can serve all requests: the size of a set of requests of which no two fit into
/// one route (a clique, found greedily, so that it may be short of the largest).
[[nodiscard]] Index vehicles_least(const Instance& instance);

}  // namespace louxia::dispatch::routing
