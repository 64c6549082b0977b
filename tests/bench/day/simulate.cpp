#include "tests/bench/day/simulate.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <optional>

#include "shared/dispatch/neighbourhood.hpp"
#include "tests/bench/day/nearest_free.hpp"
#include "tests/bench/day/world.hpp"

namespace louxia::bench::day {
namespace {

constexpr std::int32_t opens_s = 8 * hour;
constexpr std::int32_t ends_s = 23 * hour;
constexpr std::int32_t notice_s = 30 * minute;  ///< shifts that begin so soon are looked at

double processor_ms() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// From placing until a class ends; 0: before 18:00.
constexpr std::int32_t within_s[class_count] = {30 * minute, 1 * hour, 2 * hour, 0};

constexpr PromiseClass promise_class(std::int32_t kind) {
    return static_cast<PromiseClass>(kind + 1);
}

class Simulation {
public:
    Simulation(const Town& town, const Setting& setting, History& history)
        : town_(town),
          setting_(setting),
          history_(history),
          world_(town, setting.way != Way::own_only),
          horizon_(rules(), dispatch::neighbourhood_weights) {
        situation_.travel = &world_.travel();
        situation_.place_count = static_cast<std::int32_t>(town.places.size());
        for (Place source = 0; source < town.source_count; ++source)
            flow_.sources.push_back(source);
        for (const Rider& rider : town.riders)
            flow_.shifts.push_back({instant_of(rider.on_s), instant_of(rider.off_s)});
        world_.log().outcomes.resize(town.orders.size());
    }

    DayLog run() {
        for (std::int32_t now_s = opens_s; now_s <= ends_s; now_s += setting_.step_s) {
            world_.move(now_s);
            learn();
            take_orders(now_s);
            if (setting_.way == Way::nearest_free) {
                give_to_nearest(now_s);
            } else {
                decide(now_s);
            }
        }
        world_.move(ends_s + 2 * hour);
        learn();
        world_.close();
        return std::move(world_.log());
    }

private:
    [[nodiscard]] dispatch::Rules rules() const {
        dispatch::Rules rules = dispatch::neighbourhood_rules;
        rules.step_s = setting_.step_s;
        return rules;
    }

    /// What arrived teaches how far off its expectation was.
    void learn() {
        for (const std::uint64_t id : world_.take_arrived()) {
            const Outcome& outcome = world_.log().outcomes[id - 1];
            if (outcome.expected_s == 0) continue;
            history_.errors[static_cast<std::size_t>(outcome.promise)].add(outcome.dropped_s -
                                                                           outcome.expected_s);
        }
    }

    void take_orders(std::int32_t now_s) {
        while (next_ < town_.orders.size() && town_.orders[next_].placed_s <= now_s) {
            const DayOrder& order = town_.orders[next_++];
            flow_.placed.push_back({order.from, instant_of(order.placed_s)});
            Outcome& outcome = world_.log().outcomes[order.id - 1];
            if (order.group >= 0) {
                outcome.promise = Class::before_six;
                outcome.due_s = group_due_s;
            } else if (setting_.way == Way::nearest_free) {
                quote_as_before(order, now_s, outcome);
            } else {
                quote(order, now_s, outcome);
            }
            if (outcome.promise != Class::none) world_.open(order.id);
        }
    }

    [[nodiscard]] static std::int32_t due_of(std::int32_t kind, const DayOrder& order) {
        return within_s[kind] > 0 ? order.placed_s + within_s[kind] : group_due_s;
    }

    [[nodiscard]] dispatch::OpenOrder open_order(const DayOrder& order, std::int32_t kind,
                                                 std::int32_t due_s, std::int32_t now_s) const {
        dispatch::OpenOrder open;
        open.order = OrderId{order.id};
        const bool known = order.ready_s <= now_s;
        const std::int32_t ready_s = known ? order.ready_s : std::max(order.said_s, now_s + minute);
        open.pickups.push_back({order.from, instant_of(ready_s), known ? 0 : ready_sd_s});
        open.dropoff = order.to;
        open.placed_at = instant_of(order.placed_s);
        open.due_at = instant_of(due_s);
        const dispatch::ClassWeights weights = dispatch::weights_of(promise_class(kind));
        open.door_permille = weights.door_permille;
        open.late_permille = weights.late_permille;
        open.load = order.load;
        return open;
    }

    /// The tightest class that can be kept, from the plan and from how far off it was of late.
    void quote(const DayOrder& order, std::int32_t now_s, Outcome& outcome) {
        look(now_s);
        const double before_ms = processor_ms();
        for (std::int32_t kind = 0; kind < class_count; ++kind) {
            const std::int32_t due_s = due_of(kind, order);
            if (due_s <= now_s) continue;
            situation_.orders.push_back(open_order(order, kind, due_s, now_s));
            const std::optional<dispatch::Arrival> arrival = dispatch::expected_arrival(
                OrderId{order.id}, situation_, plan_, rules(), dispatch::neighbourhood_weights);
            situation_.orders.pop_back();
            if (!arrival ||
                !dispatch::keepable(arrival->at, history_.errors[kind], instant_of(due_s))) {
                continue;
            }
            outcome.promise = static_cast<Class>(kind);
            outcome.due_s = due_s;
            outcome.expected_s = second_of(arrival->at);
            break;
        }
        world_.log().quote_ms.push_back(processor_ms() - before_ms);
    }

