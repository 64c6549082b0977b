#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "shared/domain/community.hpp"

namespace louxia::dispatch {

/// A place's index in the list of places of a situation.
using Place = std::int32_t;

/// Its number is the row of a model's speeds.
using Vehicle = CourierVehicle;
inline constexpr std::int32_t vehicle_count = 3;

/// How long it takes from one place to another: by straight line, or by a router's table.
class Travel {
public:
    virtual ~Travel() = default;
    /// Whole seconds, 0 to 86,400; 0 from a place to itself. The same answer each time.
    [[nodiscard]] virtual std::int32_t seconds(Place from, Place to, Vehicle vehicle) const = 0;
};

/// Straight line × detour ÷ speed, rounded up to whole steps of time.
class StraightLine final : public Travel {
public:
    struct Speeds {
        std::int32_t metres_per_minute[vehicle_count] = {80, 200, 300};
        std::int32_t detour_permille = 1300;
        std::int32_t step_s = 1;  ///< 60: every ride takes whole minutes
    };

    /// `places` must outlive this.
    StraightLine(const std::vector<PlanPoint>& places, const Speeds& speeds)
        : places_(places), speeds_(speeds) {}
    [[nodiscard]] std::int32_t seconds(Place from, Place to, Vehicle vehicle) const override;

private:
    const std::vector<PlanPoint>& places_;
    Speeds speeds_;
};

/// How far it is by road between some points, and whether one gets there at all.
struct RoadTable {
    static constexpr std::int32_t no_way = -1;
    std::vector<PlanPoint> points;
    std::vector<std::int32_t> metres;  ///< points × points, row by row, or no_way; not symmetric

    /// `no_way` also for an index that is none.
    [[nodiscard]] std::int32_t between(std::int32_t from, std::int32_t to) const noexcept;
    /// The first of the nearest points as the crow flies; −1 without points.
    [[nodiscard]] std::int32_t nearest(PlanPoint to) const noexcept;
};

/// By road ÷ speed where the road is known, by straight line where it is not. Each place goes
/// straight to one point of the table, its anchor, and from there by road to the other's; places of
/// one anchor go straight.
class RoadTravel final : public Travel {
public:
    static constexpr std::int32_t no_anchor = -1;

    /// `anchors` of the places, by place: a point of `roads` or no_anchor. `places` must outlive
    /// this.
    RoadTravel(const std::vector<PlanPoint>& places, std::shared_ptr<const RoadTable> roads,
               std::vector<std::int32_t> anchors, const StraightLine::Speeds& speeds)
        : places_(places),
          roads_(std::move(roads)),
          anchors_(std::move(anchors)),
          speeds_(speeds),
          straight_(places, speeds) {}
    [[nodiscard]] std::int32_t seconds(Place from, Place to, Vehicle vehicle) const override;

private:
    [[nodiscard]] std::int32_t anchor(Place place) const noexcept;
    /// Metres from a place to its anchor, detour included.
    [[nodiscard]] double to_anchor_m(Place place, std::int32_t anchor) const noexcept;

    const std::vector<PlanPoint>& places_;
    std::shared_ptr<const RoadTable> roads_;
    std::vector<std::int32_t> anchors_;
    StraightLine::Speeds speeds_;
    StraightLine straight_;
};

}  // namespace louxia::dispatch
