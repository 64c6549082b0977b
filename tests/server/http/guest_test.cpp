#include <doctest/doctest.h>

#include "server/app/admissions.hpp"
#include "shared/api/endpoint_table.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

Headers cookie_of(const Reply& reply) {
    const std::string cookie = reply.header("Set-Cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

std::string form_of(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
}

/// The first building of the neighbourhood has households 0-6; the host is the first of them.
struct Visit {
    World world;
    int port = world.port();
    Headers host = world.resident(0);
    Headers leader = world.as(world.place().leader());
    std::string made = make();
    std::string secret = between(made, "/c/lanting/guest#", "\"");
    std::string link = between(made, R"("link":")", "\"");

    std::string make() {
        const Reply reply =
            post(port, "/api/v1/groups/" + world.group().text() + "/guest-link", "{}", host);
        REQUIRE(reply.status == 200);
        return reply.body;
    }
    std::string building(std::size_t index) {
        std::string id;
        world.house.store->read(world.place().id, [&](const app::Reader& reader) {
            id = reader.buildings().at(index).id.text();
        });
        return id;
    }
    Reply open(const std::string& with) {
        return post(port, "/api/v1/guest", R"({"secret":")" + with + R"("})");
    }
    Reply ask(const std::string& with, std::size_t building_index = 0,
              const std::string& room = "602", const Headers& from = {}) {
        return post(port, "/api/v1/guest/ask",
                    R"({"secret":")" + with + R"(","nickname":"客人","building":")" +
                        building(building_index) + R"(","unit":2,"room":)" + room + "}",
                    from);
    }
    std::string waiting(const Headers& who) {
        return between(get(port, "/api/v1/admissions", who).body, R"("member":")", "\"");
    }
    int admit(const Headers& who, const std::string& member) {
        return post(port, "/api/v1/admissions/" + member + "/admit", "{}", who).status;
    }
    std::string neighbour_name() {
        return between(get(port, "/api/v1/me", world.resident(1)).body, R"("nickname":")", "\"");
    }
    int join(const Headers& who) {
        return post(port, "/api/v1/groups/" + world.group().text() + "/join", "{}", who).status;
    }
};

}  // namespace

TEST_CASE("a guest sees one group, nicknames and buildings, and nothing else") {
    Visit visit;
    CHECK(visit.join(visit.world.resident(1)) == 200);
    const Reply seen = visit.open(visit.secret);
    CHECK(seen.status == 200);
    CHECK(seen.has(visit.world.group().text()));
    CHECK(seen.has(R"("host":{"nickname":"n0","building_number":1})"));
    CHECK(seen.has(R"("neighbours":[{"nickname":")" + visit.neighbour_name() + "\""));
    for (const char* secret_of_others : {"phone", "surname", "room", "household\"", "member"}) {
        CAPTURE(secret_of_others);
        CHECK(!seen.has(secret_of_others));
    }
    CHECK(seen.header("Set-Cookie").empty());
    CHECK(visit.open("0123456789abcdefghjkmnpqrs").status == 404);
    visit.world.clock.set(visit.world.clock.now() + guest_link_ms);
    CHECK(visit.open(visit.secret).status == 404);
    CHECK(visit.ask(visit.secret).status == 404);
}

TEST_CASE("who asks with a guest link waits; the host's home counts as one of two") {
    Visit visit;
    const Reply asked = visit.ask(visit.secret);
    REQUIRE(asked.status == 200);
    const Headers guest = cookie_of(asked);
    CHECK(visit.join(guest) == 403);
    const Reply list = get(visit.port, "/api/v1/admissions", visit.leader);
    CHECK(list.has(R"("vouches":1)"));
    CHECK(list.has(R"("host":{"nickname":"n0","building_number":1})"));
    CHECK(list.has("group_title"));
    const Reply me = get(visit.port, "/c/lanting/me", guest);
    CHECK(me.has("/g/" + visit.world.group().text()));
    CHECK(me.has("就作废"));
    CHECK(visit.admit(visit.world.resident(1), visit.waiting(visit.leader)) == 200);
    // In, and the wallet is what a new home has.
    CHECK(get(visit.port, "/api/v1/me", guest).has(R"("room":602)"));
    CHECK(visit.join(guest) == 409);
    CHECK(visit.world.house.broken() == "");
}

