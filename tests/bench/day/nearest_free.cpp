#include "tests/bench/day/nearest_free.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace louxia::bench::day {
namespace {

double distance_between(PlanPoint a, PlanPoint b) noexcept {
    const double east = static_cast<double>(a.x_m) - b.x_m;
    const double south = static_cast<double>(a.y_m) - b.y_m;
    return std::sqrt(east * east + south * south);
}

std::int32_t whole_metres(double distance) noexcept {
    const double most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::min(std::round(distance), most));
}

/// The free couriers by id, each once.
std::vector<CourierState> free_by_id(std::vector<CourierState> couriers) {
    std::erase_if(couriers, [](const CourierState& courier) { return !courier.free; });
    std::sort(couriers.begin(), couriers.end(),
              [](const CourierState& a, const CourierState& b) { return a.id < b.id; });
    const auto repeated =
        std::unique(couriers.begin(), couriers.end(),
                    [](const CourierState& a, const CourierState& b) { return a.id == b.id; });
    couriers.erase(repeated, couriers.end());
    return couriers;
}

}  // namespace

std::vector<Assignment> assign_nearest_free(std::vector<Task> tasks,
                                            std::vector<CourierState> couriers) {
    std::sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
        return std::tie(a.due_at, a.order) < std::tie(b.due_at, b.order);
    });
    std::vector<CourierState> free = free_by_id(std::move(couriers));
    std::vector<Assignment> assignments;
    for (const Task& task : tasks) {
        if (free.empty()) break;
        // min_element takes the first of equals: the smaller id.
        const auto nearest = std::min_element(
            free.begin(), free.end(), [&task](const CourierState& a, const CourierState& b) {
                return distance_between(a.at, task.pickup) < distance_between(b.at, task.pickup);
            });
        const std::int32_t away_m = whole_metres(distance_between(nearest->at, task.pickup));
        assignments.push_back({task.order, nearest->id, away_m});
        free.erase(nearest);
    }
    return assignments;
}

}  // namespace louxia::bench::day
