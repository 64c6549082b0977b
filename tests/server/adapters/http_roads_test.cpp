#include "server/adapters/http_roads.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/server/adapters/simulated_roads.hpp"

namespace louxia::test {
namespace {

using adapters::HttpRoads;

constexpr CommunityId here{1};

Plan shanghai() {
    return {.width_m = 5000,
            .height_m = 5000,
            .origin_latitude_e7 = 312'304'000,
            .origin_longitude_e7 = 1'214'737'000,
            .shapes = {}};
}

/// Along streets, one way longer than back.
double along_streets(PlanPoint from, PlanPoint to) {
    return std::abs(from.x_m - to.x_m) + std::abs(from.y_m - to.y_m) + (from.x_m < to.x_m ? 3 : 0);
}

std::vector<PlanPoint> places(std::int32_t count) {
    std::vector<PlanPoint> points;
    for (std::int32_t index = 0; index < count; ++index) {
        points.push_back({index * 37 % 4000, index * 11});
    }
    return points;
}

}  // namespace

TEST_CASE("distances by road come in blocks, as many points as there are") {
    SimulatedRoads service(shanghai(), along_streets);
    const auto roads = HttpRoads::make(service.url());
    REQUIRE(roads != nullptr);
    CHECK(roads->known(here) == nullptr);
    const auto points = places(120);
    REQUIRE(roads->ask(here, shanghai(), points).ok());
    const auto table = roads->known(here);
    REQUIRE(table != nullptr);
    CHECK(table->points == points);
    int wrong = 0;
    for (std::int32_t from = 0; from < 120; ++from) {
        for (std::int32_t to = 0; to < 120; ++to) {
            const double metres = along_streets(points[static_cast<std::size_t>(from)],
                                                points[static_cast<std::size_t>(to)]);
            wrong += std::abs(table->between(from, to) - metres) > 2 ? 1 : 0;
        }
    }
    CHECK(wrong == 0);
    const auto asked = service.asked();
    REQUIRE(asked.size() == 9);
    // Longitude first, as the service wants it; never more than a hundred coordinates.
    CHECK(asked[0].find("/table/v1/bike/121.4737000,31.2304000;") == 0);
    CHECK(asked[0].find("?annotations=distance&sources=0;1;") != std::string::npos);
    for (const std::string& path : asked) {
        const std::string coordinates = path.substr(0, path.find('?'));
        CHECK(std::count(coordinates.begin(), coordinates.end(), ',') <= 100);
    }
    CHECK(roads->known(CommunityId{2}) == nullptr);
}

TEST_CASE("where there is no way the table says so") {
    SimulatedRoads service(shanghai(),
                           [](PlanPoint from, PlanPoint) { return from.y_m > 0 ? -1.0 : 12.4; });
    const auto roads = HttpRoads::make(service.url());
    REQUIRE(roads->ask(here, shanghai(), {{0, 0}, {0, 50}}).ok());
    CHECK(roads->known(here)->between(0, 1) == 12);
    CHECK(roads->known(here)->between(1, 0) == dispatch::RoadTable::no_way);
}

TEST_CASE("an answer that makes no sense is refused, and what was known stays") {
    SimulatedRoads service(shanghai(), along_streets);
    const auto roads = HttpRoads::make(service.url() + "/");
    const auto points = places(2);
    REQUIRE(roads->ask(here, shanghai(), points).ok());
    const auto before = roads->known(here);
    for (const char* said :
         {"no", "[]", "{}", R"({"distances":7})", R"({"distances":[[0,1]]})",
          R"({"distances":[[0,1],[1]]})", R"({"distances":[[0,1],[1,"0"]]})",
          R"({"distances":[[0,1],[-5,0]]})", R"({"distances":[[0,1],[1e99,0]]})",
          R"({"distances":[[0,1],{"0":1,"1":0}]})", R"({"code":"Ok","durations":[[0,1],[1,0]]})"}) {
        CAPTURE(said);
        service.say(said);
        CHECK(roads->ask(here, shanghai(), places(2)).error().code == ErrorCode::unavailable);
        CHECK(roads->known(here) == before);
    }
    service.say(R"({"distances":[[0,1],[1,0]]})", 429);
    CHECK(roads->ask(here, shanghai(), points).error().code == ErrorCode::unavailable);
    service.say("");
    CHECK(roads->ask(here, shanghai(), points).ok() == true);
    CHECK(roads->ask(here, shanghai(), places(1 + static_cast<int>(HttpRoads::points_max)))
              .error()
              .code == ErrorCode::out_of_range);
    roads->leave();
    CHECK_FALSE(roads->ask(here, shanghai(), points).ok());
}

TEST_CASE("a router's address is https, or on this machine, and has no query") {
    CHECK(HttpRoads::make("https://roads.example/table/v1/foot") != nullptr);
    CHECK(HttpRoads::make("http://roads.example/table/v1/foot") == nullptr);
    CHECK(HttpRoads::make("http://127.0.0.1:5000/table/v1/foot?x=1") == nullptr);
    CHECK(HttpRoads::make("") == nullptr);
}

}  // namespace louxia::test