TEST_CASE("a host from another building vouches for nobody") {
    Visit visit;
    CHECK(visit.ask(visit.secret, 1, "601").status == 200);
    CHECK(get(visit.port, "/api/v1/admissions", visit.leader).has(R"("vouches":0)"));
    CHECK(visit.admit(visit.host, visit.waiting(visit.leader)) == 404);
}

TEST_CASE("a guest who waits gets nothing of the neighbourhood's from any route") {
    Visit visit;
    const Headers guest = cookie_of(visit.ask(visit.secret));
    const std::string neighbour = visit.world.order(visit.world.resident(1));
    const std::string name_of_neighbour = visit.neighbour_name();
    CHECK(name_of_neighbour.size() >= 2);
    const std::map<std::string, std::string> parts = {
        {"{order}", neighbour},
        {"{group}", visit.world.group().text()},
        {"{item}", visit.world.place().item(0).text()},
        {"{link}", visit.link},
        {"{member}", visit.waiting(visit.leader)},
        {"{household}", visit.world.place().resident(1).member->household.text()},
        {"{building}", visit.building(0)},
        {"{date}", "2026-11-23"},
        {"{step}", "take"},
        {"{markup_permille}", "300"}};
    for (const api::EndpointRow& row : api::endpoint_table) {
        // What is open is open to everybody; what is about oneself alone holds nobody else.
        const std::string name(row.name);
        const bool own = name == "sign_out" || name == "get_me" || name == "list_devices" ||
                         name == "end_other_devices" || name == "offer_phone" ||
                         name == "get_new_phone";
        if (row.roles.is_open() || own) continue;
        std::string path(row.shape.path);
        for (const auto& [part, value] : parts) {
            const std::size_t at = path.find(part);
            if (at != std::string::npos) path.replace(at, part.size(), value);
        }
        const std::size_t other = path.find('{');
        if (other != std::string::npos)
            path = path.substr(0, other) + "0000000000001" + path.substr(path.find('}') + 1);
        CAPTURE(name);
        const Reply reply = row.shape.method == api::Method::get
                                ? get(visit.port, path, guest)
                                : post(visit.port, path, "{}", guest);
        CAPTURE(reply.body);
        CHECK(reply.status < 500);
        if (reply.status == 200) {
            // A list, without a line in it.
            CHECK(name.substr(0, 5) == "list_");
            CHECK(reply.has(":[]"));
        }
        CHECK(!reply.has("\"" + name_of_neighbour + "\""));
    }
}

TEST_CASE("a link is ended by the home that made it, and by no other") {
    Visit visit;
    const std::string end = "/api/v1/me/guest-links/" + visit.link + "/end";
    const Headers neighbour = visit.world.resident(1);
    CHECK(get(visit.port, "/api/v1/me/guest-links", neighbour).has(R"("links":[])"));
    CHECK(post(visit.port, end, "{}", neighbour).status == 404);
    CHECK(visit.open(visit.secret).status == 200);
    CHECK(get(visit.port, "/api/v1/me/guest-links", visit.host).has(visit.link));
    CHECK(!get(visit.port, "/api/v1/me/guest-links", visit.host).has(visit.secret));
    CHECK(post(visit.port, end, "{}", visit.host).status == 200);
    CHECK(visit.open(visit.secret).status == 404);
    CHECK(visit.ask(visit.secret).status == 404);
    CHECK(post(visit.port, end, "{}", visit.host).status == 404);
}

TEST_CASE("of more than five links the first one ends, and a link lets ten ask") {
    Visit visit;
    for (int more = 0; more < 5; ++more) {
        visit.world.clock.set(visit.world.clock.now() + 1);
        static_cast<void>(visit.make());
    }
    CHECK(visit.open(visit.secret).status == 404);
    const std::string last = between(visit.make(), "/c/lanting/guest#", "\"");
    for (int guest = 0; guest < 10; ++guest) {
        const Headers elsewhere = {{"X-Forwarded-For", "203.0.113." + std::to_string(guest)}};
        const std::string room = std::to_string(100 * (1 + guest % 6) + 1 + guest / 6);
        CHECK(visit.ask(last, 0, room, elsewhere).status == 200);
    }
    CHECK(visit.ask(last, 0, "602", {{"X-Forwarded-For", "203.0.113.99"}}).status == 429);
}

