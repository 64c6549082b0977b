#include "shared/dispatch/promise_quote.hpp"

#include <doctest/doctest.h>

#include "shared/dispatch/split_mix.hpp"
#include "tests/shared/dispatch/street.hpp"

using namespace louxia;
using namespace louxia::dispatch;

namespace {

using test::noon;

struct Street : test::Street {
    dispatch::Plan plan;
    Weights weights;

    [[nodiscard]] std::optional<Arrival> quote(std::uint64_t id) const {
        return expected_arrival(OrderId{id}, situation, plan, {}, weights);
    }
};

}  // namespace

TEST_CASE("a new order arrives after its ready time, the ways there and both handovers") {
    Street street;
    street.order(1, 10, 20, 15);
    street.courier(7, 0);
    // Fetched at 12:15 when it is ready, ten minutes' ride, two to hand over.
    REQUIRE(street.quote(1).has_value());
    CHECK(street.quote(1)->at == noon + 27 * minute_ms);
    CHECK(street.quote(1)->courier == CourierId{7});
    street.situation.orders[0].pickups[0].ready_at = noon;
    // Ten minutes to it and two to take it over are longer than that.
    CHECK(street.quote(1)->at == noon + 24 * minute_ms);
}

TEST_CASE("a courier that is busy is waited for") {
    Street street;
    street.order(1, 10, 20, 0);
    street.courier(7, 10, 9);
    CHECK(street.quote(1)->at == noon + (9 + 2 + 10 + 2) * minute_ms);
    street.courier(8, 8);
    CHECK(street.quote(1)->courier == CourierId{8});
    CHECK(street.quote(1)->at == noon + (2 + 2 + 10 + 2) * minute_ms);
}

TEST_CASE("nobody who could carry it: nothing is quoted") {
    Street street;
    street.order(1, 10, 20, 0);
    CHECK_FALSE(street.quote(1).has_value());
    CHECK_FALSE(street.quote(2).has_value());
    street.courier(7, 10).capacity = 0;
    CHECK_FALSE(street.quote(1).has_value());
    street.situation.couriers[0].capacity = 1;
    CHECK(street.quote(1).has_value());
    street.situation.couriers[0].works_until = noon + minute_ms;
    CHECK_FALSE(street.quote(1).has_value());
    street.situation.couriers[0].works_until = noon + hour_ms;
    street.situation.orders[0].pickups.clear();
    CHECK_FALSE(street.quote(1).has_value());
}

TEST_CASE("an order that nobody hurries for waits until what is committed is done") {
    Street street;
    street.order(1, 30, 60, 0);
    street.courier(7, 25);
    const Decision decision = Horizon({}, {}).decide(street.situation, {}, {10, 1});
    REQUIRE(decision.commitments.size() == 1);
    street.situation.couriers[0].route = decision.commitments[0].stops;
    street.situation.orders.clear();
    OpenOrder& order = street.order(2, 26, 24, 0);
    order.due_at = noon + 3 * hour_ms;
    // At once it makes the first order later; afterwards it is a long way back.
    REQUIRE(street.quote(2).has_value());
    CHECK(street.quote(2)->at < noon + 10 * minute_ms);
    order.door_permille = 0;
    CHECK(street.quote(2)->at >= noon + (5 + 2 + 30 + 2 + 36) * minute_ms);
}

TEST_CASE("the plan's own order is quoted at the plan's own time") {
    Street street;
    street.courier(7, 0);
    street.courier(8, 50);
    street.order(1, 10, 20, 40);
    street.order(2, 45, 40, 40);
    const Decision decision = Horizon({}, {}).decide(street.situation, {}, {10, 1});
    REQUIRE(decision.plan.ways.size() == 2);
    street.plan = decision.plan;
    CHECK(street.quote(1)->at == decision.plan.ways[0].stops.back().expected_at);
    CHECK(street.quote(2)->at == decision.plan.ways[1].stops.back().expected_at);
}

TEST_CASE("few errors are filled up with made-up ones, many are not") {
    RecentErrors errors;
    CHECK(errors.count() == 0);
    CHECK(errors.quantile_s(900) > 7 * 60);
    CHECK(errors.quantile_s(900) <= 10 * 60);
    CHECK(errors.quantile_s(1) < 0);
    for (std::size_t each = 0; each < RecentErrors::prior; ++each)
        errors.add(60);
    CHECK(errors.quantile_s(1) == 60);
    CHECK(errors.quantile_s(900) == 60);
}

TEST_CASE("a quantile is by nearest rank, and only the last two hundred count") {
    RecentErrors errors;
    for (std::int32_t each = 1; each <= 100; ++each)
        errors.add(101 - each);
    CHECK(errors.quantile_s(900) == 90);
    CHECK(errors.quantile_s(901) == 91);
    CHECK(errors.quantile_s(1000) == 100);
    CHECK(errors.quantile_s(2000) == 100);
    CHECK(errors.quantile_s(-5) == 1);
    for (std::size_t each = 0; each < RecentErrors::kept; ++each)
        errors.add(-1'000'000'000);
    CHECK(errors.count() == RecentErrors::kept);
    CHECK(errors.quantile_s(1000) == -86400);
}

TEST_CASE("a promise is kept when nine of ten recent orders would have kept it") {
    RecentErrors errors;
    for (std::int32_t each = 1; each <= 100; ++each)
        errors.add((101 - each) * 10);
    CHECK(keepable(noon, errors, noon + 900 * second_ms));
    CHECK_FALSE(keepable(noon, errors, noon + 899 * second_ms));
}

TEST_CASE("when it has begun to rain the latest errors count by themselves") {
    RecentErrors errors;
    for (std::size_t each = 0; each < RecentErrors::kept; ++each)
        errors.add(60);
    for (int each = 0; each < 5; ++each)
        errors.add(600);
    CHECK(errors.quantile_s(900) == 60);
    CHECK(errors.quantile_s(900, RecentErrors::latest) == 600);
    CHECK_FALSE(keepable(noon, errors, noon + 599 * second_ms));
    CHECK(keepable(noon, errors, noon + 600 * second_ms));
}

TEST_CASE("quotes are the same each time they are asked for") {
    SplitMix random(4);
    Street street;
    for (std::uint64_t id = 1; id <= 30; ++id) {
        street.order(id, random.below(100), random.below(100), random.below(30));
        if (id % 3 == 0) street.courier(id, random.below(100), random.below(20));
    }
    street.plan = Horizon({}, {}).decide(street.situation, {}, {10, 1}).plan;
    street.order(99, 3, 7, 10);
    REQUIRE(street.quote(99).has_value());
    CHECK(street.quote(99)->at == street.quote(99)->at);
    CHECK(street.quote(99)->courier == street.quote(99)->courier);
}
