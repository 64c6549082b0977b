#include <doctest/doctest.h>

#include "shared/domain/community.hpp"

using namespace louxia;

namespace {

using Line = std::vector<PlanPoint>;

PlanShape road(Line points, std::int32_t width_m = 6) {
    PlanShape shape;
    shape.width_m = width_m;
    shape.points = std::move(points);
    return shape;
}

Plan plan_of(std::vector<PlanShape> shapes) {
    Plan plan;
    plan.width_m = 400;
    plan.height_m = 300;
    plan.shapes = std::move(shapes);
    return plan;
}

}  // namespace

TEST_CASE("without roads the way is straight") {
    CHECK(route_between(plan_of({}), {1, 2}, {30, 40}) == Line{{1, 2}, {30, 40}});
    PlanShape water = road({{0, 0}, {100, 0}});
    water.kind = PlanShape::Kind::water;
    CHECK(route_between(plan_of({water}), {1, 2}, {30, 40}) == Line{{1, 2}, {30, 40}});
    CHECK(route_between(plan_of({road({{5, 5}}), road({}), road({{7, 7}, {7, 7}})}), {1, 2},
                        {30, 40}) == Line{{1, 2}, {30, 40}});
}

TEST_CASE("the way goes to the nearest road, along it, and off it at the door") {
    const Plan plan = plan_of({road({{0, 100}, {400, 100}})});
    CHECK(route_between(plan, {50, 80}, {300, 140}) ==
          Line{{50, 80}, {50, 100}, {300, 100}, {300, 140}});
    // Beyond its end a road is reached at the end.
    CHECK(route_between(plan, {-30, 100}, {300, 140}) == Line{{-30, 100}, {300, 100}, {300, 140}});
}

TEST_CASE("a point on the road needs no walk") {
    const Plan plan = plan_of({road({{0, 100}, {400, 100}})});
    CHECK(route_between(plan, {50, 100}, {300, 100}) == Line{{50, 100}, {300, 100}});
    CHECK(route_between(plan, {50, 100}, {50, 100}) == Line{{50, 100}, {50, 100}});
    CHECK(route_between(plan, {50, 80}, {50, 80}) == Line{{50, 80}, {50, 80}});
}

TEST_CASE("roads that cross without sharing a point are one net") {
    const Plan plan = plan_of({road({{0, 100}, {400, 100}}), road({{200, 0}, {200, 300}})});
    CHECK(route_between(plan, {50, 95}, {206, 250}) ==
          Line{{50, 95}, {50, 100}, {200, 100}, {200, 250}, {206, 250}});
}

TEST_CASE("a side road drawn to the edge of the main road joins it") {
    const Plan plan =
        plan_of({road({{0, 100}, {400, 100}}, 12), road({{200, 106}, {200, 300}}, 6)});
    CHECK(route_between(plan, {50, 100}, {200, 250}) == Line{{50, 100}, {200, 100}, {200, 250}});
}

TEST_CASE("the shorter of two ways round is taken") {
    const Plan ring = plan_of({road({{100, 50}, {300, 50}, {300, 250}, {100, 250}, {100, 50}})});
    CHECK(route_between(ring, {120, 50}, {100, 90}) == Line{{120, 50}, {100, 50}, {100, 90}});
    CHECK(route_between(ring, {280, 250}, {300, 200}) == Line{{280, 250}, {300, 250}, {300, 200}});
}

TEST_CASE("a way goes round by the only bridge") {
    // Two quays and a bridge in the east.
    const Plan plan = plan_of({road({{0, 100}, {400, 100}}), road({{0, 140}, {400, 140}}),
                               road({{380, 100}, {380, 140}})});
    const Line way = route_between(plan, {10, 95}, {10, 145});
    CHECK(way == Line{{10, 95}, {10, 100}, {380, 100}, {380, 140}, {10, 140}, {10, 145}});
    CHECK(length_m(way) == 5 + 370 + 40 + 370 + 5);
}

TEST_CASE("where the roads do not meet the gap is crossed straight") {
    const Plan plan = plan_of({road({{0, 50}, {100, 50}}), road({{300, 250}, {400, 250}})});
    CHECK(route_between(plan, {50, 40}, {350, 260}) ==
          Line{{50, 40}, {50, 50}, {350, 250}, {350, 260}});
}

TEST_CASE("slanting roads meet although their crossing falls between whole metres") {
    const Plan plan = plan_of(
        {road({{0, 0}, {397, 211}}), road({{13, 289}, {391, 7}}), road({{0, 150}, {400, 151}})});
    for (const PlanPoint from : {PlanPoint{0, 0}, PlanPoint{13, 289}, PlanPoint{0, 150}}) {
        for (const PlanPoint to : {PlanPoint{397, 211}, PlanPoint{391, 7}, PlanPoint{400, 151}}) {
            const Line way = route_between(plan, from, to);
            CAPTURE(from.y_m);
            CAPTURE(to.y_m);
            CHECK(way.front() == from);
            CHECK(way.back() == to);
            CHECK(way.size() <= 5);
            CHECK(length_m(way) >= length_m({from, to}));
            CHECK(length_m(way) < 800);
        }
    }
}

TEST_CASE("the way back is as long as the way there") {
    const Plan plan = plan_of({road({{0, 100}, {400, 100}}), road({{200, 0}, {200, 300}}),
                               road({{60, 100}, {60, 220}, {200, 220}})});
    for (const PlanPoint from : {PlanPoint{50, 80}, PlanPoint{70, 240}, PlanPoint{390, 290}}) {
        for (const PlanPoint to : {PlanPoint{190, 290}, PlanPoint{210, 10}, PlanPoint{0, 0}}) {
            CHECK(length_m(route_between(plan, from, to)) ==
                  length_m(route_between(plan, to, from)));
        }
    }
}
