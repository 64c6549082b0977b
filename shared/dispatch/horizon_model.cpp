#include "shared/dispatch/horizon_model.hpp"

#include <algorithm>

namespace louxia::dispatch {
namespace {

constexpr std::int32_t table_side_max = 1500;
constexpr std::size_t pickups_max = 8;
constexpr std::int32_t far_s = 7 * 24 * 3600;
constexpr std::int32_t unknown_s = -2 * far_s;
/// A courier whose shift ends while it waits leaves without the order: some twenty minutes lost.
constexpr std::int64_t missed_cost = std::int64_t{1200} * 1000;
/// A committed stop after its limit is a cost, not a rule, as it may be late already; but more than
/// leaving an order to nobody.
constexpr std::int64_t broken_cost = 4 * Model::left_over_cost;

std::size_t at(std::int32_t index) noexcept {
    return static_cast<std::size_t>(index);
}

/// Seconds from now, within a week: whatever is farther is as good as never.
std::int32_t seconds_from(Instant now, Instant then) noexcept {
    const std::int64_t away_s = (then - now) / second_ms;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(away_s, -far_s, far_s));
}

/// When things are taken over that are ready at `ready_s` give or take `sd_s`, as a mean over three
/// points that have a normal deviate's mean and deviation.
struct Taken {
    std::int32_t mean_s = 0;
    std::int32_t earliest_s = 0;
    std::int32_t too_late = 0;  ///< of the three, how many are after the shift's end
};

Taken taken_at(std::int32_t arrived_s, std::int32_t ready_s, std::int32_t sd_s,
               std::int32_t until_s) noexcept {
    const std::int32_t off_s = sd_s * 1225 / 1000;
    const std::int32_t early_s = std::max(arrived_s, ready_s - off_s);
    const std::int32_t middle_s = std::max(arrived_s, ready_s);
    const std::int32_t late_s = std::max(arrived_s, ready_s + off_s);
    return {(early_s + middle_s + late_s) / 3, early_s,
            (middle_s > until_s ? 1 : 0) + (late_s > until_s ? 1 : 0)};
}

}  // namespace

/// Where a way stands while it is being costed.
struct Model::Running {
    std::int32_t at_s = 0;
    Place place = 0;
    std::int32_t load = 0;
    std::int32_t aboard = 0;
    std::int32_t new_orders = 0;
    std::int32_t work_s = 0;
    std::int32_t ridden_s = 0;  ///< from the first new pickup on
    std::int64_t cost = 0;
};

Place Model::local(Place place) {
    Place& known = local_of_[at(place)];
    if (known < 0) {
        known = static_cast<Place>(global_of_.size());
        global_of_.push_back(place);
    }
    return known;
}

void Model::read(const Situation& situation, const Rules& given_rules,
                 const Weights& given_weights) {
    rules = given_rules;
    weights = given_weights;
    travel_ = situation.travel;
    local_of_.assign(at(situation.place_count), -1);
    global_of_.clear();
    for (const Demand& expected : situation.demand)
        static_cast<void>(local(expected.at));
    read_orders(situation);
    read_couriers(situation);
    read_barred(situation);
    const auto side = static_cast<std::int32_t>(global_of_.size());
    table_side_ = side <= table_side_max ? side : 0;
    table_.assign(at(table_side_) * at(table_side_) * vehicle_count, -1);
    picked_s_.assign(orders.size(), 0);
    costed_.assign(orders.size(), 0);
    costing_ = 0;
    weigh_pressure();
    weigh_cover(situation);
}

/// For each place where orders are expected, the courier that would be there first: without it they
/// wait until the second is.
void Model::weigh_cover(const Situation& situation) {
    if (weights.cover == 0) return;
    for (const Demand& expected : situation.demand) {
        const Place place = local(expected.at);
        std::int32_t first_s = weights.cover_most_s;
        std::int32_t second_s = weights.cover_most_s;
        Courier* first = nullptr;
        for (Courier& courier : couriers) {
            const std::int32_t there_s = courier.free_s + ride(courier.vehicle, courier.at, place);
            if (there_s > courier.until_s - weights.cover_shift_s) continue;
            if (there_s < first_s) {
                second_s = first_s;
                first_s = there_s;
                first = &courier;
            } else {
                second_s = std::min(second_s, there_s);
            }
        }
        if (first == nullptr) continue;
        first->cover +=
            std::int64_t{expected.hourly_milli} * (second_s - first_s) * weights.cover / 1000;
    }
}

