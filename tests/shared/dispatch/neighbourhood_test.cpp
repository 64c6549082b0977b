#include "shared/dispatch/neighbourhood.hpp"

#include <doctest/doctest.h>

#include "shared/dispatch/replay.hpp"
#include "shared/dispatch/route_times.hpp"
#include "tests/shared/dispatch/street.hpp"

using namespace louxia;
using namespace louxia::dispatch;
using test::noon;
using test::Street;

namespace {

constexpr std::int64_t before_s = neighbourhood_rules.pickup_before_s;
constexpr std::int64_t hand_over_s = neighbourhood_rules.drop_before_s;

OpenOrder new_order(Street& street, Place from, Place to, int ready_min) {
    street.order(99, from, to, ready_min);
    OpenOrder order = street.situation.orders.back();
    street.situation.orders.pop_back();
    return order;
}

QuoteErrors all_late_by(std::int32_t late_s) {
    QuoteErrors errors;
    for (RecentErrors& each : errors) {
        for (std::size_t count = 0; count < RecentErrors::kept; ++count)
            each.add(late_s);
    }
    return errors;
}

PlannedStop stop(std::uint64_t order, bool pickup, Place at, Instant wanted) {
    PlannedStop stop;
    stop.order = OrderId{order};
    stop.pickup = pickup ? 0 : PlannedStop::drop_off;
    stop.at = at;
    stop.load = pickup ? 1 : -1;
    stop.wanted_at = wanted;
    return stop;
}

}  // namespace

TEST_CASE("a tariff is weighed as the ride costs it") {
    CrowdQuote quote;
    quote.base = Money::fen_unchecked(420);
    quote.per_km = Money::fen_unchecked(140);
    quote.acceptance_permille = 800;
    const CrowdOffer offer = offer_of(quote);
    CHECK(offer.price_s == 0);
    CHECK(offer.ride_s == 600);
    CHECK(offer.acceptance_permille == 800);
    CHECK(offer.refusal_delay_s == crowd_refusal_delay_s);
    // A scooter takes 200 s for a kilometre.
    CHECK(std::int64_t{offer.riding_permille} * 200 / 1000 == 200);
    CHECK(offer.ride_s + 200 == seconds_worth(crowd_price(quote, 1000).value()));
}

TEST_CASE("the tightest promise that recent errors leave room for is offered") {
    Street street;
    street.courier(7, 0);
    const OpenOrder order = new_order(street, 0, 10, 7);
    // Ready after 7 min, a ride of 10 and the hand-over.
    const std::int64_t likely_ms = (17 * 60 + hand_over_s) * second_ms;
    const auto quoted = [&](std::int32_t late_s) {
        return quote_promise(street.situation, order, {}, all_late_by(late_s));
    };
    REQUIRE(quoted(0).has_value());
    CHECK(quoted(0)->offered);
    CHECK(quoted(0)->likely_ms == likely_ms);
    CHECK(quoted(0)->estimate_ms == likely_ms);
    CHECK(quoted(0)->promise.kind == PromiseClass::within_30_minutes);
    CHECK(quoted(0)->promise.due_at == noon + 30 * minute_ms);
    CHECK(quoted(20 * 60)->promise.kind == PromiseClass::within_1_hour);
    CHECK(quoted(20 * 60)->estimate_ms == likely_ms + 20 * minute_ms);
    CHECK(quoted(90 * 60)->promise.kind == PromiseClass::within_2_hours);
    REQUIRE(quoted(3 * 3600).has_value());
    CHECK_FALSE(quoted(3 * 3600)->offered);
    // Those who came early do not make a promise shorter than the ride.
    CHECK(quoted(-600)->estimate_ms == likely_ms);
}

TEST_CASE("where nobody can carry it nothing is quoted") {
    Street street;
    CHECK_FALSE(quote_promise(street.situation, new_order(street, 0, 10, 7), {}, {}).has_value());
    street.courier(7, 0).capacity = 0;
    CHECK_FALSE(quote_promise(street.situation, new_order(street, 0, 10, 7), {}, {}).has_value());
}

