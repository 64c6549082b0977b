#pragma once

// What couriers really do with what they are told: own riders on their scooters, and crowd riders
// who may refuse, come late or not at all.

#include <cstdint>
#include <vector>

#include "shared/dispatch/horizon.hpp"
#include "tests/bench/day/log.hpp"

namespace louxia::bench::day {

inline Instant instant_of(std::int32_t second) {
    return Instant{day_ms + second * second_ms};
}
inline std::int32_t second_of(Instant at) {
    return static_cast<std::int32_t>((at.ms - day_ms) / second_ms);
}

/// A courier as the hub sees it.
struct CourierView {
    std::int32_t number = 0;
    bool crowd = false;
    bool idle = false;  ///< nothing under way and nothing ahead
    Place at = 0;       ///< where it will be at free_s
    std::int32_t free_s = 0;
    std::int32_t on_s = 0;
    std::int32_t off_s = 0;
    std::int32_t load = 0;
    const std::vector<dispatch::PlannedStop>* route = nullptr;
};

class World {
public:
    World(const Town& town, bool crowd);

    /// Lets everybody do what they have done by then.
    void move(std::int32_t now_s);
    /// An order is waiting for a courier.
    void open(std::uint64_t order);
    [[nodiscard]] std::vector<std::uint64_t> open_orders(std::int32_t now_s) const;
    /// Own riders whose shift is not over, and crowd riders that could be asked.
    [[nodiscard]] std::vector<CourierView> couriers(std::int32_t now_s) const;
    /// `stops` is the courier's next route; `fresh` are the orders that are new in it.
    void give(std::int32_t courier, const std::vector<dispatch::PlannedStop>& stops,
              const std::vector<std::uint64_t>& fresh, std::int32_t now_s);
    /// Orders handed over since the last time.
    [[nodiscard]] std::vector<std::uint64_t> take_arrived();
    /// Adds up what own riders cost.
    void close();

    [[nodiscard]] DayLog& log() noexcept { return log_; }
    [[nodiscard]] const dispatch::StraightLine& travel() const noexcept { return travel_; }

private:
    struct Courier {
        bool crowd = false;
        std::int32_t offered_from_s = 0;  ///< a crowd rider's corner is empty before
        std::int32_t record = -1;         ///< in the log
        Place at = 0;
        std::int32_t on_s = 0;
        std::int32_t off_s = 0;
        std::int32_t load = 0;
        std::int32_t free_s = 0;      ///< when what is under way is really done
        std::int32_t expected_s = 0;  ///< when it should be
        std::vector<dispatch::PlannedStop> under_way;
        std::int32_t left_s = 0;
        std::int32_t arrived_s = 0;
        std::vector<dispatch::PlannedStop> route;
    };
    struct Waiting {
        std::uint64_t order = 0;
        std::int32_t open_from_s = 0;  ///< it comes back then, after a refusal
    };

    void set_out(Courier& courier, std::int32_t now_s);
    void give_back(Courier& courier);
    void finish(Courier& courier);
    void ask_crowd(std::int32_t number, const std::vector<dispatch::PlannedStop>& stops,
                   const std::vector<std::uint64_t>& fresh, std::int32_t now_s);
    [[nodiscard]] std::int32_t ride_s(Place from, Place to, std::uint64_t order, bool drop) const;

    const Town& town_;
    dispatch::StraightLine travel_;
    std::vector<Courier> couriers_;  ///< own riders, then the corners, then crowd riders at work
    std::size_t corners_until_ = 0;
    std::vector<Waiting> waiting_;
    std::vector<std::int32_t> asked_;  ///< by order: how often a crowd rider was asked
    std::vector<std::uint64_t> arrived_;
    DayLog log_;
};

}  // namespace louxia::bench::day