void Model::read_orders(const Situation& situation) {
    orders.clear();
    pickups.clear();
    for (const OpenOrder& given : situation.orders) {
        Order order;
        order.drop = local(given.dropoff);
        order.placed_s = seconds_from(situation.now, given.placed_at);
        order.due_s = seconds_from(situation.now, given.due_at) - weights.late_margin_s;
        order.door = given.door_permille;
        order.late = given.late_permille;
        order.load = given.load;
        order.cold_s = given.cold_chain_s;
        order.first_pickup = static_cast<std::int32_t>(pickups.size());
        order.pickup_count = static_cast<std::int32_t>(given.pickups.size());
        std::int32_t ready_s = -far_s;
        for (const PickupState& pickup : given.pickups) {
            ready_s = std::max(ready_s, seconds_from(situation.now, pickup.ready_at));
            pickups.push_back({local(pickup.at), seconds_from(situation.now, pickup.ready_at),
                               pickup.ready_sd_s});
        }
        if (given.pickups.empty() || given.pickups.size() > pickups_max) {
            // Cannot be carried; it keeps a place of its own, so that it can still be looked at.
            pickups.resize(at(order.first_pickup));
            pickups.push_back({order.drop, 0, 0});
            order.pickup_count = 0;
        }
        order.urgent = -ready_s > weights.urgent_after_s;
        if (order.urgent) order.door *= 4;
        orders.push_back(order);
    }
}

void Model::read_barred(const Situation& situation) {
    barred.clear();
    for (std::size_t index = 0; index < orders.size(); ++index) {
        orders[index].first_barred = static_cast<std::int32_t>(barred.size());
        for (const CourierId who : situation.orders[index].not_by) {
            for (std::size_t courier = 0; courier < situation.couriers.size(); ++courier) {
                if (situation.couriers[courier].id != who) continue;
                barred.push_back(static_cast<std::int32_t>(courier));
                ++orders[index].barred_count;
            }
        }
    }
}

bool Model::is_barred(const Order& order, const Courier& courier) const noexcept {
    const auto who = static_cast<std::int32_t>(&courier - couriers.data());
    for (std::int32_t index = 0; index < order.barred_count; ++index) {
        if (barred[at(order.first_barred + index)] == who) return true;
    }
    return false;
}

void Model::read_couriers(const Situation& situation) {
    couriers.clear();
    committed.clear();
    for (const CourierNow& given : situation.couriers) {
        Courier courier;
        courier.at = local(given.at);
        courier.free_s = std::max({0, seconds_from(situation.now, given.free_at),
                                   seconds_from(situation.now, given.works_from)});
        courier.until_s = seconds_from(situation.now, given.works_until);
        courier.capacity = given.capacity;
        courier.load = given.load;
        courier.vehicle = given.vehicle;
        courier.covered_milli = given.covered_milli;
        courier.first_committed = static_cast<std::int32_t>(committed.size());
        courier.committed_count = static_cast<std::int32_t>(given.route.size());
        for (const PlannedStop& stop : given.route) {
            const bool drop = stop.pickup == PlannedStop::drop_off;
            const std::int32_t latest_s =
                stop.latest_at.is_set() ? seconds_from(situation.now, stop.latest_at) : far_s;
            const std::int32_t margin_s = drop ? weights.late_margin_s : 0;
            committed.push_back({local(stop.at),
                                 seconds_from(situation.now, stop.wanted_at) - margin_s, latest_s,
                                 stop.load, drop});
            courier.aboard += drop ? 1 : stop.load > 0 ? -1 : 0;
        }
        if (given.crowd) {
            const std::int64_t refused = 1000 - given.offer.acceptance_permille;
            courier.order_price =
                std::int64_t{given.offer.price_s} * 1000 + refused * given.offer.refusal_delay_s;
            courier.ride_price = std::int64_t{given.offer.ride_s} * 1000;
            courier.riding_price = given.offer.riding_permille;
        }
        couriers.push_back(courier);
    }
}