TEST_CASE(
    "a courier's stops are timed: rides, waiting, one visit for one place, one door for two") {
    Street street;
    CourierNow courier = street.courier(7, 5);
    courier.route = {stop(1, true, 10, noon), stop(2, true, 10, noon + 20 * minute_ms),
                     stop(1, false, 12, noon), stop(2, false, 12, noon)};
    const auto times = route_times(courier, noon, neighbourhood_rules, street.travel);
    REQUIRE(times.size() == 4);
    CHECK(times[0] == noon + 20 * minute_ms);
    CHECK(times[1] == times[0]);
    CHECK(times[2] == times[1] + (2 * 60 + hand_over_s) * second_ms);
    CHECK(times[3] == times[2] + neighbourhood_rules.drop_again_s * second_ms);
    courier.route = {stop(1, true, 10, noon)};
    courier.free_at = noon + hour_ms;
    CHECK(route_times(courier, noon, neighbourhood_rules, street.travel).at(0) ==
          noon + hour_ms + (5 * 60 + before_s) * second_ms);
    courier.route.clear();
    CHECK(route_times(courier, noon, neighbourhood_rules, street.travel).empty());
}

TEST_CASE("a replay brings each order after it was ready, by riders on shift, the same each time") {
    Street street;
    ReplayInput input;
    input.travel = &street.travel;
    input.place_count = 100;
    for (std::uint64_t id = 1; id <= 12; ++id) {
        const auto turn = static_cast<int>(id);
        const OpenOrder& order = street.order(id, 50, 40 + 2 * turn, 7 + turn);
        input.orders.push_back({order, noon + turn * minute_ms});
    }
    input.couriers = {{CourierId{7}, 50, noon, noon + 4 * hour_ms, Vehicle::bicycle, 1 << 20}};
    const auto alone = replay(input, neighbourhood_rules, neighbourhood_weights);
    REQUIRE(alone.size() == 12);
    for (std::size_t index = 0; index < alone.size(); ++index) {
        const ReplayOrder& order = input.orders[index];
        const std::int64_t ride_ms =
            street.travel.seconds(50, order.order.dropoff, Vehicle::bicycle) * second_ms;
        CHECK(alone[index] - order.order.pickups[0].ready_at >=
              ride_ms + neighbourhood_rules.drop_again_s * second_ms);
    }
    CHECK(replay(input, neighbourhood_rules, neighbourhood_weights) == alone);
    input.couriers.push_back(
        {CourierId{8}, 50, noon, noon + 4 * hour_ms, Vehicle::bicycle, 1 << 20});
    const auto two = replay(input, neighbourhood_rules, neighbourhood_weights);
    const auto sum = [](const std::vector<Instant>& arrivals) {
        std::int64_t all_ms = 0;
        for (const Instant at : arrivals)
            all_ms += at - noon;
        return all_ms;
    };
    CHECK(sum(two) < sum(alone));
    // Whose shift is over brings nothing.
    input.couriers = {{CourierId{7}, 50, noon + -2 * hour_ms, noon + -hour_ms}};
    for (const Instant at : replay(input, neighbourhood_rules, neighbourhood_weights)) {
        CHECK_FALSE(at.is_set());
    }
    input.couriers.clear();
    CHECK(replay(input, neighbourhood_rules, neighbourhood_weights).size() == 12);
}

TEST_CASE("whoever of the crowd comes in so many seconds stands so far away") {
    for (const std::int32_t seconds : {0, 60, 300, 1234, 7200}) {
        CAPTURE(seconds);
        const std::vector<PlanPoint> places = {{0, 0}, {crowd_way_m(seconds), 0}};
        const std::int32_t ride_s = StraightLine(places, {}).seconds(1, 0, Vehicle::scooter);
        CHECK(ride_s <= seconds);
        CHECK(ride_s >= seconds - 1);
    }
    CHECK(crowd_way_m(-5) == 0);
    CHECK(crowd_way_m(1 << 30) == crowd_way_m(7200));
}
