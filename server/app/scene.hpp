#pragma once

#include <array>
#include <memory>
#include <vector>

#include "server/app/context.hpp"
#include "shared/dispatch/horizon.hpp"
#include "shared/dispatch/promise_quote.hpp"

/// What there is to deliver and who is there for it, as the dispatcher is told.
namespace louxia::app {

/// A situation with all that it points to. Places are hubs, then doors of buildings, then couriers.
struct Scene {
    std::vector<PlanPoint> places;
    dispatch::StraightLine travel{places, {}};
    dispatch::Situation situation;
    std::vector<HubId> hubs;            ///< by place
    std::vector<BuildingId> buildings;  ///< by place − hubs
    std::int32_t left_out = 0;          ///< open deliveries beyond those in the situation
    std::array<dispatch::RecentErrors, offered_classes.size()> errors;  ///< of their quotes
    Instant errors_at;  ///< when these were read; not anew each time

    Scene() = default;
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    [[nodiscard]] dispatch::Place place_of(HubId hub) const noexcept;  ///< −1: not there
    [[nodiscard]] dispatch::Place place_of(BuildingId building) const noexcept;
};

/// Deliveries without a courier whose hub is open and that nobody reported a problem of, own
/// couriers on shift with the ways they are bound to, and what is expected to be ordered.
[[nodiscard]] std::shared_ptr<const Scene> look_around(const Context& context, const Reader& reader,
                                                       Instant now);

/// An order as the dispatcher is asked about it, `ahead` others being packed before it.
[[nodiscard]] dispatch::OpenOrder open_order_of(const Scene& scene, const Order& order,
                                                std::int32_t ahead, Instant now);

}  // namespace louxia::app
