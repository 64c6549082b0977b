// Random days: orders come, couriers come and go, and nothing may break a rule on the way.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "shared/dispatch/horizon.hpp"
#include "shared/dispatch/split_mix.hpp"

using namespace louxia;
using namespace louxia::dispatch;

namespace {

constexpr Instant morning{day_ms + 9 * hour_ms};
constexpr std::int32_t step_s = 60;

struct Owned {
    CourierId courier;
    std::size_t pickups = 0;
    Instant first_picked;
    bool dropped = false;
};

/// A day from one seed, played as a courier's phone would: what is committed is done in its order,
/// and whatever comes out is checked against the rules as it happens.
class RandomDay {
public:
    RandomDay(std::uint64_t seed, bool meals)
        : meals_(meals), random_(seed), travel_(places_, {}), horizon_(rules(), {}) {
        for (int place = 0; place < 30; ++place) {
            places_.push_back({random_.below(3000), random_.below(3000)});
        }
        situation_.travel = &travel_;
        situation_.place_count = 30;
        situation_.demand = {{0, 4000}, {1, 2000}};
        for (std::uint64_t id = 1; id <= 5; ++id)
            begin_shift(id);
    }

    /// Everything that was decided and done, as text.
    std::string play() {
        for (int step = 0; step < 240; ++step) {
            situation_.now = morning + step * step_s * second_ms;
            if (step < 60 && random_.below(3) == 0) place_order();
            for (CourierNow& courier : situation_.couriers)
                move(courier);
            decide();
        }
        for (const auto& [id, owned] : owned_)
            CHECK(owned.dropped);
        return log_;
    }
    [[nodiscard]] std::size_t committed() const { return owned_.size(); }

private:
    [[nodiscard]] Rules rules() const {
        Rules rules;
        rules.one_place_bundles = meals_;
        rules.closed_while_busy = meals_;
        rules.step_s = step_s;
        rules.bundle_max = 4;
        return rules;
    }

    void begin_shift(std::uint64_t id) {
        CourierNow courier;
        courier.id = CourierId{id};
        courier.at = random_.below(30);
        courier.works_from = morning + random_.below(30) * minute_ms;
        courier.free_at = courier.works_from;
        courier.works_until = courier.works_from + (20 + random_.below(60)) * minute_ms;
        courier.capacity = 2 + random_.below(3);
        courier.covered_milli = random_.below(4000);
        situation_.couriers.push_back(courier);
    }

    void place_order() {
        OpenOrder order;
        order.order = OrderId{++orders_};
        const int pickups = meals_ ? 1 : 1 + random_.below(3) / 2;
        for (int pickup = 0; pickup < pickups; ++pickup) {
            order.pickups.push_back(
                {random_.below(5), situation_.now + random_.below(20) * minute_ms, 0});
        }
        order.dropoff = 5 + random_.below(25);
        order.placed_at = situation_.now;
        order.due_at = situation_.now + 40 * minute_ms;
        order.load = 1 + random_.below(2);
        order.cold_chain_s = random_.below(4) == 0 ? 30 * 60 : 0;
        known_[order.order] = order;
        situation_.orders.push_back(order);
    }

    /// The courier does what it can have done by now.
    void move(CourierNow& courier) {
        while (!courier.route.empty() && courier.free_at <= situation_.now) {
            const Place place = courier.route.front().at;
            const bool drop = courier.route.front().pickup == PlannedStop::drop_off;
            Instant at = courier.free_at +
                         travel_.seconds(courier.at, place, courier.vehicle) * second_ms +
                         (drop ? rules().drop_before_s : rules().pickup_before_s) * second_ms;
            std::size_t count = 1;
            while (!drop && count < courier.route.size() &&
                   courier.route[count].pickup != PlannedStop::drop_off &&
                   courier.route[count].at == place) {
                ++count;
            }
            for (std::size_t stop = 0; !drop && stop < count; ++stop) {
                at = std::max(at, courier.route[stop].wanted_at);
            }
            for (std::size_t stop = 0; stop < count; ++stop)
                serve(courier, stop, at);
            courier.route.erase(courier.route.begin(),
                                courier.route.begin() + static_cast<std::ptrdiff_t>(count));
            courier.at = place;
            courier.free_at = at;
        }
        courier.free_at = std::max(courier.free_at, std::min(situation_.now, courier.works_until));
    }

