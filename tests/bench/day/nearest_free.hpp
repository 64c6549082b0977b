#pragma once

#include <cstdint>
#include <vector>

#include "shared/base/instant.hpp"
#include "shared/base/strong_id.hpp"
#include "shared/domain/household.hpp"

/// What the horizon is held against: what the server did before.
namespace louxia::bench::day {

/// One delivery that needs a courier.
struct Task {
    OrderId order;
    PlanPoint pickup;
    PlanPoint dropoff;
    Instant ready_at;  ///< known or estimated
    Instant due_at;
};

struct CourierState {
    CourierId id;
    PlanPoint at;
    bool free = false;  ///< on shift and carrying nothing
};

struct Assignment {
    OrderId order;
    CourierId courier;
    std::int32_t distance_m = 0;  ///< courier to pickup, as the crow flies
};

/// Nearest free courier for each task, most urgent task first; each courier gets at most one.
/// Ties: the smaller id. Deterministic. O(tasks × couriers).
[[nodiscard]] std::vector<Assignment> assign_nearest_free(std::vector<Task> tasks,
                                                          std::vector<CourierState> couriers);

}  // namespace louxia::bench::day
