// What is remembered of sessions opens nothing that the store would refuse.

#include "server/http/session_memory.hpp"

#include <doctest/doctest.h>

#include "tests/server/app/neighbourhood.hpp"
#include "tests/server/store/raw.hpp"

namespace louxia::test {

namespace {

struct Door {
    House house;
    Neighbourhood place{house};
    http::SessionMemory memory{house.context};
    std::string token = sign_in(0);

    std::string sign_in(std::size_t resident) {
        std::string made;
        REQUIRE(house.store
                    ->transact(place.id,
                               [&](app::Writer& writer) -> Result<void> {
                                   made = app::begin_session(house.context,
                                                             *place.resident(resident).member, "",
                                                             writer)
                                              .token;
                                   return {};
                               })
                    .ok());
        return made;
    }
    [[nodiscard]] bool opens(const std::string& with) {
        return memory.find(place.id, with).has_value();
    }
};

}  // namespace

TEST_CASE("a session that was asked for is known without the store") {
    Door door;
    REQUIRE(door.opens(door.token));
    const int before = door.house.door.reads;
    const auto found = door.memory.find(door.place.id, door.token);
    REQUIRE(found.has_value());
    CHECK(found->caller.member->id == door.place.resident(0).member->id);
    CHECK(found->caller.community == door.place.id);
    CHECK(door.house.door.reads == before);
    CHECK_FALSE(door.opens(door.token + "x"));
    CHECK(door.house.door.reads == before + 1);
}

TEST_CASE("a session that was ended opens nothing, from the next request on") {
    Door door;
    const std::string other = door.sign_in(1);
    const auto found = door.memory.find(door.place.id, door.token);
    REQUIRE(found.has_value());
    REQUIRE(door.place.call<api::SignOut>(found->caller, {}).ok());
    CHECK_FALSE(door.opens(door.token));
    CHECK(door.opens(other));
}

TEST_CASE("a remembered session is over at its time, and renewed at its hour") {
    Door door;
    REQUIRE(door.opens(door.token));
    CHECK_FALSE(door.memory.find(door.place.id, door.token)->renew);
    door.house.pass(hour_ms);
    CHECK(door.memory.find(door.place.id, door.token)->renew);
    door.house.pass(180 * day_ms);
    CHECK_FALSE(door.opens(door.token));
}

TEST_CASE("a session that another process ended is forgotten with the next change of the store") {
    Door door;
    REQUIRE(door.opens(door.token));
    run_raw(door.house.folder.path(), "DELETE FROM session");
    static_cast<void>(
        door.house.store->transact(door.place.id, [](app::Writer&) -> Result<void> { return {}; }));
    CHECK_FALSE(door.opens(door.token));
}

TEST_CASE("one community's session opens nothing in another") {
    Door door;
    Neighbourhood other(door.house, "meiyuan");
    REQUIRE(door.opens(door.token));
    CHECK_FALSE(door.memory.find(other.id, door.token).has_value());
}

}  // namespace louxia::test
