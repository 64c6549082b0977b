#include "tests/bench/day/world.hpp"

#include <algorithm>

namespace louxia::bench::day {
namespace {

using dispatch::PlannedStop;
using dispatch::Vehicle;

/// What is drawn, so that draws of different things do not hang together.
enum Draw : std::uint64_t { to_pickup = 1, to_drop, taking, handing, accepting, coming, resting };

constexpr std::int32_t crowd_opens_s = 8 * hour;
constexpr std::int32_t crowd_ends_s = 23 * hour;
constexpr std::int32_t refusal_s = 2 * minute;
constexpr std::int32_t no_show_permille = 40;
constexpr std::int32_t no_show_s = 8 * minute;

bool is_drop(const PlannedStop& stop) {
    return stop.pickup == PlannedStop::drop_off;
}

}  // namespace

World::World(const Town& town, bool crowd)
    : town_(town), travel_(town.places, town.speeds), asked_(town.orders.size(), 0) {
    for (const Rider& rider : town.riders) {
        Courier courier;
        courier.at = rider.home;
        courier.on_s = rider.on_s;
        courier.off_s = rider.off_s;
        courier.free_s = rider.on_s;
        courier.record = static_cast<std::int32_t>(log_.couriers.size());
        log_.couriers.push_back({false, rider.home, rider.on_s, rider.off_s, rider_capacity});
        couriers_.push_back(courier);
    }
    // In rain half of the crowd stays at home.
    const std::int32_t corners = !crowd ? 0 : town.rain ? town.corner_count / 2 : town.corner_count;
    for (std::int32_t corner = 0; corner < corners; ++corner) {
        Courier courier;
        courier.crowd = true;
        courier.at = town.corner(corner);
        courier.on_s = crowd_opens_s;
        courier.off_s = crowd_ends_s;
        courier.offered_from_s = crowd_opens_s;
        couriers_.push_back(courier);
    }
    corners_until_ = couriers_.size();
}

void World::open(std::uint64_t order) {
    waiting_.push_back({order, 0});
}

std::vector<std::uint64_t> World::open_orders(std::int32_t now_s) const {
    std::vector<std::uint64_t> orders;
    for (const Waiting& waiting : waiting_) {
        if (waiting.open_from_s <= now_s) orders.push_back(waiting.order);
    }
    return orders;
}

std::vector<CourierView> World::couriers(std::int32_t now_s) const {
    std::vector<CourierView> views;
    for (std::size_t index = 0; index < corners_until_; ++index) {
        const Courier& courier = couriers_[index];
        if (courier.off_s <= now_s && courier.route.empty()) continue;
        if (courier.crowd && courier.offered_from_s > now_s) continue;
        const bool busy = !courier.under_way.empty();
        CourierView view;
        view.number = static_cast<std::int32_t>(index);
        view.crowd = courier.crowd;
        view.idle = !busy && courier.route.empty();
        view.at = busy ? courier.under_way.front().at : courier.at;
        view.free_s = busy ? std::max(courier.expected_s, now_s + minute / 2) : now_s;
        view.on_s = courier.on_s;
        view.off_s = courier.off_s;
        view.load = courier.load;
        for (const PlannedStop& stop : courier.under_way)
            view.load += stop.load;
        view.route = &courier.route;
        views.push_back(view);
    }
    return views;
}

std::int32_t World::ride_s(Place from, Place to, std::uint64_t order, bool drop) const {
    const std::int32_t map_s = travel_.seconds(from, to, Vehicle::scooter);
    const std::int32_t permille =
        ride_least_permille + drawn(town_, drop ? to_drop : to_pickup, order, 0,
                                    ride_most_permille - ride_least_permille + 1);
    return map_s * permille / 1000;
}

/// The courier begins with its next stop, all that is fetched at one place together.
void World::set_out(Courier& courier, std::int32_t now_s) {
    std::size_t count = 1;
    const PlannedStop& first = courier.route.front();
    const bool drop = is_drop(first);
    while (!drop && count < courier.route.size() && !is_drop(courier.route[count]) &&
           courier.route[count].at == first.at) {
        ++count;
    }
    courier.under_way.assign(courier.route.begin(),
                             courier.route.begin() + static_cast<std::ptrdiff_t>(count));
    courier.route.erase(courier.route.begin(),
                        courier.route.begin() + static_cast<std::ptrdiff_t>(count));
    const std::uint64_t order = courier.under_way.front().order.value;
    const Place place = courier.under_way.front().at;
    courier.left_s = std::max(now_s, courier.free_s);
    courier.arrived_s = courier.left_s + ride_s(courier.at, place, order, drop);
    const std::int32_t should_arrive_s =
        courier.left_s + travel_.seconds(courier.at, place, Vehicle::scooter);
    if (drop) {
        const bool again = courier.at == place;
        courier.free_s = courier.arrived_s + (again ? 30 : 50) +
                         drawn(town_, handing, order, 0, again ? 90 : 140);
        courier.expected_s = should_arrive_s + (again ? 75 : 120);
        return;
    }
    courier.free_s = courier.arrived_s + 30 + drawn(town_, taking, order, 0, 60);
    courier.expected_s = should_arrive_s + 60;
    for (const PlannedStop& stop : courier.under_way) {
        const DayOrder& what = town_.orders[stop.order.value - 1];
        courier.free_s = std::max(courier.free_s, what.ready_s);
        courier.expected_s = std::max(courier.expected_s, what.said_s);
    }
    if (courier.free_s > courier.off_s) give_back(courier);
}

/// Its shift would end before things are ready: it goes home, and they are open again.
void World::give_back(Courier& courier) {
    for (const PlannedStop& stop : courier.under_way) {
        waiting_.push_back({stop.order.value, courier.left_s});
        std::erase_if(courier.route,
                      [&](const PlannedStop& other) { return other.order == stop.order; });
        ++log_.given_back;
    }
    courier.under_way.clear();
    courier.free_s = courier.left_s;
    courier.off_s = std::min(courier.off_s, courier.left_s);
}

void World::finish(Courier& courier) {
    for (const PlannedStop& stop : courier.under_way) {
        const std::uint64_t order = stop.order.value;
        log_.visits.push_back({courier.record, order, is_drop(stop), stop.at, courier.left_s,
                               courier.arrived_s, courier.free_s});
        Outcome& outcome = log_.outcomes[order - 1];
        outcome.courier = courier.record;
        courier.load += stop.load;
        if (is_drop(stop)) {
            outcome.dropped_s = courier.free_s;
            arrived_.push_back(order);
        } else {
            outcome.picked_s = courier.free_s;
        }
    }
    courier.at = courier.under_way.front().at;
    courier.under_way.clear();
}

void World::move(std::int32_t now_s) {
    for (Courier& courier : couriers_) {
        while (true) {
            if (!courier.under_way.empty()) {
                if (courier.free_s > now_s) break;
                finish(courier);
            }
            if (courier.route.empty()) break;
            set_out(courier, courier.free_s);
        }
    }
}

void World::give(std::int32_t number, const std::vector<PlannedStop>& stops,
                 const std::vector<std::uint64_t>& fresh, std::int32_t now_s) {
    std::erase_if(waiting_, [&](const Waiting& waiting) {
        return std::count(fresh.begin(), fresh.end(), waiting.order) > 0;
    });
    Courier& courier = couriers_[static_cast<std::size_t>(number)];
    if (courier.crowd) {
        ask_crowd(number, stops, fresh, now_s);
        return;
    }
    courier.route = stops;
    if (courier.under_way.empty()) {
        courier.free_s = std::max(courier.free_s, now_s);
        set_out(courier, courier.free_s);
    }
}

/// One crowd rider refuses, says yes and does not come, or comes, in its own time.
void World::ask_crowd(std::int32_t number, const std::vector<PlannedStop>& stops,
                      const std::vector<std::uint64_t>& fresh, std::int32_t now_s) {
    const std::uint64_t first = fresh.front();
    const auto times = static_cast<std::uint64_t>(++asked_[first - 1]);
    Courier& corner = couriers_[static_cast<std::size_t>(number)];
    std::int32_t back_s = 0;
    if (drawn(town_, accepting, first, times, 1000) >= crowd_acceptance(town_, now_s)) {
        ++log_.refusals;
        back_s = now_s + refusal_s;
    } else if (drawn(town_, coming, first, times, 1000) < no_show_permille) {
        ++log_.no_shows;
        back_s = now_s + travel_.seconds(corner.at, stops.front().at, Vehicle::scooter) + no_show_s;
    }
    corner.offered_from_s = now_s + 4 * minute + drawn(town_, resting, first, times, 6 * minute);
    if (back_s > 0) {
        for (const std::uint64_t order : fresh)
            waiting_.push_back({order, back_s});
        return;
    }
    Courier rider;
    rider.crowd = true;
    rider.at = corner.at;
    rider.on_s = now_s;
    rider.off_s = crowd_ends_s;
    rider.free_s = now_s;
    rider.record = static_cast<std::int32_t>(log_.couriers.size());
    rider.route = stops;
    log_.couriers.push_back({true, rider.at, now_s, rider.off_s, crowd_capacity});
    for (const std::uint64_t order : fresh) {
        const DayOrder& what = town_.orders[order - 1];
        log_.crowd_fen += crowd_price_fen(town_, what.from, what.to, now_s);
        ++log_.crowd_orders;
    }
    // Setting out takes up to three minutes.
    rider.free_s += drawn(town_, coming, first, times + 100, 3 * minute);
    set_out(rider, rider.free_s);
    couriers_.push_back(std::move(rider));
}

std::vector<std::uint64_t> World::take_arrived() {
    std::vector<std::uint64_t> arrived;
    arrived.swap(arrived_);
    return arrived;
}

void World::close() {
    for (const Rider& rider : town_.riders)
        log_.wages_fen += std::int64_t{rider.off_s - rider.on_s} * wage_fen_an_hour / hour;
}

}  // namespace louxia::bench::day
