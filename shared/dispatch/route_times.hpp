#pragma once

#include <vector>

#include "shared/dispatch/horizon.hpp"

namespace louxia::dispatch {

/// When each committed stop of the courier's route is served as things stand, in its order: rides,
/// waiting for what is not ready (PlannedStop::wanted_at of a pickup), and the rules' times of
/// service. Pickups that follow each other at one place are one visit.
[[nodiscard]] std::vector<Instant> route_times(const CourierNow& courier, Instant now,
                                               const Rules& rules, const Travel& travel);

}  // namespace louxia::dispatch
