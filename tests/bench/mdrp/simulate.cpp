#include "tests/bench/mdrp/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>

#include "shared/dispatch/split_mix.hpp"

namespace louxia::bench::mdrp {
namespace {

using dispatch::Commitment;
using dispatch::CourierNow;
using dispatch::Decision;
using dispatch::OpenOrder;
using dispatch::Place;
using dispatch::PlannedStop;

constexpr std::int32_t shift_notice_s = 40 * minute_s;  ///< shifts that begin so soon are looked at

std::size_t at(std::int32_t index) {
    return static_cast<std::size_t>(index);
}

Instant instant_of(std::int32_t second) {
    return Instant{day_ms + second * second_ms};
}

double processor_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Twelve even numbers less six: as good as a normal deviate here.
double normal(dispatch::SplitMix& random) {
    double sum = -6;
    for (int each = 0; each < 12; ++each)
        sum += random.below(1'000'000) / 1e6;
    return sum;
}

dispatch::StraightLine::Speeds speeds_of(const Instance& instance, bool whole_minutes) {
    dispatch::StraightLine::Speeds speeds;
    for (std::int32_t& speed : speeds.metres_per_minute)
        speed = instance.metres_per_minute;
    speeds.detour_permille = 1000;
    speeds.step_s = whole_minutes ? minute_s : 1;
    return speeds;
}

dispatch::Rules rules_of(const Instance& instance, std::int32_t step_s) {
    dispatch::Rules rules;
    rules.pickup_before_s = instance.pickup_service * minute_s / 2;
    rules.pickup_after_s = instance.pickup_service * minute_s / 2;
    rules.drop_before_s = instance.drop_service * minute_s / 2;
    rules.drop_after_s = instance.drop_service * minute_s / 2;
    rules.drop_again_s = rules.drop_before_s;
    rules.one_place_bundles = true;
    rules.closed_while_busy = true;
    rules.step_s = step_s;
    return rules;
}

struct DriverState {
    Place at = 0;
    std::int32_t free_s = 0;
    std::int32_t done = 0;
};

class Simulation {
public:
    Simulation(const Instance& instance, const Setting& setting);
    Day run();

private:
    void estimate();
    void learn(std::int32_t now);
    void look(std::int32_t now);
    void look_at_orders(std::int32_t now);
    void look_at_drivers(std::int32_t now);
    void decide(dispatch::Horizon& horizon, std::int32_t now);
    void carry_out(const Commitment& commitment, std::int32_t now);
    [[nodiscard]] Place place_of_order(std::int32_t order) const {
        return static_cast<Place>(instance_.restaurants.size()) + order;
    }
    [[nodiscard]] std::int32_t ready_s(std::int32_t order) const {
        return instance_.orders[at(order)].ready * minute_s;
    }
    [[nodiscard]] std::int32_t ride(Place from, Place to) const {
        return travel_.seconds(from, to, dispatch::Vehicle::scooter);
    }

