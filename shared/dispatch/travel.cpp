#include "shared/dispatch/travel.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace louxia::dispatch {
namespace {

double distance_m(PlanPoint from, PlanPoint to) noexcept {
    const double east = static_cast<double>(from.x_m) - to.x_m;
    const double south = static_cast<double>(from.y_m) - to.y_m;
    return std::sqrt(east * east + south * south);
}

/// `way` in metres × permille × seconds in a minute: products of whole numbers until the one
/// division, so that whole steps come out whole.
std::int32_t seconds_for(double way, const StraightLine::Speeds& speeds, Vehicle vehicle) noexcept {
    const double step = static_cast<double>(speeds.step_s) * 1000 *
                        speeds.metres_per_minute[static_cast<std::size_t>(vehicle)];
    const double steps = std::min(std::ceil(way / step), 86400.0 / speeds.step_s);
    return static_cast<std::int32_t>(steps) * speeds.step_s;
}

}  // namespace

std::int32_t StraightLine::seconds(Place from, Place to, Vehicle vehicle) const {
    if (from == to) return 0;
    const double way_m =
        distance_m(places_[static_cast<std::size_t>(from)], places_[static_cast<std::size_t>(to)]);
    return seconds_for(way_m * speeds_.detour_permille * 60, speeds_, vehicle);
}

std::int32_t RoadTable::between(std::int32_t from, std::int32_t to) const noexcept {
    const auto count = static_cast<std::int32_t>(points.size());
    if (from < 0 || to < 0 || from >= count || to >= count) return no_way;
    return metres[static_cast<std::size_t>(from) * points.size() + static_cast<std::size_t>(to)];
}

std::int32_t RoadTable::nearest(PlanPoint to) const noexcept {
    const auto nearer = [to](PlanPoint one, PlanPoint other) {
        return distance_m(one, to) < distance_m(other, to);
    };
    const auto found = std::min_element(points.begin(), points.end(), nearer);
    return found == points.end() ? -1 : static_cast<std::int32_t>(found - points.begin());
}

std::int32_t RoadTravel::anchor(Place place) const noexcept {
    const auto index = static_cast<std::size_t>(place);
    return index < anchors_.size() ? anchors_[index] : no_anchor;
}

double RoadTravel::to_anchor_m(Place place, std::int32_t anchor) const noexcept {
    return distance_m(places_[static_cast<std::size_t>(place)],
                      roads_->points[static_cast<std::size_t>(anchor)]) *
           speeds_.detour_permille / 1000;
}

std::int32_t RoadTravel::seconds(Place from, Place to, Vehicle vehicle) const {
    const std::int32_t first = anchor(from);
    const std::int32_t last = anchor(to);
    const std::int32_t road_m = first == last ? RoadTable::no_way : roads_->between(first, last);
    if (road_m < 0) return straight_.seconds(from, to, vehicle);
    const double way_m = to_anchor_m(from, first) + road_m + to_anchor_m(to, last);
    return seconds_for(way_m * 1000 * 60, speeds_, vehicle);
}

}  // namespace louxia::dispatch
