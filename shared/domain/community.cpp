#include "shared/domain/community.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace louxia {
namespace {

constexpr double earth_radius_m = 6'371'008.8;  // mean radius, IUGG
constexpr double radians_per_e7 = 3.14159265358979323846 / 180.0 / 1e7;
constexpr std::int64_t degree_e7 = 10'000'000;
constexpr double off_plan_at_most_m = 10'000.0;

bool is_slug_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/// How far a coordinate lies outside 0…size.
double outside(double value, std::int32_t size) noexcept {
    return std::max({0.0, -value, value - static_cast<double>(size)});
}

}  // namespace

bool is_community_slug(std::string_view text) noexcept {
    return text.size() >= 3 && text.size() <= 40 && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), is_slug_character);
}

std::int32_t length_m(const std::vector<PlanPoint>& line) noexcept {
    double length = 0.0;
    for (std::size_t index = 1; index < line.size(); ++index) {
        const double east = static_cast<double>(line[index].x_m) - line[index - 1].x_m;
        const double south = static_cast<double>(line[index].y_m) - line[index - 1].y_m;
        length += std::sqrt(east * east + south * south);
    }
    const double most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::min(std::round(length), most));
}

std::optional<PlanPoint> plan_point(const Plan& plan, std::int32_t latitude_e7,
                                    std::int32_t longitude_e7) noexcept {
    if (std::abs(std::int64_t{latitude_e7}) > 90 * degree_e7 ||
        std::abs(std::int64_t{longitude_e7}) > 180 * degree_e7) {
        return std::nullopt;
    }
    // Equirectangular around the plan's corner: within 10 km it is centimetres off.
    std::int64_t east_e7 = std::int64_t{longitude_e7} - plan.origin_longitude_e7;
    if (east_e7 > 180 * degree_e7) east_e7 -= 360 * degree_e7;
    if (east_e7 < -180 * degree_e7) east_e7 += 360 * degree_e7;
    const std::int64_t south_e7 = std::int64_t{plan.origin_latitude_e7} - latitude_e7;
    const double metres_per_e7 = earth_radius_m * radians_per_e7;
    const double narrowing = std::cos(plan.origin_latitude_e7 * radians_per_e7);
    const double x = static_cast<double>(east_e7) * metres_per_e7 * narrowing;
    const double y = static_cast<double>(south_e7) * metres_per_e7;
    const double off_x = outside(x, plan.width_m);
    const double off_y = outside(y, plan.height_m);
    if (off_x * off_x + off_y * off_y > off_plan_at_most_m * off_plan_at_most_m) {
        return std::nullopt;
    }
    return PlanPoint{static_cast<std::int32_t>(std::lround(x)),
                     static_cast<std::int32_t>(std::lround(y))};
}

GeoPoint geo_point(const Plan& plan, PlanPoint at) noexcept {
    const double metres_per_e7 = earth_radius_m * radians_per_e7;
    const double narrowing = std::cos(plan.origin_latitude_e7 * radians_per_e7);
    const double south = at.y_m / metres_per_e7;
    const double east = at.x_m / (metres_per_e7 * narrowing);
    return {plan.origin_latitude_e7 - static_cast<std::int32_t>(std::lround(south)),
            plan.origin_longitude_e7 + static_cast<std::int32_t>(std::lround(east))};
}

}  // namespace louxia
