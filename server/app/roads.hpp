#pragma once

#include <memory>

#include "server/app/context.hpp"
#include "shared/dispatch/travel.hpp"

/// Ways by road, from a router that somebody else runs.
namespace louxia::app {

/// Asked on one thread, known on any.
class Roads {
public:
    virtual ~Roads() = default;
    /// What was last heard of that community; null: nothing. Asks nobody, so that it may be called
    /// inside a transaction.
    [[nodiscard]] virtual std::shared_ptr<const dispatch::RoadTable> known(
        CommunityId community) const = 0;
    /// Asks how far it is between these points of the plan, and keeps the answer. Refused with
    /// unavailable where nobody answers, or nothing that makes sense: what was known stays. Waits
    /// for the network.
    [[nodiscard]] virtual Result<void> ask(CommunityId community, const Plan& plan,
                                           const std::vector<PlanPoint>& points) = 0;
};

/// Between which points a community's roads are asked for: its hubs, then the doors of its
/// buildings. Nobody else is told where a courier is.
[[nodiscard]] std::vector<PlanPoint> road_points(const Reader& reader);

}  // namespace louxia::app