/// Orders that are ready soon against couriers that are free soon.
void Model::weigh_pressure() {
    constexpr std::int32_t soon_s = 1200;
    std::int64_t work = 0;
    for (const Order& order : orders) {
        const Pickup* first = pickups.data() + order.first_pickup;
        const bool soon = std::all_of(first, first + order.pickup_count, [](const Pickup& pickup) {
            return pickup.ready_s <= soon_s;
        });
        work += soon ? 1 : 0;
    }
    const auto hands = std::count_if(couriers.begin(), couriers.end(), [](const Courier& courier) {
        return courier.free_s <= soon_s && courier.until_s > courier.free_s;
    });
    pressure_permille = static_cast<std::int32_t>(
        std::min<std::int64_t>(work * 1000 / std::max<std::int64_t>(hands, 1), 100'000));
}

std::int32_t Model::ride(Vehicle vehicle, Place from, Place to) {
    if (table_side_ == 0) {
        return travel_->seconds(global_of_[at(from)], global_of_[at(to)], vehicle);
    }
    const std::size_t side = at(table_side_);
    std::int32_t& known =
        table_[(static_cast<std::size_t>(vehicle) * side + at(from)) * side + at(to)];
    if (known < 0) {
        known = travel_->seconds(global_of_[at(from)], global_of_[at(to)], vehicle);
    }
    return known;
}

Place Model::place_of(const Stop& stop) const noexcept {
    if (stop.committed()) return committed[at(stop.pickup)].at;
    return stop.pickup < 0 ? orders[at(stop.order)].drop : pickups[at(stop.pickup)].at;
}

bool Model::is_pickup(const Stop& stop) const noexcept {
    return stop.committed() ? !committed[at(stop.pickup)].drop : stop.pickup >= 0;
}

std::int32_t Model::load_of(const Stop& stop) const noexcept {
    if (stop.committed()) return committed[at(stop.pickup)].load;
    const Order& order = orders[at(stop.order)];
    if (stop.pickup < 0) return -order.load;
    return stop.pickup == order.first_pickup ? order.load : 0;
}

/// All pickups at one place from `first` on. Returns how many, 0 if they break a rule.
std::int32_t Model::pickup_group(const Courier& courier, const Stop* stops, std::int32_t count,
                                 std::int32_t first, Running& running, Served* served) {
    const Place place = place_of(stops[first]);
    const std::int32_t way_s = ride(courier.vehicle, running.place, place);
    std::int32_t last = first;
    std::int32_t ready_s = -far_s;
    bool any_new = false;
    bool any_barred = false;
    std::int32_t sd_s = 0;
    const std::int32_t aboard_before = running.aboard;
    const bool began = running.new_orders > 0;
    while (last < count && is_pickup(stops[last]) && place_of(stops[last]) == place) {
        const Stop& stop = stops[last];
        if (stop.committed()) {
            running.load += load_of(stop);
            ready_s = std::max(ready_s, committed[at(stop.pickup)].wanted_s);
            running.aboard += load_of(stop) > 0 ? 1 : 0;
        } else {
            const Pickup& pickup = pickups[at(stop.pickup)];
            if (pickup.ready_s >= ready_s) sd_s = pickup.sd_s;
            ready_s = std::max(ready_s, pickup.ready_s);
            any_new = true;
            if (costed_[at(stop.order)] != costing_) {
                // Its first pickup in this way: the whole of it counts from here on.
                costed_[at(stop.order)] = costing_;
                picked_s_[at(stop.order)] = unknown_s;
                any_barred = any_barred || is_barred(orders[at(stop.order)], courier);
                running.load += orders[at(stop.order)].load;
                ++running.aboard;
                ++running.new_orders;
            }
        }
        ++last;
    }
    const std::int32_t arrived_s = running.at_s + way_s + rules.pickup_before_s;
    const Taken taken = taken_at(arrived_s, ready_s, sd_s, courier.until_s);
    const std::int32_t picked_s = taken.mean_s;
    if (any_barred) return 0;
    if (any_new &&
        (taken.earliest_s > courier.until_s || running.load > courier.capacity ||
         running.aboard > rules.bundle_max || (rules.one_place_bundles && aboard_before > 0))) {
        return 0;
    }
    if (any_new) running.cost += taken.too_late * missed_cost / 3;
    if (running.load > courier.capacity) running.cost += broken_cost;
    for (std::int32_t index = first; index < last; ++index) {
        const Stop& stop = stops[index];
        if (served != nullptr) {
            served[index] = {picked_s,
                             std::max(arrived_s, ready_s) - rules.pickup_before_s - way_s};
        }
        if (stop.committed()) {
            running.cost += picked_s > committed[at(stop.pickup)].latest_s ? broken_cost : 0;
            continue;
        }
        running.cost +=
            std::int64_t{weights.pickup_wait} * (picked_s - pickups[at(stop.pickup)].ready_s);
        if (picked_s_[at(stop.order)] == unknown_s) picked_s_[at(stop.order)] = picked_s;
    }
    // Idle with nothing aboard: the courier need not leave before it has to.
    const std::int32_t idle_s = aboard_before == 0 ? 0 : picked_s - arrived_s;
    running.work_s += way_s + rules.pickup_before_s + idle_s + rules.pickup_after_s;
    running.ridden_s += began ? way_s : 0;
    running.at_s = picked_s + rules.pickup_after_s;
    running.place = place;
    return last - first;
}

/// False if it breaks a rule.
bool Model::drop_off(const Courier& courier, const Stop& stop, bool again, Running& running,
                     Served* served) {
    const Place place = place_of(stop);
    const std::int32_t way_s = ride(courier.vehicle, running.place, place);
    const bool same = again && way_s == 0 && running.place == place;
    const std::int32_t hand_over_s = same ? rules.drop_again_s : rules.drop_before_s;
    const std::int32_t done_s = running.at_s + way_s + hand_over_s;
    if (served != nullptr) *served = {done_s, running.at_s};
    if (stop.committed()) {
        const std::int32_t over_s = std::max(0, done_s - committed[at(stop.pickup)].wanted_s);
        running.cost += 1000 * (std::int64_t{done_s} + over_s);
        running.cost += done_s > committed[at(stop.pickup)].latest_s ? broken_cost : 0;
    } else {
        const Order& order = orders[at(stop.order)];
        if (order.cold_s > 0 && done_s - picked_s_[at(stop.order)] > order.cold_s) return false;
        running.cost += std::int64_t{order.door} * (done_s - order.placed_s) +
                        std::int64_t{order.late} * std::max(0, done_s - order.due_s);
    }
    running.load += load_of(stop);
    --running.aboard;
    running.work_s += way_s + hand_over_s + rules.drop_after_s;
    running.ridden_s += running.new_orders > 0 ? way_s : 0;
    running.at_s = done_s + rules.drop_after_s;
    running.place = place;
    return true;
}

std::int64_t Model::cost(std::int32_t index, const Stop* stops, std::int32_t count,
                         std::int64_t bound, Served* served) {
    const Courier& courier = couriers[at(index)];
    ++costing_;
    Running running;
    running.at_s = courier.free_s;
    running.place = courier.at;
    running.load = courier.load;
    running.aboard = courier.aboard;
    for (std::int32_t next = 0; next < count;) {
        if (is_pickup(stops[next])) {
            const std::int32_t taken = pickup_group(courier, stops, count, next, running, served);
            if (taken == 0) return impossible;
            next += taken;
        } else {
            const bool again = next > 0 && !is_pickup(stops[next - 1]);
            if (!drop_off(courier, stops[next], again, running,
                          served == nullptr ? nullptr : served + next)) {
                return impossible;
            }
            ++next;
        }
        if (running.cost > bound) return running.cost;
    }
    const std::int64_t beyond_milli = std::max<std::int64_t>(
        0, std::int64_t{running.new_orders} * 1000 - std::max(0, courier.covered_milli));
    running.cost += beyond_milli * weights.uncovered_order_s +
                    running.new_orders * courier.order_price +
                    std::int64_t{weights.courier_time} * running.work_s;
    if (running.new_orders > 0) {
        running.cost +=
            courier.cover + courier.ride_price + running.ridden_s * courier.riding_price;
    }
    return running.cost;
}

}  // namespace louxia::dispatch
