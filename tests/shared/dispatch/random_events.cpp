#include "tests/shared/dispatch/random_events.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "shared/dispatch/horizon.hpp"
#include "shared/dispatch/split_mix.hpp"

namespace louxia::tests {
namespace {

using namespace dispatch;

constexpr Instant morning{day_ms + 9 * hour_ms};
constexpr std::int32_t place_count = 30;
constexpr int events_each = 40;
constexpr std::size_t faults_most = 20;

bool is_drop(const PlannedStop& stop) {
    return stop.pickup == PlannedStop::drop_off;
}

/// Where an order is.
enum class Where { open, owned, aboard, done, gone };

struct Known {
    OpenOrder order;
    Where where = Where::open;
    CourierId owner;
};

class Events {
public:
    Events(std::uint64_t seed, Horizon& horizon, EventsOutcome& outcome)
        : seed_(seed), random_(seed), travel_(places_, {}), horizon_(horizon), outcome_(outcome) {
        for (std::int32_t place = 0; place < place_count; ++place)
            places_.push_back({random_.below(3000), random_.below(3000)});
        situation_.now = morning;
        situation_.travel = &travel_;
        situation_.place_count = place_count;
        situation_.demand = {{0, 4000}, {1, 2000}};
        for (int courier = 0; courier < 4; ++courier)
            join();
    }

    static Rules rules() {
        Rules rules;
        rules.bundle_max = 4;
        rules.step_s = 60;
        return rules;
    }

    void play() {
        for (int number = 0; number < events_each; ++number) {
            situation_.now = situation_.now + random_.below(120) * second_ms;
            for (CourierNow& courier : situation_.couriers)
                move(courier);
            happen();
            decide();
            count_owners();
        }
    }

private:
    void fault(const char* what) {
        if (outcome_.faults.size() < faults_most) {
            outcome_.faults.push_back("seed " + std::to_string(seed_) + ": " + what);
        }
    }
    void expect(bool good, const char* what) {
        if (!good) fault(what);
    }
    void digest(std::int64_t value) {
        // FNV-1a, a byte at a time.
        for (int byte = 0; byte < 8; ++byte) {
            outcome_.digest ^= (static_cast<std::uint64_t>(value) >> (8 * byte)) & 0xffU;
            outcome_.digest *= 0x100000001b3U;
        }
    }

    void happen() {
        const std::int32_t what = random_.below(100);
        if (what < 50) {
            place();
        } else if (what < 58) {
            cancel();
        } else if (what < 65) {
            join();
        } else if (what < 70) {
            leave(true);
        } else if (what < 75) {
            leave(false);
        } else if (what < 83) {
            refuse();
        } else if (what < 91) {
            delay();
        } else {
            shift_ready();
        }
    }

    void place() {
        Known known;
        OpenOrder& order = known.order;
        order.order = OrderId{++last_order_};
        const int pickups = 1 + random_.below(4) / 3;
        for (int pickup = 0; pickup < pickups; ++pickup) {
            order.pickups.push_back(
                {random_.below(5), situation_.now + random_.below(15) * minute_ms, 0});
        }
        order.dropoff = 5 + random_.below(place_count - 5);
        order.placed_at = situation_.now;
        order.due_at = situation_.now + (20 + random_.below(60)) * minute_ms;
        order.door_permille = random_.below(3) * 500;
        order.late_permille = 1000 + random_.below(4) * 2000;
        order.load = 1 + random_.below(2);
        order.cold_chain_s = random_.below(3) == 0 ? 25 * 60 : 0;
        situation_.orders.push_back(order);
        known_[order.order] = known;
    }

    /// Any order that nobody has fetched anything of.
    void cancel() {
        for (auto& [id, known] : known_) {
            if (known.where != Where::open && known.where != Where::owned) continue;
            if (random_.below(3) != 0) continue;
            take_back(id);
            std::erase_if(situation_.orders,
                          [id = id](const OpenOrder& order) { return order.order == id; });
            known.where = Where::gone;
            return;
        }
    }

    void join() {
        CourierNow courier;
        courier.id = CourierId{++last_courier_};
        courier.at = random_.below(place_count);
        courier.works_from = situation_.now + random_.below(10) * minute_ms;
        courier.free_at = courier.works_from;
        courier.works_until = courier.works_from + (20 + random_.below(100)) * minute_ms;
        courier.capacity = 2 + random_.below(4);
        courier.covered_milli = random_.below(4000);
        courier.crowd = random_.below(3) == 0;
        courier.offer = {300 + random_.below(600), 700 + random_.below(300), 120,
                         random_.below(600), random_.below(1500)};
        situation_.couriers.push_back(courier);
    }

