#include <doctest/doctest.h>

#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

std::string form_of(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
}

Headers cookie_of(const Reply& reply) {
    const std::string cookie = reply.header("Set-Cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

/// The first building of the neighbourhood has households 0-6, the second 7-12 and the leader.
struct Gate {
    World world;
    Headers leader = world.as(world.place().leader());
    std::string secret = new_code(0);

    std::string new_code(std::size_t building) {
        std::string id;
        world.house.store->read(world.place().id, [&](const app::Reader& reader) {
            id = reader.buildings().at(building).id.text();
        });
        const Reply made =
            post(world.port(), "/api/v1/leader/buildings/" + id + "/code", "{}", leader);
        REQUIRE(made.status == 200);
        return between(made.body, "/c/lanting/ask#", "\"");
    }
    Reply knock(const std::string& room, const std::string& with, const std::string& unit = "2") {
        return post(world.port(), "/api/v1/admissions",
                    R"({"secret":")" + with + R"(","nickname":"新来的","unit":)" + unit +
                        R"(,"room":)" + room + "}");
    }
    std::string waiting() {
        return between(get(world.port(), "/api/v1/admissions", leader).body, R"("member":")", "\"");
    }
    int admit(const Headers& who, const std::string& member) {
        return post(world.port(), "/api/v1/admissions/" + member + "/admit", "{}", who).status;
    }
    int order(const Headers& who) {
        return post(world.port(), "/api/v1/orders",
                    R"({"lines":[{"item":")" + world.place().item(0).text() +
                        R"(","quantity":1}],"fulfilment":"pickup","payment":"on_handover"})",
                    who)
            .status;
    }
};

}  // namespace

TEST_CASE("who has only the building's code may look and not order, until the leader lets in") {
    Gate gate;
    const Reply knocked = gate.knock("602", gate.secret);
    REQUIRE(knocked.status == 200);
    const Headers stranger = cookie_of(knocked);
    const int port = gate.world.port();
    CHECK(get(port, "/api/v1/me", stranger).status == 200);
    CHECK(get(port, "/api/v1/home").status == 200);
    CHECK(get(port, "/c/lanting/me", stranger).has("已经敲门"));
    CHECK(gate.order(stranger) == 403);
    CHECK(post(port, "/api/v1/groups/" + gate.world.group().text() + "/join", "{}", stranger)
              .status == 403);
    app::Caller waiting = gate.world.place().resident(0);
    waiting.member->household = HouseholdId{};
    const auto kept = gate.world.place().call<api::KeepPicture>(waiting, {"GIF89a"});
    CHECK(!kept.ok());
    CHECK(kept.error().code == ErrorCode::not_allowed);
    CHECK(get(port, "/c/lanting/me/export", stranger).status == 404);
    CHECK(get(port, "/c/lanting/neighbours", stranger).status == 404);
    CHECK(gate.admit(stranger, gate.waiting()) == 403);
    CHECK(gate.admit(gate.leader, gate.waiting()) == 200);
    // Other rights, another token.
    const Reply me = get(port, "/api/v1/me", stranger);
    CHECK(me.has(R"("room":602)"));
    const Headers neighbour = cookie_of(me);
    CHECK(neighbour[0].second != stranger[0].second);
    CHECK(gate.order(neighbour) == 200);
    CHECK(gate.waiting().empty());
    CHECK(get(port, "/api/v1/leader/households", gate.leader).has("新来的"));
    CHECK(gate.world.house.broken() == "");
}

TEST_CASE("two homes of the same building let in, one or a stranger to it does not") {
    Gate gate;
    const Headers stranger = cookie_of(gate.knock("602", gate.secret));
    const std::string member = gate.waiting();
    const Headers first = gate.world.resident(0);
    const Headers elsewhere = gate.world.resident(8);
    const int port = gate.world.port();
    const Reply list = get(port, "/api/v1/admissions", first);
    CHECK(list.has("新来的"));
    CHECK(!list.has("602"));
    CHECK(!get(port, "/api/v1/admissions", elsewhere).has("新来的"));
    CHECK(gate.admit(elsewhere, member) == 404);
    CHECK(gate.admit(first, member) == 200);
    CHECK(gate.admit(gate.world.resident(0), member) == 200);
    CHECK(gate.order(stranger) == 403);
    CHECK(gate.admit(gate.world.resident(1), member) == 200);
    CHECK(gate.order(stranger) == 200);
}