    void serve(CourierNow& courier, std::size_t stop, Instant at) {
        const PlannedStop& served = courier.route[stop];
        Owned& owned = owned_.at(served.order);
        const OpenOrder& order = known_.at(served.order);
        log_ += std::to_string(courier.id.value) + (served.pickup < 0 ? "-" : "+") +
                std::to_string(served.order.value) + "@" + std::to_string(at.ms) + " ";
        courier.load += served.load;
        CHECK(courier.load >= 0);
        CHECK(courier.load <= courier.capacity);
        if (served.pickup >= 0) {
            CHECK(at <= courier.works_until);
            CHECK(at >= order.pickups[static_cast<std::size_t>(served.pickup)].ready_at);
            if (owned.pickups++ == 0) owned.first_picked = at;
            return;
        }
        CHECK(owned.pickups == order.pickups.size());
        CHECK_FALSE(owned.dropped);
        owned.dropped = true;
        if (order.cold_chain_s > 0) {
            CHECK(at - owned.first_picked <= order.cold_chain_s * second_ms);
        }
    }

    void decide() {
        const Effort effort{15, 3};
        Decision decision = horizon_.decide(situation_, plan_, effort);
        const Decision again = Horizon(rules(), {}).decide(situation_, plan_, effort);
        CHECK(decision.commitments.size() == again.commitments.size());
        std::set<CourierId> told;
        for (std::size_t index = 0; index < decision.commitments.size(); ++index) {
            const Commitment& commitment = decision.commitments[index];
            CHECK(commitment.stops == again.commitments[index].stops);
            CHECK(told.insert(commitment.courier).second);
            carry_out(commitment);
        }
        for (const dispatch::Plan::Way& way : decision.plan.ways) {
            for (const PlannedStop& stop : way.stops)
                CHECK(owned_.count(stop.order) == 0);
        }
        plan_ = std::move(decision.plan);
    }

    void carry_out(const Commitment& commitment) {
        CourierNow& courier =
            *std::find_if(situation_.couriers.begin(), situation_.couriers.end(),
                          [&](const CourierNow& each) { return each.id == commitment.courier; });
        if (meals_) CHECK(courier.route.empty());
        CHECK(situation_.now >= courier.works_from);
        std::vector<PlannedStop> kept;
        for (const PlannedStop& stop : commitment.stops) {
            const bool fresh =
                std::count(commitment.orders.begin(), commitment.orders.end(), stop.order) > 0;
            if (!fresh) kept.push_back(stop);
        }
        REQUIRE(kept.size() == courier.route.size());
        for (std::size_t stop = 0; stop < kept.size(); ++stop) {
            CHECK(kept[stop].order == courier.route[stop].order);
            CHECK(kept[stop].pickup == courier.route[stop].pickup);
        }
        for (const OrderId order : commitment.orders) {
            // Once, by one courier, and only what was still open.
            CHECK(owned_.emplace(order, Owned{commitment.courier, 0, {}, false}).second);
            CHECK(std::erase_if(situation_.orders, [order](const OpenOrder& open) {
                      return open.order == order;
                  }) == 1);
        }
        courier.route = commitment.stops;
        if (meals_) one_place(commitment);
    }

    static void one_place(const Commitment& commitment) {
        for (const PlannedStop& stop : commitment.stops) {
            if (stop.pickup >= 0) CHECK(stop.at == commitment.stops[0].at);
        }
    }

    bool meals_;
    SplitMix random_;
    std::vector<PlanPoint> places_;
    StraightLine travel_;
    Horizon horizon_;
    Situation situation_;
    dispatch::Plan plan_;
    std::uint64_t orders_ = 0;
    std::map<OrderId, OpenOrder> known_;
    std::map<OrderId, Owned> owned_;
    std::string log_;
};

}  // namespace

TEST_CASE("on random days every order has one owner at most, and all limits are kept") {
    std::size_t committed = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        CAPTURE(seed);
        RandomDay day(seed, false);
        CHECK(!day.play().empty());
        committed += day.committed();
    }
    CHECK(committed > 300);
}

TEST_CASE("on random meal days nobody is told anything while busy, nor sent to two shops at once") {
    std::size_t committed = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        CAPTURE(seed);
        RandomDay day(seed, true);
        CHECK(!day.play().empty());
        committed += day.committed();
    }
    CHECK(committed > 300);
}

TEST_CASE("the same day is decided in the same way again") {
    CHECK(RandomDay(5, false).play() == RandomDay(5, false).play());
    CHECK(RandomDay(5, false).play() != RandomDay(6, false).play());
}
