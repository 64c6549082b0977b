#include "shared/dispatch/travel.hpp"

#include <doctest/doctest.h>

using namespace louxia;
using namespace louxia::dispatch;

namespace {

constexpr StraightLine::Speeds speeds{{60, 120, 240}, 1500, 1};

/// Two banks and the only bridge, 900 m up the river; the ferry takes people one way.
RoadTable river() {
    RoadTable roads;
    roads.points = {{0, 0}, {0, 100}, {400, 0}};
    roads.metres = {0, 1900, 400, 1900, 0, 2200, 410, RoadTable::no_way, 0};
    return roads;
}

/// Seconds on foot between the places, whose anchors are given.
std::int32_t on_foot(PlanPoint from, std::int32_t from_anchor, PlanPoint to, std::int32_t to_anchor,
                     Vehicle vehicle = Vehicle::foot) {
    const std::vector<PlanPoint> places{from, to};
    return RoadTravel(places, std::make_shared<const RoadTable>(river()), {from_anchor, to_anchor},
                      speeds)
        .seconds(0, 1, vehicle);
}

}  // namespace

TEST_CASE("a straight line takes its detour, by vehicle, rounded up to whole steps") {
    const std::vector<PlanPoint> places{{0, 0}, {300, 400}, {1, 0}};
    CHECK(StraightLine(places, speeds).seconds(0, 1, Vehicle::foot) == 750);
    CHECK(StraightLine(places, speeds).seconds(0, 1, Vehicle::scooter) == 188);
    CHECK(StraightLine(places, speeds).seconds(1, 1, Vehicle::foot) == 0);
    CHECK(StraightLine(places, {{60, 60, 60}, 1000, 60}).seconds(0, 2, Vehicle::foot) == 60);
}

TEST_CASE("by road where the road is known, in both directions as it is") {
    CHECK(on_foot({0, 0}, 0, {0, 100}, 1) == 1900);
    CHECK(on_foot({0, 0}, 0, {0, 100}, 1, Vehicle::scooter) == 475);
    CHECK(on_foot({0, 0}, 0, {400, 0}, 2) == 400);
    CHECK(on_foot({400, 0}, 2, {0, 0}, 0) == 410);
}

TEST_CASE("a place beside the table goes straight to its anchor and from there by road") {
    // 20 m away, with half as much again for the detour.
    CHECK(on_foot({20, 0}, 0, {0, 100}, 1) == 1930);
    CHECK(on_foot({0, 100}, 1, {20, 0}, 0) == 1930);
    // Of one anchor: straight across.
    CHECK(on_foot({20, 0}, 0, {0, 0}, 0) == 30);
}

TEST_CASE("without a way, or without an anchor, it is a straight line") {
    const std::vector<PlanPoint> places{{400, 0}, {0, 100}};
    const std::int32_t straight_s = StraightLine(places, speeds).seconds(0, 1, Vehicle::foot);
    CHECK(on_foot(places[0], 2, places[1], 1) == straight_s);
    CHECK(on_foot(places[0], RoadTravel::no_anchor, places[1], 1) == straight_s);
    CHECK(on_foot(places[0], 2, places[1], 3) == straight_s);
    const RoadTravel unknown(places, std::make_shared<const RoadTable>(river()), {}, speeds);
    CHECK(unknown.seconds(0, 1, Vehicle::foot) == straight_s);
}

TEST_CASE("the nearest point of a table") {
    CHECK(river().nearest({390, 5}) == 2);
    CHECK(river().nearest({0, 50}) == 0);  // the first of those as near
    CHECK(RoadTable{}.nearest({0, 0}) == RoadTravel::no_anchor);
    CHECK(river().between(0, 3) == RoadTable::no_way);
    CHECK(river().between(-1, 0) == RoadTable::no_way);
}
