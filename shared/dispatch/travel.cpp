#include "shared/dispatch/travel.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace louxia::dispatch {

std::int32_t StraightLine::seconds(Place from, Place to, Vehicle vehicle) const {
    if (from == to) return 0;
    const PlanPoint a = places_[static_cast<std::size_t>(from)];
    const PlanPoint b = places_[static_cast<std::size_t>(to)];
    const double east = static_cast<double>(a.x_m) - b.x_m;
    const double south = static_cast<double>(a.y_m) - b.y_m;
    // Products of whole numbers until the one division, so that whole steps come out whole.
    const double way = std::sqrt(east * east + south * south) * speeds_.detour_permille * 60;
    const double step = static_cast<double>(speeds_.step_s) * 1000 *
                        speeds_.metres_per_minute[static_cast<std::size_t>(vehicle)];
    const double steps = std::min(std::ceil(way / step), 86400.0 / speeds_.step_s);
    return static_cast<std::int32_t>(steps) * speeds_.step_s;
}

std::int32_t TravelTable::seconds(Place from, Place to, Vehicle) const {
    return table_[static_cast<std::size_t>(from) * static_cast<std::size_t>(places_) +
                  static_cast<std::size_t>(to)];
}

}  // namespace louxia::dispatch
