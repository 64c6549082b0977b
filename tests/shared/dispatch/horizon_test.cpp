#include "shared/dispatch/horizon.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/shared/dispatch/street.hpp"

using namespace louxia;
using namespace louxia::dispatch;

namespace {

using test::noon;

/// Orders have waited five minutes.
struct Line : test::Street {
    Line() {
        placed_min = -5;
        due_min = 35;
    }
    [[nodiscard]] Decision decide(const Rules& rules = {}, const Weights& weights = {}) const {
        return Horizon(rules, weights).decide(situation, {}, {20, 1});
    }
};

/// "7:1,2 8:3": courier 7 gets orders 1 and 2, courier 8 order 3.
std::string told(const Decision& decision) {
    std::string text;
    for (const Commitment& each : decision.commitments) {
        if (!text.empty()) text += ' ';
        text += std::to_string(each.courier.value) + ":";
        for (std::size_t index = 0; index < each.orders.size(); ++index) {
            text += (index > 0 ? "," : "") + std::to_string(each.orders[index].value);
        }
    }
    return text;
}

Rules meal_rules() {
    Rules rules;
    rules.one_place_bundles = true;
    rules.closed_while_busy = true;
    return rules;
}

}  // namespace

TEST_CASE("nothing to do, nobody to do it: an empty decision") {
    Line line;
    CHECK(line.decide().commitments.empty());
    line.courier(7, 0);
    CHECK(line.decide().plan.ways.empty());
    Line orders;
    orders.order(1, 5, 9, 0);
    const Decision decision = orders.decide();
    CHECK(decision.commitments.empty());
    CHECK(decision.unplanned == std::vector<OrderId>{OrderId{1}});
}

TEST_CASE("a courier is told no sooner than it must leave") {
    Line line;
    line.order(1, 10, 20, 30);
    line.courier(7, 0);
    // Ten minutes' ride and two to take over: it has to leave in eighteen.
    const Decision early = line.decide();
    CHECK(early.commitments.empty());
    REQUIRE(early.plan.ways.size() == 1);
    CHECK(early.plan.ways[0].courier == CourierId{7});
    CHECK(early.plan.ways[0].stops[0].expected_at == noon + 30 * minute_ms);
    line.situation.now = noon + 17 * minute_ms;
    CHECK(line.decide().commitments.empty());
    line.situation.now = noon + 18 * minute_ms;
    CHECK(told(line.decide()) == "7:1");
}

TEST_CASE("an order waits for a busy courier that is there sooner than a free one") {
    Line line;
    line.order(1, 50, 60, 0);
    line.courier(7, 0);
    line.courier(8, 48, 5);
    CHECK(line.decide().commitments.empty());
    line.situation.couriers[1].free_at = noon + 90 * minute_ms;
    CHECK(told(line.decide()) == "7:1");
}

TEST_CASE("two couriers are given out so that both together are best") {
    Line line;
    line.order(1, 10, 90, 0);
    line.order(2, 20, 95, 0);
    line.courier(7, 12);
    line.courier(8, 0);
    CHECK(told(line.decide()) == "7:2 8:1");
}

TEST_CASE("orders of one shop travel together when nobody else is near") {
    Line line;
    line.order(1, 10, 20, 0);
    line.order(2, 10, 21, 0);
    line.courier(7, 9);
    const Decision decision = line.decide(meal_rules());
    CHECK(told(decision) == "7:1,2");
    REQUIRE(decision.commitments[0].stops.size() == 4);
    CHECK(decision.commitments[0].stops[3].expected_at >
          decision.commitments[0].stops[2].expected_at);
}

TEST_CASE("capacity, shift's end and the cold chain are kept") {
    Line line;
    line.order(1, 10, 20, 0).load = 3;
    line.courier(7, 9).capacity = 2;
    CHECK(line.decide().unplanned.size() == 1);
    line.situation.couriers[0].capacity = 3;
    CHECK(told(line.decide()) == "7:1");
    line.situation.couriers[0].works_until = noon + 2 * minute_ms;
    CHECK(line.decide().unplanned.size() == 1);
    line.situation.couriers[0].works_until = noon + 3 * minute_ms;
    CHECK(told(line.decide()) == "7:1");
    line.situation.orders[0].cold_chain_s = 11 * 60;
    CHECK(line.decide().unplanned.size() == 1);
    line.situation.orders[0].cold_chain_s = 12 * 60;
    CHECK(told(line.decide()) == "7:1");
}

