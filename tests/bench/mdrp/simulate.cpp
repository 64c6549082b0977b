#include "tests/bench/mdrp/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "shared/dispatch/split_mix.hpp"

namespace louxia::bench::mdrp {
namespace {

using dispatch::Commitment;
using dispatch::CourierNow;
using dispatch::Decision;
using dispatch::OpenOrder;
using dispatch::PlannedStop;
using dispatch::Situation;

constexpr std::int32_t shift_notice = 40;  ///< minutes before its start that a shift is looked at

Instant instant_of(std::int32_t minute) { return Instant{day_ms + minute * minute_ms}; }

double processor_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Twelve even numbers less six: as good as a normal deviate here.
double normal(dispatch::SplitMix& random) {
    double sum = -6;
    for (int each = 0; each < 12; ++each) sum += random.below(1'000'000) / 1e6;
    return sum;
}

struct DriverState {
    dispatch::Place at = 0;
    std::int32_t free = 0;
    std::int32_t done = 0;
};

class Simulation {
public:
    Simulation(const Instance& instance, const Setting& setting);
    Day run();

private:
    [[nodiscard]] std::int32_t believed_ready(std::int32_t order, std::int32_t now) const;
    void look(std::int32_t now);
    void carry_out(const Commitment& commitment, std::int32_t now);
    [[nodiscard]] dispatch::Rules rules() const;
    [[nodiscard]] dispatch::Place place_of_order(std::int32_t order) const {
        return static_cast<dispatch::Place>(instance_.restaurants.size()) + order;
    }
    [[nodiscard]] std::int32_t ride(dispatch::Place from, dispatch::Place to) const {
        return travel_.seconds(from, to, dispatch::Vehicle::scooter) / 60;
    }

