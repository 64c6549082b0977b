#include "server/jobs/road_rounds.hpp"

#include <doctest/doctest.h>

#include "tests/server/adapters/simulated_roads.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

double metres(PlanPoint, PlanPoint) {
    return 100;
}

struct Rounds {
    House house;
    Neighbourhood place{house};
    SimulatedRoads service{place.plan(), metres};
    std::unique_ptr<adapters::HttpRoads> roads = adapters::HttpRoads::make(service.url());
    jobs::RoadRounds rounds{house.context};

    Rounds() { house.context.roads = roads.get(); }
    /// Whether all is known, and how often the router was asked by then.
    std::pair<bool, std::size_t> run() {
        const bool known = rounds.run();
        return {known, service.asked().size()};
    }
};

}  // namespace

TEST_CASE("roads are asked for once a day, for hubs and doors alone") {
    Rounds all;
    CHECK(all.run() == std::pair(true, std::size_t{1}));
    all.house.pass(23 * hour_ms);
    CHECK(all.run() == std::pair(true, std::size_t{1}));
    all.house.pass(hour_ms);
    CHECK(all.run() == std::pair(true, std::size_t{2}));
    // Two hubs and two doors: couriers' positions stay here.
    const std::string path = all.service.asked().front();
    CHECK(std::count(path.begin(), path.begin() + static_cast<long>(path.find('?')), ';') == 7);
    CHECK(all.roads->known(all.place.id)->points.size() == 4);
}

TEST_CASE("a router that does not answer is asked again a minute later, and a clock may jump") {
    Rounds all;
    all.service.say("busy", 503);
    CHECK(all.run() == std::pair(false, std::size_t{1}));
    all.house.pass(30 * second_ms);
    CHECK(all.run() == std::pair(false, std::size_t{1}));
    all.service.say("");
    all.house.pass(30 * second_ms);
    CHECK(all.run() == std::pair(true, std::size_t{2}));
    // Set back by a year: it would never be asked again.
    all.house.pass(-365 * day_ms);
    CHECK(all.run() == std::pair(true, std::size_t{3}));
    // Not answering today does not lose what was heard yesterday.
    all.service.say("busy", 503);
    all.house.pass(day_ms);
    CHECK(all.run() == std::pair(false, std::size_t{4}));
    CHECK(all.roads->known(all.place.id) != nullptr);
}

TEST_CASE("a hub that moved is asked for at once") {
    Rounds all;
    REQUIRE(all.rounds.run());
    REQUIRE(all.house.store
                ->transact(all.place.id,
                           [&](app::Writer& writer) -> Result<void> {
                               Hub hub = writer.hubs().front();
                               hub.at.x_m += 40;
                               writer.put(hub);
                               return {};
                           })
                .ok());
    CHECK(all.run() == std::pair(true, std::size_t{2}));
    CHECK(all.run() == std::pair(true, std::size_t{2}));
}

}  // namespace louxia::test