TEST_CASE("an order of two shops is fetched at both before it is handed over") {
    Line line;
    line.order(1, 10, 30, 0).pickups.push_back({20, noon, 0});
    line.courier(7, 25);
    const Decision decision = line.decide();
    REQUIRE(decision.commitments.size() == 1);
    const std::vector<PlannedStop>& stops = decision.commitments[0].stops;
    REQUIRE(stops.size() == 3);
    // From 25 by 20 and 10 to 30 is 35 minutes' ride, by 10 and 20 it is 35 too, less one turn.
    CHECK(stops[0].pickup + stops[1].pickup == 1);
    CHECK(stops[0].load + stops[1].load == 1);
    CHECK(stops[2].pickup == PlannedStop::drop_off);
    CHECK(stops[2].load == -1);
}

TEST_CASE("a stop on the way joins a courier's route, whose own stops keep their order") {
    Line line;
    line.order(1, 10, 20, 0);
    CourierNow& courier = line.courier(7, 5);
    courier.load = 1;
    PlannedStop drop;
    drop.order = OrderId{90};
    drop.at = 30;
    drop.load = -1;
    drop.wanted_at = noon + hour_ms;
    courier.route = {drop};
    line.courier(8, 40);
    const Decision decision = line.decide();
    CHECK(told(decision) == "7:1");
    REQUIRE(decision.commitments[0].stops.size() == 3);
    CHECK(decision.commitments[0].stops[2].order == OrderId{90});
    CHECK(decision.commitments[0].reason.on_the_way);
    CHECK(decision.commitments[0].reason.instead == CourierId{8});
    CHECK(decision.commitments[0].reason.saves_s > 0);
    // Closed to instructions, it is no choice.
    CHECK(told(line.decide(meal_rules())) == "8:1");
}

TEST_CASE("a planned stop keeps its place among the committed ones from decision to decision") {
    Line line;
    line.order(1, 10, 20, 20);
    CourierNow& courier = line.courier(7, 0);
    courier.load = 2;
    for (const std::uint64_t id : {90U, 91U}) {
        PlannedStop drop;
        drop.order = OrderId{id};
        drop.at = id == 90U ? 5 : 50;
        drop.load = -1;
        drop.wanted_at = noon + 3 * hour_ms;
        courier.route.push_back(drop);
    }
    const dispatch::Plan first = line.decide().plan;
    REQUIRE(first.ways.size() == 1);
    CHECK(first.ways[0].after == std::vector<std::int32_t>{1, 1});
    CHECK(first.ways[0].committed == 2);
    const dispatch::Plan same = Horizon({}, {}).decide(line.situation, first, {0, 1}).plan;
    REQUIRE(same.ways.size() == 1);
    CHECK(same.ways[0].stops == first.ways[0].stops);
    // The first of them is done: what came behind it is first now.
    line.situation.couriers[0].route.erase(line.situation.couriers[0].route.begin());
    line.situation.couriers[0].at = 5;
    line.situation.couriers[0].load = 1;
    const dispatch::Plan later = Horizon({}, {}).decide(line.situation, first, {0, 1}).plan;
    REQUIRE(later.ways.size() == 1);
    CHECK(later.ways[0].after == std::vector<std::int32_t>{0, 0});
}

TEST_CASE("an order whose pickups have changed is planned anew") {
    Line line;
    line.order(1, 10, 30, 30);
    line.courier(7, 0);
    const dispatch::Plan before = line.decide().plan;
    line.situation.orders[0].pickups.push_back({20, noon + 30 * minute_ms, 0});
    const dispatch::Plan after = Horizon({}, {}).decide(line.situation, before, {0, 1}).plan;
    REQUIRE(after.ways.size() == 1);
    CHECK(after.ways[0].stops.size() == 3);
}

TEST_CASE("a crowd rider is called when the lateness it saves is worth more than its price") {
    Line line;
    line.order(1, 10, 12, 0);
    line.courier(7, 40);
    CourierNow& rider = line.courier(8, 9);
    rider.crowd = true;
    rider.offer = {20 * 60, 1000, 120};
    CHECK(told(line.decide()) == "8:1");
    line.situation.couriers[1].offer.price_s = 3 * 3600;
    CHECK(told(line.decide()) == "7:1");
    // One that hardly ever comes is worth as little as one that asks too much.
    line.situation.couriers[1].offer = {20 * 60, 100, 2 * 3600};
    CHECK(told(line.decide()) == "7:1");
}