    CourierNow* any_courier() {
        if (situation_.couriers.empty()) return nullptr;
        const auto count = static_cast<std::int32_t>(situation_.couriers.size());
        return &situation_.couriers[static_cast<std::size_t>(random_.below(count))];
    }

    /// Goes home: what it has not fetched goes back. Or vanishes, with what it has aboard.
    void leave(bool vanishes) {
        CourierNow* courier = any_courier();
        if (courier == nullptr) return;
        const CourierId who = courier->id;
        for (auto& [id, known] : known_) {
            if (known.owner != who) continue;
            if (known.where == Where::owned) {
                take_back(id);
                situation_.orders.push_back(known.order);
                known.where = Where::open;
            } else if (known.where == Where::aboard && vanishes) {
                known.where = Where::gone;
            }
        }
        courier->works_until = std::min(courier->works_until, situation_.now);
        if (vanishes || courier->route.empty()) {
            std::erase_if(situation_.couriers,
                          [who](const CourierNow& each) { return each.id == who; });
        }
    }

    void take_back(OrderId id) {
        for (CourierNow& courier : situation_.couriers) {
            std::erase_if(courier.route,
                          [id](const PlannedStop& stop) { return stop.order == id; });
        }
    }

    /// What a courier was told last and has not begun goes back into the queue.
    void refuse() {
        CourierNow* courier = any_courier();
        if (courier == nullptr) return;
        for (auto& [id, known] : known_) {
            if (known.where != Where::owned || known.owner != courier->id) continue;
            take_back(id);
            situation_.orders.push_back(known.order);
            known.where = Where::open;
        }
    }

    void delay() {
        CourierNow* courier = any_courier();
        if (courier == nullptr) return;
        courier->free_at =
            std::max(courier->free_at, situation_.now) + random_.below(15) * minute_ms;
    }

    void shift_ready() {
        for (OpenOrder& order : situation_.orders) {
            PickupState& pickup = order.pickups.front();
            if (pickup.ready_at <= situation_.now) continue;
            pickup.ready_at =
                std::max(situation_.now, pickup.ready_at + (random_.below(21) - 8) * minute_ms);
            known_[order.order].order = order;
        }
    }

    /// The courier does what it can have done by now.
    void move(CourierNow& courier) {
        while (!courier.route.empty() && courier.free_at <= situation_.now) {
            const PlannedStop stop = courier.route.front();
            Instant at = courier.free_at +
                         (travel_.seconds(courier.at, stop.at, courier.vehicle) + 120) * second_ms;
            if (!is_drop(stop)) at = std::max(at, stop.wanted_at);
            Known& known = known_.at(stop.order);
            expect(known.owner == courier.id, "served by somebody else");
            if (is_drop(stop)) expect(known.where == Where::aboard, "handed over, not fetched");
            known.where = is_drop(stop) ? Where::done : Where::aboard;
            courier.load += stop.load;
            courier.at = stop.at;
            courier.free_at = at;
            courier.route.erase(courier.route.begin());
        }
        if (courier.free_at < situation_.now) courier.free_at = situation_.now;
    }

    void decide() {
        const Effort effort{6, seed_};
        Decision decision = horizon_.decide(situation_, plan_, effort);
        ++outcome_.decisions;
        each_open_order_once(decision);
        for (const Commitment& commitment : decision.commitments)
            carry_out(commitment);
        for (const dispatch::Plan::Way& way : decision.plan.ways) {
            digest(static_cast<std::int64_t>(way.courier.value));
            for (const PlannedStop& stop : way.stops)
                digest(stop.expected_at.ms);
        }
        plan_ = std::move(decision.plan);
    }

    void each_open_order_once(const Decision& decision) {
        std::map<OrderId, int> met;
        for (const OpenOrder& order : situation_.orders)
            met[order.order] = 0;
        for (const Commitment& commitment : decision.commitments) {
            for (const OrderId order : commitment.orders)
                met[order] += 1;
        }
        for (const dispatch::Plan::Way& way : decision.plan.ways) {
            for (const PlannedStop& stop : way.stops)
                met[stop.order] += is_drop(stop) ? 1 : 0;
        }
        for (const OrderId order : decision.unplanned)
            met[order] += 1;
        expect(met.size() == situation_.orders.size(), "an order that is not open was decided on");
        for (const auto& [id, times] : met)
            expect(times == 1, "an open order is not committed, planned or left exactly once");
    }

