#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "shared/dispatch/horizon.hpp"

namespace louxia::dispatch {

/// A stop of a way. With an order: its pickup (an index of the model's pickups) or drop-off.
/// Without: `pickup` is an index of the model's committed stops.
struct Stop {
    std::int32_t order = -1;
    std::int32_t pickup = -1;

    [[nodiscard]] bool committed() const noexcept { return order < 0; }
    friend bool operator==(const Stop&, const Stop&) = default;
};

/// A situation in plain numbers: seconds from now, indexes, and a table of the rides between the
/// places that occur. Costs are thousandths of a second of one resident's waiting.
class Model {
public:
    struct Order {
        Place drop = 0;
        std::int32_t placed_s = 0;
        std::int32_t due_s = 0;
        std::int32_t door = 0;
        std::int32_t late = 0;
        std::int32_t load = 0;
        std::int32_t cold_s = 0;
        std::int32_t first_pickup = 0;
        std::int32_t pickup_count = 0;
        std::int32_t first_barred = 0;
        std::int32_t barred_count = 0;
        bool urgent = false;
    };
    struct Pickup {
        Place at = 0;
        std::int32_t ready_s = 0;
        std::int32_t sd_s = 0;
    };
    struct Courier {
        Place at = 0;
        std::int32_t free_s = 0;
        std::int32_t until_s = 0;
        std::int32_t capacity = 0;
        std::int32_t load = 0;
        std::int32_t aboard = 0;  ///< orders
        Vehicle vehicle = Vehicle::scooter;
        std::int32_t first_committed = 0;
        std::int32_t committed_count = 0;
        std::int32_t covered_milli = 0;
        std::int64_t cover = 0;         ///< what is lost when it sets out
        std::int64_t order_price = 0;   ///< a crowd rider's, for each order
        std::int64_t ride_price = 0;    ///< and for setting out
        std::int64_t riding_price = 0;  ///< and for each second of the ride
    };
    struct Committed {
        Place at = 0;
        std::int32_t wanted_s = 0;  ///< ready, or due
        std::int32_t latest_s = 0;
        std::int32_t load = 0;
        bool drop = false;
    };
    /// When a stop is served.
    struct Served {
        std::int32_t at_s = 0;
        std::int32_t leave_before_s = 0;  ///< leaving the stop before later than this makes it late
    };

    /// What an order costs that nobody carries: more than any way that can be thought of.
    static constexpr std::int64_t left_over_cost = std::int64_t{48} * 3600 * 1000;
    static constexpr std::int64_t impossible = std::numeric_limits<std::int64_t>::max() / 4;

    /// Reads the situation; keeps its memory from call to call.
    void read(const Situation& situation, const Rules& rules, const Weights& weights);

    /// What the courier's way costs, `impossible` if it breaks a rule, or anything above `bound`
    /// once that is passed. Writes `served`, if given, for each stop.
    [[nodiscard]] std::int64_t cost(std::int32_t courier, const Stop* stops, std::int32_t count,
                                    std::int64_t bound = impossible, Served* served = nullptr);

    [[nodiscard]] std::int32_t ride(Vehicle vehicle, Place from, Place to);
    [[nodiscard]] Place place_of(const Stop& stop) const noexcept;
    [[nodiscard]] bool is_pickup(const Stop& stop) const noexcept;
    [[nodiscard]] std::int32_t load_of(const Stop& stop) const noexcept;
    [[nodiscard]] std::int32_t order_count() const noexcept {
        return static_cast<std::int32_t>(orders.size());
    }
    [[nodiscard]] std::int32_t courier_count() const noexcept {
        return static_cast<std::int32_t>(couriers.size());
    }

    std::vector<Order> orders;
    std::vector<Pickup> pickups;
    std::vector<Courier> couriers;
    std::vector<Committed> committed;
    std::vector<std::int32_t> barred;  ///< couriers that an order does not go with
    Rules rules;
    Weights weights;
    std::int32_t pressure_permille = 0;

private:
    struct Running;

    Place local(Place place);
    void read_orders(const Situation& situation);
    void read_couriers(const Situation& situation);
    void read_barred(const Situation& situation);
    [[nodiscard]] bool is_barred(const Order& order, const Courier& courier) const noexcept;
    void weigh_pressure();
    void weigh_cover(const Situation& situation);
    [[nodiscard]] std::int32_t pickup_group(const Courier& courier, const Stop* stops,
                                            std::int32_t count, std::int32_t first,
                                            Running& running, Served* served);
    [[nodiscard]] bool drop_off(const Courier& courier, const Stop& stop, bool again,
                                Running& running, Served* served);

    const Travel* travel_ = nullptr;
    std::vector<Place> local_of_;   ///< by place of the situation; -1 is none
    std::vector<Place> global_of_;  ///< by our own numbers
    std::int32_t table_side_ = 0;   ///< 0: too many places for a table
    std::vector<std::int32_t> table_;
    std::vector<std::int32_t> picked_s_;  ///< by order: its first pickup in the way being costed
    std::vector<std::int64_t> costed_;    ///< by order: the number of the costing that met it last
    std::int64_t costing_ = 0;
};

}  // namespace louxia::dispatch