TEST_CASE("behind a door whose home is known neighbours let nobody in") {
    Gate gate;
    const Headers stranger = cookie_of(gate.knock("101", gate.secret, "1"));
    const std::string member = gate.waiting();
    for (const std::size_t neighbour : {1U, 2U, 3U}) {
        CHECK(gate.admit(gate.world.resident(neighbour), member) == 200);
    }
    CHECK(gate.order(stranger) == 403);
    CHECK(gate.admit(gate.leader, member) == 200);
    CHECK(get(gate.world.port(), "/api/v1/me", stranger).has(R"("wallet_fen":30000)"));
}

TEST_CASE("a stranger is turned away, and a poster's code ends with the next one") {
    Gate gate;
    const Headers stranger = cookie_of(gate.knock("602", gate.secret));
    const int port = gate.world.port();
    const std::string away = "/api/v1/admissions/" + gate.waiting() + "/turn-away";
    CHECK(post(port, away, "{}", gate.world.resident(0)).status == 403);
    CHECK(post(port, away, "{}", gate.leader).status == 200);
    CHECK(get(port, "/api/v1/me", stranger).status == 401);
    CHECK(gate.knock("999", gate.secret).status == 400);
    const std::string newer = gate.new_code(0);
    CHECK(gate.knock("602", gate.secret).status == 404);
    CHECK(gate.knock("602", newer).status == 200);
    CHECK(gate.knock("601", newer).status == 200);
    const Reply slowed = gate.knock("601", newer);
    CHECK(slowed.status == 429);
    CHECK(!slowed.header("Retry-After").empty());
}

TEST_CASE("knocking, the poster and letting in work with forms alone") {
    Gate gate;
    const int port = gate.world.port();
    const Reply page = get(port, "/c/lanting/neighbours", gate.leader);
    std::string building;
    gate.world.house.store->read(gate.world.place().id, [&](const app::Reader& reader) {
        building = reader.buildings().front().id.text();
    });
    const Reply poster =
        post_form(port, "/c/lanting/neighbours",
                  form_of(page) + "&step=poster&building=" + building, gate.leader);
    CHECK(poster.status == 200);
    CHECK(poster.has("1栋的海报"));
    CHECK(poster.has("data:image/svg+xml,"));
    const std::string secret = between(poster.body, "/c/lanting/ask#", "<");
    const std::string typed = "secret=http%3A%2F%2Fx%2Fc%2Flanting%2Fask%23" + secret +
                              "&nickname=%E9%98%BF%E6%9E%97&unit=2&room=";
    CHECK(post_form(port, "/c/lanting/ask", typed).status == 400);
    const Reply knocked = post_form(port, "/c/lanting/ask", typed + "602");
    CHECK(knocked.status == 303);
    const Headers stranger = cookie_of(knocked);
    const Headers neighbour = gate.world.resident(0);
    const Reply list = get(port, "/c/lanting/neighbours?lang=en", neighbour);
    CHECK(list.has("阿林"));
    CHECK(list.has("I know them"));
    const std::string member = hidden_field(list, "member");
    CHECK(post_form(port, "/c/lanting/neighbours", form_of(list) + "&step=admit&member=" + member,
                    neighbour)
              .status == 303);
    const Reply last = get(port, "/c/lanting/neighbours", gate.leader);
    CHECK(last.has("602"));
    CHECK(post_form(port, "/c/lanting/neighbours", form_of(last) + "&step=admit&member=" + member,
                    gate.leader)
              .status == 303);
    CHECK(gate.order(stranger) == 200);
}

}  // namespace louxia::test