    void carry_out(const Commitment& commitment) {
        ++outcome_.commitments;
        const auto found =
            std::find_if(situation_.couriers.begin(), situation_.couriers.end(),
                         [&](const CourierNow& each) { return each.id == commitment.courier; });
        if (found == situation_.couriers.end()) {
            fault("somebody who is not there");
            return;
        }
        CourierNow& courier = *found;
        const std::set<OrderId> fresh(commitment.orders.begin(), commitment.orders.end());
        std::vector<PlannedStop> kept;
        std::vector<PlannedStop> added;
        digest(static_cast<std::int64_t>(courier.id.value));
        digest(commitment.reason.saves_s);
        for (const PlannedStop& stop : commitment.stops) {
            (fresh.count(stop.order) > 0 ? added : kept).push_back(stop);
            digest(static_cast<std::int64_t>(stop.order.value));
            digest(stop.expected_at.ms);
        }
        expect(same_stops(kept, courier.route), "committed stops changed");
        limits(commitment, courier, fresh);
        std::size_t stops_wanted = 0;
        for (const OrderId id : commitment.orders) {
            Known& known = known_.at(id);
            expect(known.where == Where::open, "committed twice");
            known.where = Where::owned;
            known.owner = courier.id;
            stops_wanted += known.order.pickups.size() + 1;
            std::erase_if(situation_.orders,
                          [id](const OpenOrder& order) { return order.order == id; });
        }
        expect(added.size() == stops_wanted, "not every stop of an order is in the way");
        courier.route = commitment.stops;
    }

    static bool same_stops(const std::vector<PlannedStop>& a, const std::vector<PlannedStop>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const PlannedStop& one, const PlannedStop& other) {
                              return one.order == other.order && one.pickup == other.pickup;
                          });
    }

    /// Capacity and the windows of what is newly committed, as the engine expects it.
    void limits(const Commitment& commitment, const CourierNow& courier,
                const std::set<OrderId>& fresh) {
        std::int32_t load = courier.load;
        std::map<OrderId, Instant> fetched;
        std::map<OrderId, std::size_t> pickups;
        Instant before = situation_.now;
        for (const PlannedStop& stop : commitment.stops) {
            expect(stop.expected_at >= before, "stops are not in the order of their times");
            before = stop.expected_at;
            load += stop.load;
            if (fresh.count(stop.order) == 0) continue;
            const OpenOrder& order = known_.at(stop.order).order;
            if (!is_drop(stop)) {
                expect(load <= courier.capacity, "more aboard than there is room");
                expect(stop.expected_at <= courier.works_until, "fetched after the shift");
                expect(stop.expected_at >= stop.wanted_at, "fetched before it is ready");
                fetched.try_emplace(stop.order, stop.expected_at);
                ++pickups[stop.order];
                continue;
            }
            expect(pickups[stop.order] == order.pickups.size(), "handed over before all is there");
            if (order.cold_chain_s > 0) {
                expect(stop.expected_at - fetched[stop.order] <= order.cold_chain_s * second_ms,
                       "the cold chain is broken");
            }
        }
    }

    /// Each order that lives is open, or in the route of its owner and in no other.
    void count_owners() {
        std::map<OrderId, int> routes;
        for (const CourierNow& courier : situation_.couriers) {
            for (const PlannedStop& stop : courier.route) {
                if (!is_drop(stop)) continue;
                ++routes[stop.order];
                expect(known_.at(stop.order).owner == courier.id, "in a route of somebody else");
            }
        }
        std::set<OrderId> open;
        for (const OpenOrder& order : situation_.orders)
            open.insert(order.order);
        for (const auto& [id, known] : known_) {
            const bool carried = known.where == Where::owned || known.where == Where::aboard;
            const auto in_routes = routes.find(id);
            const int times = in_routes == routes.end() ? 0 : in_routes->second;
            expect(times == (carried ? 1 : 0), "not owned exactly once");
            expect((open.count(id) > 0) == (known.where == Where::open), "not in the queue");
        }
    }

    std::uint64_t seed_;
    SplitMix random_;
    std::vector<PlanPoint> places_;
    StraightLine travel_;
    Horizon& horizon_;
    EventsOutcome& outcome_;
    Situation situation_;
    dispatch::Plan plan_;
    std::uint64_t last_order_ = 0;
    std::uint64_t last_courier_ = 0;
    std::map<OrderId, Known> known_;
};

}  // namespace

EventsOutcome play_events(std::uint64_t first, std::int32_t count) {
    EventsOutcome outcome;
    outcome.digest = 0xcbf29ce484222325U;
    // One engine for all: what it remembers of one sequence must not show in the next.
    Horizon horizon(Events::rules(), {});
    for (std::int32_t number = 0; number < count; ++number) {
        Events(first + static_cast<std::uint64_t>(number), horizon, outcome).play();
    }
    return outcome;
}

}  // namespace louxia::tests
