#pragma once

#include <memory>
#include <vector>

#include "server/app/context.hpp"
#include "shared/dispatch/neighbourhood.hpp"

/// What there is to deliver and who is there for it, as the dispatcher is told.
namespace louxia::app {

/// Somebody who could be called to a hub: a courier of the situation, and of nothing else yet.
struct CrowdSeat {
    CourierId id;  ///< no courier's: ids have their time in front
    HubId hub;
};

/// A situation with all that it points to. Places are hubs, then doors of buildings, then couriers.
struct Scene {
    std::vector<PlanPoint> places;
    std::unique_ptr<const dispatch::Travel> travel;
    dispatch::Situation situation;
    std::vector<HubId> hubs;            ///< by place
    std::vector<BuildingId> buildings;  ///< by place − hubs
    std::vector<CrowdSeat> seats;
    std::int32_t left_out = 0;  ///< open deliveries beyond those in the situation
    dispatch::QuoteErrors errors;
    Instant errors_at;  ///< when these were read; not anew each time

    Scene() = default;
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    [[nodiscard]] dispatch::Place place_of(HubId hub) const noexcept;  ///< −1: not there
    [[nodiscard]] dispatch::Place place_of(BuildingId building) const noexcept;
    /// Null for couriers who are there.
    [[nodiscard]] const CrowdSeat* seat(CourierId id) const noexcept;
};

/// Deliveries without a courier whose hub is open and that nobody reported a problem of, own
/// couriers on shift with the ways they are bound to, riders of the crowd who could be called as
/// the hubs' fresh quotes say, and what is expected to be ordered.
[[nodiscard]] std::shared_ptr<const Scene> look_around(const Context& context, const Reader& reader,
                                                       Instant now);

/// An order as the dispatcher is asked about it, `ahead` others being packed before it.
[[nodiscard]] dispatch::OpenOrder open_order_of(const Scene& scene, const Order& order,
                                                std::int32_t ahead, Instant now);

}  // namespace louxia::app