TEST_CASE("what goes along with a crowd rider costs its detour and no ride of its own") {
    // The own rider is there fifty minutes later; nobody minds that much for the second order.
    Line line;
    line.order(1, 10, 14, 0);
    OpenOrder& patient = line.order(2, 10, 16, 0);
    patient.door_permille = 100;
    patient.due_at = noon + 3 * hour_ms;
    line.courier(7, 60);
    CourierNow& rider = line.courier(9, 9);
    rider.crowd = true;
    const auto told_for = [&](const CrowdOffer& offer) {
        line.situation.couriers[1].offer = offer;
        return told(line.decide());
    };
    CHECK(told_for({.price_s = 30 * 60}) == "7:2 9:1");
    CHECK(told_for({.ride_s = 30 * 60}) == "9:1,2");
    // Two minutes more of riding; the minute to the pickup costs nothing.
    CHECK(told_for({.ride_s = 30 * 60, .riding_permille = 1000}) == "9:1,2");
    CHECK(told_for({.ride_s = 30 * 60, .riding_permille = 5000}) == "7:2 9:1");
    CHECK(told_for({.ride_s = 3 * 3600}) == "7:1,2");
}

TEST_CASE("a crowd rider is called for orders that are worth the ride together, and none alone") {
    Line one;
    one.order(1, 10, 14, 0);
    Line two;
    two.order(1, 10, 14, 0);
    two.order(2, 10, 15, 0);
    for (Line* const line : {&one, &two}) {
        line->courier(7, 60);
        CourierNow& rider = line->courier(9, 9);
        rider.crowd = true;
    }
    const auto told_for = [](Line& line, std::int32_t minutes) {
        line.situation.couriers[1].offer = {.ride_s = minutes * 60};
        return told(line.decide());
    };
    CHECK(told_for(one, 60) == "9:1");
    CHECK(told_for(one, 120) == "7:1");
    CHECK(told_for(two, 120) == "9:1,2");
    CHECK(told_for(two, 180) == "7:1,2");
}

TEST_CASE("with a margin a crowd rider is called for a promise that would only just be kept") {
    Line line;
    // The own rider is there at 12:24, a minute before it is due.
    line.order(1, 10, 20, 0).due_at = noon + 25 * minute_ms;
    line.situation.orders[0].late_permille = 8000;
    line.courier(7, 0);
    CourierNow& rider = line.courier(8, 9);
    rider.crowd = true;
    rider.offer = {20 * 60, 1000, 120};
    CHECK(told(line.decide()) == "7:1");
    CHECK(told(line.decide({}, {.late_margin_s = 240})) == "8:1");
}

TEST_CASE("a reason names the next best courier and what it would cost more") {
    Line line;
    line.order(1, 10, 20, 0);
    line.courier(7, 8);
    line.courier(8, 4);
    line.courier(9, 0);
    const Decision decision = line.decide({}, {.pickup_wait = 0, .cover = 0});
    REQUIRE(decision.commitments.size() == 1);
    CHECK(decision.commitments[0].reason.instead == CourierId{8});
    CHECK(decision.commitments[0].reason.saves_s == 4 * 60);
    CHECK_FALSE(decision.commitments[0].reason.on_the_way);
}

TEST_CASE("of two near couriers the one stays whom the expected orders would miss") {
    Line line;
    line.order(1, 10, 20, 0);
    line.courier(7, 8);
    line.courier(8, 12);
    line.situation.demand = {{6, 6000}};
    CHECK(told(line.decide()) == "8:1");
    line.situation.demand = {{15, 6000}};
    CHECK(told(line.decide()) == "7:1");
}

TEST_CASE("an estimate that tends to be off sends the courier sooner") {
    Line line;
    line.order(1, 10, 20, 30);
    line.courier(7, 0);
    line.situation.now = noon + 10 * minute_ms;
    CHECK(line.decide().commitments.empty());
    line.situation.orders[0].pickups[0].ready_sd_s = 5 * 60;
    CHECK(told(line.decide()) == "7:1");
}

TEST_CASE("an order without a pickup is left to whoever asks, and disturbs nobody") {
    Line line;
    line.order(1, 10, 20, 0).pickups.clear();
    line.order(2, 10, 20, 0);
    line.courier(7, 9);
    const Decision decision = line.decide();
    CHECK(told(decision) == "7:2");
    CHECK(decision.unplanned == std::vector<OrderId>{OrderId{1}});
}
