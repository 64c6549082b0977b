#pragma once

#include <vector>

#include "shared/dispatch/horizon.hpp"

namespace louxia::test {

inline constexpr Instant noon{day_ms + 12 * hour_ms};

/// A situation at noon. Its places lie on a line, a hundred metres apart; a ride takes a minute for
/// each.
struct Street {
    std::vector<PlanPoint> places;
    dispatch::StraightLine travel;
    dispatch::Situation situation;
    int placed_min = 0;  ///< of the orders that are added, from noon
    int due_min = 30;

    Street() : travel(places, {{100, 100, 100}, 1000, 60}) {
        for (std::int32_t place = 0; place < 100; ++place)
            places.push_back({place * 100, 0});
        situation.now = noon;
        situation.travel = &travel;
        situation.place_count = 100;
    }
    dispatch::OpenOrder& order(std::uint64_t id, dispatch::Place from, dispatch::Place to,
                               int ready_min) {
        dispatch::OpenOrder& order = situation.orders.emplace_back();
        order.order = OrderId{id};
        order.pickups = {{from, noon + ready_min * minute_ms, 0}};
        order.dropoff = to;
        order.placed_at = noon + placed_min * minute_ms;
        order.due_at = noon + due_min * minute_ms;
        return order;
    }
    dispatch::CourierNow& courier(std::uint64_t id, dispatch::Place at, int free_min = 0) {
        dispatch::CourierNow& courier = situation.couriers.emplace_back();
        courier.id = CourierId{id};
        courier.at = at;
        courier.free_at = noon + free_min * minute_ms;
        courier.works_from = noon + -hour_ms;
        courier.works_until = noon + 4 * hour_ms;
        courier.covered_milli = 100'000;
        return courier;
    }
};

}  // namespace louxia::test
