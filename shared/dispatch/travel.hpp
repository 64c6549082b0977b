#pragma once

#include <cstdint>
#include <vector>

#include "shared/domain/community.hpp"

namespace louxia::dispatch {

/// A place's index in the list of places of a situation.
using Place = std::int32_t;

/// Its number is the row of a model's speeds.
using Vehicle = CourierVehicle;
inline constexpr std::int32_t vehicle_count = 3;

/// How long it takes from one place to another. A port: by straight line, or by a router's table.
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

/// A table of seconds, row by row, one for all vehicles; as a road router answers it.
class TravelTable final : public Travel {
public:
    /// `table` has places × places entries.
    TravelTable(std::vector<std::int32_t> table, std::int32_t places)
        : table_(std::move(table)), places_(places) {}
    [[nodiscard]] std::int32_t seconds(Place from, Place to, Vehicle vehicle) const override;

private:
    std::vector<std::int32_t> table_;
    std::int32_t places_;
};

}  // namespace louxia::dispatch
