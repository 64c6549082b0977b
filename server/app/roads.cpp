#include "server/app/roads.hpp"

namespace louxia::app {

std::vector<PlanPoint> road_points(const Reader& reader) {
    std::vector<PlanPoint> points;
    for (const Hub& hub : reader.hubs()) {
        points.push_back(hub.at);
    }
    for (const Building& building : reader.buildings()) {
        points.push_back(door_of(building));
    }
    return points;
}

}  // namespace louxia::app