    /// The estimate that knows no plan.
    void quote_as_before(const DayOrder& order, std::int32_t now_s, Outcome& outcome) {
        QuoteInput input;
        input.now = instant_of(now_s);
        for (const std::uint64_t open : world_.open_orders(now_s)) {
            const DayOrder& other = town_.orders[open - 1];
            if (other.group >= 0) continue;
            (other.said_s > now_s ? input.orders_ahead : input.deliveries_waiting) += 1;
        }
        // Three pick at once here, so that a third of those ahead count.
        input.orders_ahead /= 3;
        for (const CourierView& courier : world_.couriers(now_s)) {
            if (courier.crowd) continue;
            ++input.couriers_on_shift;
            if (courier.idle) ++input.couriers_free;
        }
        const PlanPoint from = town_.places[static_cast<std::size_t>(order.from)];
        const PlanPoint to = town_.places[static_cast<std::size_t>(order.to)];
        input.distance_m = std::abs(from.x_m - to.x_m) + std::abs(from.y_m - to.y_m);
        const Quote quoted = quote_delivery(input);
        if (!quoted.offered) return;
        const auto kind = static_cast<std::int32_t>(quoted.promise.kind) - 1;
        outcome.promise = static_cast<Class>(kind);
        outcome.due_s = due_of(kind, order);
    }

    /// The situation at this moment, for the engine.
    void look(std::int32_t now_s) {
        situation_.now = instant_of(now_s);
        situation_.orders.clear();
        for (const std::uint64_t id : world_.open_orders(now_s)) {
            const Outcome& outcome = world_.log().outcomes[id - 1];
            situation_.orders.push_back(open_order(town_.orders[id - 1],
                                                   static_cast<std::int32_t>(outcome.promise),
                                                   outcome.due_s, now_s));
        }
        situation_.couriers.clear();
        for (const CourierView& view : world_.couriers(now_s)) {
            if (view.on_s > now_s + notice_s) continue;
            dispatch::CourierNow courier;
            courier.id = CourierId{static_cast<std::uint64_t>(view.number) + 1};
            courier.at = view.at;
            courier.free_at = instant_of(view.free_s);
            courier.works_from = instant_of(view.on_s);
            courier.works_until = instant_of(view.off_s);
            courier.capacity = view.crowd ? crowd_capacity : rider_capacity;
            courier.load = view.load;
            courier.route = *view.route;
            courier.covered_milli = 1'000'000;
            courier.crowd = view.crowd;
            if (view.crowd) {
                const std::int32_t fen = crowd_price_fen(town_, 0, town_.building(0), now_s);
                courier.offer = {dispatch::seconds_worth(Money::fen_unchecked(fen)),
                                 crowd_acceptance(town_, now_s), 2 * minute};
            }
            situation_.couriers.push_back(std::move(courier));
        }
        situation_.demand = dispatch::expected_demand(flow_, situation_.now);
    }

    void decide(std::int32_t now_s) {
        look(now_s);
        if (situation_.orders.empty()) return;
        const dispatch::Effort effort{setting_.iterations,
                                      town_.seed * 100'000 + static_cast<std::uint64_t>(now_s)};
        const double before_ms = processor_ms();
        dispatch::Decision decision = horizon_.decide(situation_, plan_, effort);
        world_.log().decision_ms.push_back(processor_ms() - before_ms);
        for (const dispatch::Commitment& commitment : decision.commitments) {
            std::vector<std::uint64_t> fresh;
            for (const OrderId order : commitment.orders)
                fresh.push_back(order.value);
            world_.give(static_cast<std::int32_t>(commitment.courier.value) - 1, commitment.stops,
                        fresh, now_s);
        }
        plan_ = std::move(decision.plan);
    }

    /// As the server did before: from five minutes before it is ready, the nearest who is free.
    void give_to_nearest(std::int32_t now_s) {
        std::vector<Task> tasks;
        for (const std::uint64_t id : world_.open_orders(now_s)) {
            const DayOrder& order = town_.orders[id - 1];
            if (order.said_s > now_s + 5 * minute) continue;
            tasks.push_back({OrderId{id}, town_.places[static_cast<std::size_t>(order.from)],
                             town_.places[static_cast<std::size_t>(order.to)],
                             instant_of(order.said_s),
                             instant_of(world_.log().outcomes[id - 1].due_s)});
        }
        std::vector<CourierState> couriers;
        for (const CourierView& view : world_.couriers(now_s)) {
            const bool free = view.idle && view.on_s <= now_s && view.off_s > now_s + 20 * minute;
            couriers.push_back({CourierId{static_cast<std::uint64_t>(view.number) + 1},
                                town_.places[static_cast<std::size_t>(view.at)], free});
        }
        for (const Assignment& given : assign_nearest_free(tasks, couriers)) {
            const DayOrder& order = town_.orders[given.order.value - 1];
            dispatch::PlannedStop pickup;
            pickup.order = given.order;
            pickup.pickup = 0;
            pickup.at = order.from;
            pickup.load = order.load;
            pickup.wanted_at = instant_of(order.said_s);
            dispatch::PlannedStop drop = pickup;
            drop.pickup = dispatch::PlannedStop::drop_off;
            drop.at = order.to;
            drop.load = -order.load;
            world_.give(static_cast<std::int32_t>(given.courier.value) - 1, {pickup, drop},
                        {order.id}, now_s);
        }
    }

    const Town& town_;
    Setting setting_;
    History& history_;
    World world_;
    dispatch::Horizon horizon_;
    dispatch::Situation situation_;
    dispatch::Plan plan_;
    dispatch::Flow flow_;
    std::size_t next_ = 0;
};

}  // namespace

DayLog simulate(const Town& town, const Setting& setting, History& history) {
    return Simulation(town, setting, history).run();
}

}  // namespace louxia::bench::day