    const Instance& instance_;
    const Setting& setting_;
    std::vector<PlanPoint> places_;
    dispatch::StraightLine travel_;
    std::vector<DriverState> drivers_;
    std::vector<char> assigned_;
    std::vector<std::int32_t> estimate_;
    std::vector<std::int32_t> placed_;  ///< orders in the order of their placing
    double errors_ = 0;                 ///< squares of what estimates were off by, of those known
    std::int32_t errors_known_ = 0;
    std::int32_t sd_s_ = 0;
    Situation situation_;
    Day day_;
};

dispatch::StraightLine::Speeds speeds_of(const Instance& instance) {
    dispatch::StraightLine::Speeds speeds;
    for (std::int32_t& speed : speeds.metres_per_minute) speed = instance.metres_per_minute;
    speeds.detour_permille = 1000;
    speeds.step_s = 60;
    return speeds;
}

Simulation::Simulation(const Instance& instance, const Setting& setting)
    : instance_(instance),
      setting_(setting),
      travel_(places_, speeds_of(instance)),
      assigned_(instance.orders.size(), 0) {
    for (const Restaurant& each : instance.restaurants) places_.push_back({each.at.x, each.at.y});
    for (const MealOrder& each : instance.orders) places_.push_back({each.at.x, each.at.y});
    for (const Driver& each : instance.drivers) {
        drivers_.push_back({static_cast<dispatch::Place>(places_.size()), each.on, 0});
        places_.push_back({each.at.x, each.at.y});
    }
    dispatch::SplitMix random(setting.noise_seed);
    for (std::size_t order = 0; order < instance.orders.size(); ++order) {
        placed_.push_back(static_cast<std::int32_t>(order));
        const MealOrder& meal = instance.orders[order];
        const double off = setting.noise_sd > 0 ? normal(random) * setting.noise_sd : 0;
        estimate_.push_back(
            std::max(meal.placed, meal.ready + static_cast<std::int32_t>(std::lround(off))));
    }
    std::stable_sort(placed_.begin(), placed_.end(), [&](std::int32_t a, std::int32_t b) {
        return instance.orders[static_cast<std::size_t>(a)].placed <
               instance.orders[static_cast<std::size_t>(b)].placed;
    });
}

dispatch::Rules Simulation::rules() const {
    dispatch::Rules rules;
    rules.pickup_before_s = instance_.pickup_service * 30;
    rules.pickup_after_s = instance_.pickup_service * 30;
    rules.drop_before_s = instance_.drop_service * 30;
    rules.drop_after_s = instance_.drop_service * 30;
    rules.drop_again_s = rules.drop_before_s;
    rules.one_place_bundles = true;
    rules.closed_while_busy = true;
    rules.step_s = 60;
    return rules;
}

/// The kitchen says when a meal is ready, and not before; until then the estimate holds, or, once
/// it has passed, the next minute.
std::int32_t Simulation::believed_ready(std::int32_t order, std::int32_t now) const {
    const MealOrder& meal = instance_.orders[static_cast<std::size_t>(order)];
    if (setting_.noise_sd == 0 || meal.ready <= now) return meal.ready;
    return std::max(estimate_[static_cast<std::size_t>(order)], now + 1);
}

void Simulation::look(std::int32_t now) {
    situation_.now = instant_of(now);
    situation_.orders.clear();
    situation_.couriers.clear();
    situation_.travel = &travel_;
    situation_.place_count = static_cast<std::int32_t>(places_.size());
    for (const std::int32_t order : placed_) {
        const MealOrder& meal = instance_.orders[static_cast<std::size_t>(order)];
        if (meal.placed > now) break;
        if (assigned_[static_cast<std::size_t>(order)] != 0) continue;
        OpenOrder open;
        open.order = OrderId{static_cast<std::uint64_t>(order) + 1};
        open.pickups.push_back({meal.restaurant, instant_of(believed_ready(order, now)),
                                meal.ready <= now ? 0 : sd_s_});
        open.dropoff = place_of_order(order);
        open.placed_at = instant_of(meal.placed);
        open.due_at = instant_of(meal.placed + instance_.target);
        situation_.orders.push_back(std::move(open));
    }
    for (std::size_t index = 0; index < drivers_.size(); ++index) {
        const Driver& driver = instance_.drivers[index];
        if (driver.on > now + shift_notice || driver.off < now) continue;
        CourierNow courier;
        courier.id = CourierId{index + 1};
        courier.at = drivers_[index].at;
        courier.free_at = instant_of(drivers_[index].free);
        courier.works_from = instant_of(driver.on);
        courier.works_until = instant_of(driver.off);
        courier.covered_milli =
            instance_.pay_per_hour * (driver.off - driver.on) * 1000 / 60 / instance_.pay_per_order -
            drivers_[index].done * 1000;
        situation_.couriers.push_back(std::move(courier));
    }
}

void Simulation::carry_out(const Commitment& commitment, std::int32_t now) {
    DriverState& driver = drivers_[commitment.courier.value - 1];
    Trip trip;
    trip.assigned = now;
    trip.driver = static_cast<std::int32_t>(commitment.courier.value) - 1;
    std::int32_t ready = 0;
    dispatch::Place restaurant = 0;
    for (const PlannedStop& stop : commitment.stops) {
        const auto order = static_cast<std::int32_t>(stop.order.value) - 1;
        if (stop.pickup == PlannedStop::drop_off) {
            trip.orders.push_back(order);
            continue;
        }
        restaurant = stop.at;
        ready = std::max(ready, instance_.orders[static_cast<std::size_t>(order)].ready);
        assigned_[static_cast<std::size_t>(order)] = 1;
    }
    const std::int32_t start = std::max(now, driver.free);
    trip.picked =
        std::max(ready, start + ride(driver.at, restaurant) + instance_.pickup_service / 2);
    std::int32_t clock = trip.picked + instance_.pickup_service / 2;
    dispatch::Place place = restaurant;
    for (const std::int32_t order : trip.orders) {
        clock += ride(place, place_of_order(order)) + instance_.drop_service / 2;
        trip.dropped.push_back(clock);
        clock += instance_.drop_service / 2;
        place = place_of_order(order);
    }
    driver.at = place;
    driver.free = clock;
    driver.done += static_cast<std::int32_t>(trip.orders.size());
    day_.trips.push_back(std::move(trip));
}

Day Simulation::run() {
    dispatch::Horizon horizon(rules(), setting_.weights);
    std::int32_t now = 0;
    std::int32_t last = 0;
    for (const Driver& driver : instance_.drivers) last = std::max(last, driver.off);
    dispatch::Plan plan;
    const double started_s = processor_s();
    for (; now <= last; ++now) {
        if (setting_.noise_sd > 0) {
            for (std::size_t order = 0; order < instance_.orders.size(); ++order) {
                if (instance_.orders[order].ready != now) continue;
                const double off = estimate_[order] - now;
                errors_ += off * off;
                ++errors_known_;
            }
            // Until some are known it is taken to be five minutes.
            sd_s_ = static_cast<std::int32_t>(
                60 * std::sqrt((errors_ + 20 * 25.0) / (errors_known_ + 20)));
        }
        look(now);
        if (situation_.orders.empty()) continue;
        const double before_s = processor_s();
        const dispatch::Effort effort{setting_.iterations, static_cast<std::uint64_t>(now) + 1};
        Decision decision = horizon.decide(situation_, plan, effort);
        day_.slowest_ms = std::max(day_.slowest_ms, (processor_s() - before_s) * 1000);
        ++day_.decisions;
        for (const Commitment& commitment : decision.commitments) carry_out(commitment, now);
        plan = std::move(decision.plan);
    }
    day_.processor_s = processor_s() - started_s;
    return std::move(day_);
}

}  // namespace

Day simulate(const Instance& instance, const Setting& setting) {
    return Simulation(instance, setting).run();
}

}  // namespace louxia::bench::mdrp
