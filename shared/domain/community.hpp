#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/domain/household.hpp"
#include "shared/domain/order.hpp"

namespace louxia {

/// A micro-hub: retail, storage and pickup in one.
struct Hub {
    HubId id;
    std::string name;   ///< 阿芳便利店
    std::string place;  ///< 3栋架空层, where to pick up
    PlanPoint at;
    HubTerms terms;
    bool open = true;
};

/// Straight or bent line on the plan: a road's middle line, a river's bank, a lawn's outline.
struct PlanShape {
    enum class Kind : std::int32_t { road = 1, water = 2, green = 3, block = 4 };
    Kind kind = Kind::road;
    std::string label;         ///< 云杉路; may be empty
    std::int32_t width_m = 0;  ///< of a road
    std::vector<PlanPoint> points;
};
template <>
struct EnumWords<PlanShape::Kind> {
    static constexpr auto table = enum_table<PlanShape::Kind>({{PlanShape::Kind::road, "road"},
                                                               {PlanShape::Kind::water, "water"},
                                                               {PlanShape::Kind::green, "green"},
                                                               {PlanShape::Kind::block, "block"}});
};

/// The community's own map, drawn by its leader; no outside tiles.
struct Plan {
    std::int32_t width_m = 0;
    std::int32_t height_m = 0;
    std::int32_t origin_latitude_e7 = 0;  ///< of the north-west corner, degrees × 10^7
    std::int32_t origin_longitude_e7 = 0;
    std::vector<PlanShape> shapes;
};

/// Who gets what of an order's sales (settlement.hpp); the leader sees and sets it.
struct SplitTerms {
    std::int32_t commission_permille = 100;         ///< of the goods, to the leader; 0-500
    Money courier_pay = Money::fen_unchecked(300);  ///< for each delivery, up to ¥50.00

    friend bool operator==(const SplitTerms&, const SplitTerms&) = default;
};

struct Community {
    CommunityId id;
    std::string slug;         ///< in URLs: 3-40 of a-z 0-9 and inner hyphens
    std::string name;         ///< 云杉里小区
    std::string time_zone;    ///< IANA name
    std::string leader_name;  ///< 王姐
    bool demo = false;        ///< every face says so
    SplitTerms split;
    Plan plan;
};

[[nodiscard]] bool is_community_slug(std::string_view text) noexcept;

/// How a courier moves.
enum class CourierVehicle : std::int32_t { foot = 0, bicycle = 1, scooter = 2 };
template <>
struct EnumWords<CourierVehicle> {
    static constexpr auto table =
        enum_table<CourierVehicle>({{CourierVehicle::foot, "foot"},
                                    {CourierVehicle::bicycle, "bicycle"},
                                    {CourierVehicle::scooter, "scooter"}});
};

struct Courier {
    CourierId id;
    std::string name;
    bool on_shift = false;
    PlanPoint at;
    Instant seen_at;  ///< unset until a position came; also a step taken at a hub or a door
    CourierVehicle vehicle = CourierVehicle::bicycle;
    Instant shift_until;  ///< as said when it began; unset: until the courier ends it
    /// A rider of the crowd for one ride (crowd_ride.hpp), nobody who signs in.
    bool crowd = false;
};

/// The way between two points along the plan's roads (grid walk: nearest road, then along), as a
/// polyline beginning at `from` and ending at `to`. Straight when the plan has no roads.
[[nodiscard]] std::vector<PlanPoint> route_between(const Plan& plan, PlanPoint from, PlanPoint to);
[[nodiscard]] std::int32_t length_m(const std::vector<PlanPoint>& line) noexcept;

/// Latitude and longitude (degrees × 10^7) as a point of the plan; nothing when more than 10 km
/// off.
[[nodiscard]] std::optional<PlanPoint> plan_point(const Plan& plan, std::int32_t latitude_e7,
                                                  std::int32_t longitude_e7) noexcept;

/// The way back: a point of the plan in degrees × 10^7.
struct GeoPoint {
    std::int32_t latitude_e7 = 0;
    std::int32_t longitude_e7 = 0;
};
[[nodiscard]] GeoPoint geo_point(const Plan& plan, PlanPoint at) noexcept;

}  // namespace louxia
