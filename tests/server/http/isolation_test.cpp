#include <doctest/doctest.h>

#include "tests/server/http/world.hpp"

namespace louxia::test {

TEST_CASE("another household's order and one that never was get the same answer") {
    World world;
    const Headers owner = world.resident(0);
    const Headers other = world.resident(1);
    const std::string order = world.order(owner);
    CHECK(get(world.port(), "/api/v1/orders/" + order, owner).status == 200);
    CHECK(get(world.port(), "/o/" + order, owner).status == 200);
    const std::string absent = "0000000000001";
    for (const std::string& prefix : {std::string("/api/v1/orders/"), std::string("/o/")}) {
        const Reply foreign = get(world.port(), prefix + order, other);
        const Reply missing = get(world.port(), prefix + absent, other);
        CHECK(foreign.status == 404);
        CHECK(missing.status == 404);
        CHECK(foreign.body == missing.body);
        CHECK(foreign.headers.size() == missing.headers.size());
    }
    CHECK(get(world.port(), "/o/" + order).body == get(world.port(), "/o/" + absent).body);
    CHECK(get(world.port(), "/o/" + order).status == 404);
    for (const std::string& step : {std::string("cancel"), std::string("collect")}) {
        const Reply foreign =
            post(world.port(), "/api/v1/orders/" + order + "/" + step, "{}", other);
        const Reply missing =
            post(world.port(), "/api/v1/orders/" + absent + "/" + step, "{}", other);
        CHECK(foreign.status == 404);
        CHECK(foreign.body == missing.body);
    }
}

TEST_CASE("three communities see nothing of each other") {
    World world({"lanting", "meiyuan", "zhuyuan"});
    for (std::size_t at = 0; at < 3; ++at) {
        const Reply home = get(world.port(), "/api/v1/home" + world.query(at));
        CHECK(home.status == 200);
        CHECK(home.has(world.place(at).item(0).text()));
        const Headers own = world.resident(0, at);
        for (std::size_t other = 0; other < 3; ++other) {
            if (other == at) {
                continue;
            }
            CHECK(!home.has(world.place(other).item(0).text()));
            CHECK(get(world.port(), "/api/v1/me" + world.query(other), own).status == 401);
            const std::string group = "/api/v1/groups/" + world.group(other).text();
            CHECK(get(world.port(), group + world.query(at)).status == 404);
            CHECK(get(world.port(), group + world.query(other)).status == 200);
            const Reply bought =
                post(world.port(), "/api/v1/orders" + world.query(at), world.basket(1, other), own);
            CHECK(bought.status >= 400);
            CHECK(post(world.port(),
                       "/api/v1/groups/" + world.group(other).text() + "/join" + world.query(at),
                       "{}", own)
                      .status == 404);
            // An invite of one opens no door of another.
            const std::string secret = world.invite(world.place(at).resident(3));
            CHECK(post(world.port(), "/api/v1/session" + world.query(other),
                       R"({"secret":")" + secret + R"("})")
                      .status == 404);
        }
    }
    // A cookie under another community's name is nobody there.
    Headers moved = world.resident(0, 0);
    moved[0].second.replace(0, std::string("louxia_lanting").size(), "louxia_meiyuan");
    CHECK(get(world.port(), "/api/v1/me" + world.query(1), moved).status == 401);
    CHECK(get(world.port(), "/api/v1/home").status == 400);
    CHECK(get(world.port(), "/api/v1/home?community=nowhere").status == 404);
    const Reply root = get(world.port(), "/");
    CHECK(root.has("/c/lanting"));
    CHECK(root.has("/c/zhuyuan"));
    CHECK(get(world.port(), "/c/meiyuan").has(world.place(1).item(0).text()));
    CHECK(!get(world.port(), "/c/meiyuan").has(world.place(0).item(0).text()));
}

TEST_CASE("what everyone may read holds no phone, surname or room, and the log holds nobody") {
    World world;
    const Headers who = world.resident(0);
    CHECK(
        post(world.port(), "/api/v1/groups/" + world.group().text() + "/join", "{}", who).status ==
        200);
    const std::string order = world.order(who);
    static_cast<void>(get(world.port(), "/o/" + order, who));
    const std::string item = world.place().item(0).text();
    for (const std::string& target :
         {std::string("/"), std::string("/c/lanting"), std::string("/c/lanting/list"),
          std::string("/c/lanting/groups"), std::string("/c/lanting/posts"), "/p/" + item,
          "/g/" + world.group().text(), std::string("/api/v1/home"), std::string("/api/v1/posts"),
          "/api/v1/groups/" + world.group().text()}) {
        CAPTURE(target);
        const Reply reply = get(world.port(), target);
        CHECK(reply.status == 200);
        for (const char* secret : {"00000001", "李", "101室", "单元101", "\"room\"", "phone"}) {
            CAPTURE(secret);
            CHECK(!reply.has(secret));
        }
    }
    const std::string log = world.log_text();
    CHECK(log.find(R"("route":"page_order")") != std::string::npos);
    for (const std::string& secret :
         {order, item, std::string("louxia_lanting"), std::string("community="),
          std::string("127.0.0.1"), std::string("00000001")}) {
        CAPTURE(secret);
        CHECK(log.find(secret) == std::string::npos);
    }
}

}  // namespace louxia::test