    const Instance& instance_;
    const Setting& setting_;
    std::int32_t step_s_;
    std::vector<PlanPoint> places_;
    dispatch::StraightLine travel_;
    std::vector<DriverState> drivers_;
    std::vector<std::int32_t> closed_until_s_;  ///< by order: assigned, or on its way back
    std::vector<std::int32_t> estimate_s_;      ///< by order: when it is said to be ready
    std::vector<std::int32_t> by_placing_;
    double squares_ = 0;  ///< of minutes that estimates were off by, of meals that are ready
    std::int32_t known_ = 0;
    std::int32_t sd_s_ = 0;
    dispatch::Flow flow_;
    dispatch::Situation situation_;
    dispatch::Plan plan_;
    Day day_;
};

Simulation::Simulation(const Instance& instance, const Setting& setting)
    : instance_(instance),
      setting_(setting),
      step_s_(setting.whole_minutes ? minute_s : 15),
      travel_(places_, speeds_of(instance, setting.whole_minutes)),
      closed_until_s_(instance.orders.size(), 0) {
    for (const Restaurant& each : instance.restaurants) {
        flow_.sources.push_back(static_cast<Place>(places_.size()));
        places_.push_back({each.at.x, each.at.y});
    }
    for (const MealOrder& each : instance.orders)
        places_.push_back({each.at.x, each.at.y});
    for (const Driver& each : instance.drivers) {
        drivers_.push_back({static_cast<Place>(places_.size()), each.on * minute_s, 0});
        places_.push_back({each.at.x, each.at.y});
        flow_.shifts.push_back({instant_of(each.on * minute_s), instant_of(each.off * minute_s)});
    }
    situation_.travel = &travel_;
    situation_.place_count = static_cast<std::int32_t>(places_.size());
    estimate();
}

void Simulation::estimate() {
    dispatch::SplitMix random(setting_.noise_seed);
    for (std::size_t order = 0; order < instance_.orders.size(); ++order) {
        by_placing_.push_back(static_cast<std::int32_t>(order));
        const MealOrder& meal = instance_.orders[order];
        const double off = setting_.noise_sd > 0 ? normal(random) * setting_.noise_sd : 0;
        const auto said = meal.ready + static_cast<std::int32_t>(std::lround(off));
        estimate_s_.push_back(std::max(meal.placed, said) * minute_s);
    }
    std::stable_sort(by_placing_.begin(), by_placing_.end(), [&](std::int32_t a, std::int32_t b) {
        return instance_.orders[at(a)].placed < instance_.orders[at(b)].placed;
    });
}

/// How far off today's estimates were so far. Until some are known, five minutes.
void Simulation::learn(std::int32_t now) {
    if (setting_.noise_sd == 0) return;
    for (std::int32_t order = 0; order < static_cast<std::int32_t>(estimate_s_.size()); ++order) {
        if (ready_s(order) != now) continue;
        const double off = static_cast<double>(estimate_s_[at(order)] - now) / minute_s;
        squares_ += off * off;
        ++known_;
    }
    sd_s_ = static_cast<std::int32_t>(minute_s * std::sqrt((squares_ + 20 * 25.0) / (known_ + 20)));
}

void Simulation::look_at_orders(std::int32_t now) {
    flow_.placed.clear();
    situation_.orders.clear();
    for (const std::int32_t order : by_placing_) {
        const MealOrder& meal = instance_.orders[at(order)];
        if (meal.placed * minute_s > now) break;
        flow_.placed.push_back({meal.restaurant, instant_of(meal.placed * minute_s)});
        if (closed_until_s_[at(order)] > now) continue;
        // The kitchen says when a meal is ready, and not before; until then the estimate holds, or,
        // once it has passed, the next minute.
        const bool known = setting_.noise_sd == 0 || ready_s(order) <= now;
        OpenOrder open;
        open.order = OrderId{static_cast<std::uint64_t>(order) + 1};
        open.pickups.push_back(
            {meal.restaurant,
             instant_of(known ? ready_s(order) : std::max(estimate_s_[at(order)], now + minute_s)),
             known ? 0 : sd_s_});
        open.dropoff = place_of_order(order);
        open.placed_at = instant_of(meal.placed * minute_s);
        open.due_at = instant_of((meal.placed + instance_.target) * minute_s);
        situation_.orders.push_back(std::move(open));
    }
}

void Simulation::look_at_drivers(std::int32_t now) {
    situation_.couriers.clear();
    for (std::size_t index = 0; index < drivers_.size(); ++index) {
        const Driver& driver = instance_.drivers[index];
        if (driver.on * minute_s > now + shift_notice_s || driver.off * minute_s < now) continue;
        CourierNow courier;
        courier.id = CourierId{index + 1};
        courier.at = drivers_[index].at;
        courier.free_at = instant_of(drivers_[index].free_s);
        courier.works_from = instant_of(driver.on * minute_s);
        courier.works_until = instant_of(driver.off * minute_s);
        const std::int32_t guaranteed_milli =
            instance_.pay_per_hour * (driver.off - driver.on) * 1000 / 60 / instance_.pay_per_order;
        courier.covered_milli = guaranteed_milli - drivers_[index].done * 1000;
        situation_.couriers.push_back(std::move(courier));
    }
}

void Simulation::look(std::int32_t now) {
    situation_.now = instant_of(now);
    look_at_orders(now);
    look_at_drivers(now);
    situation_.demand = dispatch::expected_demand(flow_, situation_.now);
}

void Simulation::carry_out(const Commitment& commitment, std::int32_t now) {
    const auto index = static_cast<std::int32_t>(commitment.courier.value) - 1;
    DriverState& driver = drivers_[at(index)];
    Trip trip;
    trip.assigned = now;
    trip.driver = index;
    std::int32_t latest_ready_s = 0;
    Place restaurant = 0;
    for (const PlannedStop& stop : commitment.stops) {
        const auto order = static_cast<std::int32_t>(stop.order.value) - 1;
        if (stop.pickup == PlannedStop::drop_off) {
            trip.orders.push_back(order);
            continue;
        }
        restaurant = stop.at;
        latest_ready_s = std::max(latest_ready_s, ready_s(order));
        closed_until_s_[at(order)] = 1 << 30;
    }
    const std::int32_t half_s = instance_.pickup_service * minute_s / 2;
    trip.picked = std::max(latest_ready_s, now + ride(driver.at, restaurant) + half_s);
    const std::int32_t off_s = instance_.drivers[at(index)].off * minute_s;
    if (trip.picked > off_s) {
        // Its shift ends while it waits: it goes home, and the orders are open again.
        driver.free_s = 1 << 30;
        for (const std::int32_t order : trip.orders)
            closed_until_s_[at(order)] = off_s;
        day_.given_back += static_cast<std::int32_t>(trip.orders.size());
        return;
    }
    std::int32_t clock_s = trip.picked + half_s;
    Place place = restaurant;
    const std::int32_t drop_half_s = instance_.drop_service * minute_s / 2;
    for (const std::int32_t order : trip.orders) {
        clock_s += ride(place, place_of_order(order)) + drop_half_s;
        trip.dropped.push_back(clock_s);
        clock_s += drop_half_s;
        place = place_of_order(order);
    }
    driver.at = place;
    driver.free_s = clock_s;
    driver.done += static_cast<std::int32_t>(trip.orders.size());
    day_.trips.push_back(std::move(trip));
}

void Simulation::decide(dispatch::Horizon& horizon, std::int32_t now) {
    const double before_s = processor_s();
    dispatch::Effort effort = setting_.effort;
    effort.seed += static_cast<std::uint64_t>(now);
    Decision decision = horizon.decide(situation_, plan_, effort);
    const double took_s = processor_s() - before_s;
    day_.processor_s += took_s;
    day_.decision_ms.push_back(took_s * 1000);
    for (const Commitment& commitment : decision.commitments)
        carry_out(commitment, now);
    plan_ = std::move(decision.plan);
}

Day Simulation::run() {
    dispatch::Horizon horizon(rules_of(instance_, step_s_), setting_.weights);
    std::int32_t last_s = 0;
    for (const Driver& driver : instance_.drivers) {
        last_s = std::max(last_s, driver.off * minute_s);
    }
    for (std::int32_t now = 0; now <= last_s; now += step_s_) {
        if (now % minute_s == 0) learn(now);
        look(now);
        if (!situation_.orders.empty()) decide(horizon, now);
    }
    return std::move(day_);
}

}  // namespace

Day simulate(const Instance& instance, const Setting& setting) {
    return Simulation(instance, setting).run();
}

}  // namespace louxia::bench::mdrp