TEST_CASE("from one address five may ask in a quarter of an hour") {
    Visit visit;
    for (const char* room : {"101", "201", "301", "401", "501"}) {
        CHECK(visit.ask(visit.secret, 0, room).status == 200);
    }
    const Reply slowed = visit.ask(visit.secret, 0, "601");
    CHECK(slowed.status == 429);
    CHECK(!slowed.header("Retry-After").empty());
}

TEST_CASE("a request that nobody answers is over after two weeks, and who asked sees it") {
    Visit visit;
    const Headers guest = cookie_of(visit.ask(visit.secret));
    const std::string member = visit.waiting(visit.leader);
    visit.world.clock.set(visit.world.clock.now() + (admission_ms - 1));
    CHECK(visit.waiting(visit.leader) == member);
    visit.world.clock.set(visit.world.clock.now() + 1);
    CHECK(visit.waiting(visit.leader).empty());
    CHECK(visit.admit(visit.leader, member) == 404);
    CHECK(get(visit.port, "/c/lanting/me", guest).has("两周没人认"));
    const auto drop = [&](Instant now) {
        std::int32_t gone = 0;
        REQUIRE(visit.world.house.store
                    ->transact(visit.world.place().id,
                               [&](app::Writer& writer) -> Result<void> {
                                   gone = app::drop_admissions(writer, now, 100);
                                   return {};
                               })
                    .ok());
        return gone;
    };
    CHECK(drop(visit.world.clock.now()) == 0);
    CHECK(drop(visit.world.clock.now() + (admission_ms + 1)) == 1);
    CHECK(get(visit.port, "/api/v1/me", guest).status == 401);
    CHECK(visit.world.house.broken() == "");
}

TEST_CASE("links are made, opened, asked with and ended with forms alone") {
    Visit visit;
    const std::string here = "/c/lanting/guests";
    CHECK(get(visit.port, "/c/lanting/me/devices", visit.host).has(here));
    const std::string group = "/g/" + visit.world.group().text();
    CHECK(get(visit.port, group, visit.host).has(here));
    CHECK(!get(visit.port, group).has(here));
    const Reply page = get(visit.port, here, visit.host);
    CHECK(page.has("72 小时"));
    const Reply made =
        post_form(visit.port, here,
                  form_of(page) + "&step=make&group=" + visit.world.group().text(), visit.host);
    CHECK(made.status == 200);
    CHECK(made.has("data:image/svg+xml,"));
    const std::string secret = between(made.body, "/c/lanting/guest#", "<");
    CHECK(get(visit.port, "/c/lanting/guest").has("name=\"secret\""));
    const Reply seen = post_form(visit.port, "/c/lanting/guest",
                                 "secret=http%3A%2F%2Fx%2Fc%2Flanting%2Fguest%23" + secret);
    CHECK(seen.status == 200);
    CHECK(seen.has("n0 · 1栋"));
    CHECK(seen.has("你只看得到这一团"));
    const std::string ask = "secret=" + hidden_field(seen, "secret") +
                            "&step=ask&nickname=%E9%98%BF%E6%9E%97&building=" + visit.building(0) +
                            "&unit=2&room=";
    CHECK(post_form(visit.port, "/c/lanting/guest", ask + "999").status == 400);
    const Reply asked = post_form(visit.port, "/c/lanting/guest", ask + "602");
    CHECK(asked.status == 303);
    CHECK(asked.header("Location") == "/c/lanting/me");
    CHECK(get(visit.port, "/c/lanting/neighbours?lang=en", visit.leader).has("Guest link from n0"));
    const Reply again = get(visit.port, here, visit.host);
    CHECK(again.has("1 人用它敲过门"));
    CHECK(!again.has(secret));
    CHECK(post_form(visit.port, here, form_of(again) + "&link=" + hidden_field(again, "link"),
                    visit.host)
              .status == 303);
    CHECK(get(visit.port, here, cookie_of(asked)).status == 404);
    CHECK(get(visit.port, here).status == 401);
}

}  // namespace louxia::test
