#include <doctest/doctest.h>

#include "server/app/devices.hpp"
#include "tests/server/http/fake_identity_provider.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

std::string form_of(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
}

/// A flow that a browser has begun: where it was sent, and its cookie.
struct Begun {
    std::string url;
    Headers cookie;
};

std::string unescaped(std::string text) {
    for (std::size_t at = text.find("&amp;"); at != std::string::npos; at = text.find("&amp;")) {
        text.replace(at, 5, "&");
    }
    return text;
}

Begun begun_by(const Reply& page) {
    REQUIRE(page.status == 200);
    const std::string cookie = page.header("Set-Cookie");
    CHECK(cookie.find("HttpOnly; SameSite=Lax") != std::string::npos);
    // Characters of an address that templates write otherwise.
    std::string url = unescaped(between(page.body, "class=\"btn\" href=\"", "\""));
    for (const auto& [written, meant] :
         {std::pair{"&#x2F;", "/"}, std::pair{"&#x3D;", "="}, std::pair{"&#47;", "/"}}) {
        for (std::size_t at = url.find(written); at != std::string::npos; at = url.find(written)) {
            url.replace(at, std::string_view(written).size(), meant);
        }
    }
    return {url, {{"Cookie", cookie.substr(0, cookie.find(';'))}}};
}

struct Hall {
    FakeIdentityProvider provider;
    adapters::HttpIdentityProvider adapter{provider.config()};
    World world;
    int port = world.port();
    Headers who = world.resident(0);

    Hall() {
        world.use(adapter);
        provider.now_s = world.clock.now().ms / second_ms;
    }
    Begun begin_linking(const Headers& from) {
        const Reply page = get(port, "/c/lanting/me/ways", from);
        return begun_by(post_form(port, "/c/lanting/me/ways", form_of(page) + "&step=link", from));
    }
    Begun begin_sign_in() { return begun_by(post_form(port, "/c/lanting/identity/go", "")); }
    Reply come_back(const std::string& query, const Headers& cookie) {
        return get(port, "/c/lanting/identity/back?" + query, cookie);
    }
    Reply link(const Headers& from, const std::string& subject) {
        const Begun begun = begin_linking(from);
        return come_back(provider.sign_in(begun.url, subject), begun.cookie);
    }
    Reply sign_in(const std::string& subject) {
        const Begun begun = begin_sign_in();
        return come_back(provider.sign_in(begun.url, subject), begun.cookie);
    }
};

std::string session_of(const Reply& reply) {
    for (const auto& [name, value] : reply.headers) {
        if (name == "set-cookie" && value.rfind("louxia_lanting=", 0) == 0) {
            return value.substr(0, value.find(';'));
        }
    }
    return {};
}

}  // namespace

TEST_CASE("an identity is linked by who is signed in, and then signs in that member alone") {
    Hall hall;
    // Known to nobody yet.
    const Reply unknown = hall.sign_in("anna");
    CHECK(unknown.status == 404);
    CHECK(session_of(unknown).empty());
    const Reply linked = hall.link(hall.who, "anna");
    CHECK(linked.status == 303);
    CHECK(linked.header("Location") == "/c/lanting/me/ways");
    CHECK(get(hall.port, "/api/v1/me/identities", hall.who).has("假身份"));
    const Reply in = hall.sign_in("anna");
    CHECK(in.status == 303);
    CHECK(in.header("Location") == "/c/lanting");
    CHECK(get(hall.port, "/api/v1/me", {{"Cookie", session_of(in)}}).has(R"("nickname":"n0")"));
    CHECK(hall.sign_in("boris").status == 404);
    // Not a second member's.
    CHECK(hall.link(hall.world.resident(1), "anna").status == 409);
    // Ended by its owner, and by nobody else.
    const std::string identity =
        between(get(hall.port, "/api/v1/me/identities", hall.who).body, R"("identity":")", "\"");
    const std::string end = "/api/v1/me/identities/" + identity + "/end";
    CHECK(post(hall.port, end, "{}", hall.world.resident(1)).status == 404);
    CHECK(post(hall.port, end, "{}", hall.who).status == 200);
    CHECK(hall.sign_in("anna").status == 404);
}

TEST_CASE("a code, a state and a flow work once") {
    Hall hall;
    REQUIRE(hall.link(hall.who, "anna").status == 303);
    const Begun begun = hall.begin_sign_in();
    const std::string query = hall.provider.sign_in(begun.url, "anna");
    CHECK(hall.come_back(query, begun.cookie).status == 303);
    CHECK(hall.come_back(query, begun.cookie).status == 404);
    // The same code in another flow: refused by the provider, and by us should it be careless.
    const std::string code = hall.provider.last_code();
    const auto replay = [&] {
        const Begun again = hall.begin_sign_in();
        const std::string state = between(again.url + "&", "state=", "&");
        return hall.come_back("state=" + state + "&code=" + code, again.cookie).status;
    };
    CHECK(replay() == 403);
    hall.provider.repeats_codes = true;
    CHECK(replay() == 403);
    hall.provider.skips_pkce = true;
    CHECK(replay() == 403);
    CHECK(hall.world.log_text().find("\"field\":\"nonce\"") != std::string::npos);
    CHECK(hall.world.log_text().find(code) == std::string::npos);
}

TEST_CASE("the way back works in the browser that went, with its state, in time") {
    Hall hall;
    REQUIRE(hall.link(hall.who, "anna").status == 303);
    const Begun mine = hall.begin_sign_in();
    const Begun others = hall.begin_sign_in();
    const std::string query = hall.provider.sign_in(mine.url, "anna");
    CHECK(hall.come_back(query, {}).status == 404);
    CHECK(hall.come_back(query, others.cookie).status == 404);
    CHECK(hall.come_back("code=" + hall.provider.last_code(), mine.cookie).status == 404);
    CHECK(hall.come_back("state=made-up&code=" + hall.provider.last_code(), mine.cookie).status ==
          404);
    // Whoever answers in another's name is not heard.
    CHECK(hall.come_back(query + "&iss=https%3A%2F%2Fevil.example", mine.cookie).status == 403);
    const Begun late = hall.begin_sign_in();
    const std::string answer = hall.provider.sign_in(late.url, "anna");
    hall.world.clock.set(hall.world.clock.now() + identity_flow_ms);
    CHECK(hall.come_back(answer, late.cookie).status == 404);
}

TEST_CASE(
    "a token of another issuer, for another client, of another flow or of yesterday is refused") {
    Hall hall;
    REQUIRE(hall.link(hall.who, "anna").status == 303);
    hall.provider.issuer = "https://evil.example";
    CHECK(hall.sign_in("anna").status == 403);
    hall.provider.issuer.clear();
    hall.provider.audience = "another-client";
    CHECK(hall.sign_in("anna").status == 403);
    hall.provider.audience.clear();
    hall.provider.nonce = "another";
    CHECK(hall.sign_in("anna").status == 403);
    hall.provider.nonce.clear();
    hall.provider.ends_in_s = 0;
    CHECK(hall.sign_in("anna").status == 403);
    hall.provider.ends_in_s = 60;
    // Another subject is another person, whatever was asked for.
    hall.provider.swapped_subject = "boris";
    CHECK(hall.sign_in("anna").status == 404);
    hall.provider.swapped_subject.clear();
    hall.provider.is_down = true;
    CHECK(hall.sign_in("anna").status == 503);
    hall.provider.is_down = false;
    CHECK(hall.sign_in("anna").status == 303);
}

TEST_CASE("the same subject of another issuer is somebody else") {
    Hall hall;
    REQUIRE(hall.link(hall.who, "anna").status == 303);
    FakeIdentityProvider other;
    other.now_s = hall.provider.now_s;
    adapters::HttpIdentityProvider adapter{other.config()};
    hall.world.use(adapter);
    const Begun begun = hall.begin_sign_in();
    CHECK(hall.come_back(other.sign_in(begun.url, "anna"), begun.cookie).status == 404);
}

TEST_CASE("nobody links for somebody who has gone, and a lost phone's links end") {
    Hall hall;
    const Begun begun = hall.begin_linking(hall.who);
    const std::string query = hall.provider.sign_in(begun.url, "anna");
    CHECK(post(hall.port, "/api/v1/session/end", "{}", hall.who).status == 200);
    CHECK(hall.come_back(query, begun.cookie).status == 401);
    CHECK(hall.sign_in("anna").status == 404);
    const Headers again = hall.world.resident(0);
    REQUIRE(hall.link(again, "anna").status == 303);
    const auto lost = hall.world.house.store->transact(
        hall.world.place().id, [&](app::Writer& writer) -> Result<void> {
            app::drop_household_devices(writer, hall.world.place().resident(0).member->household);
            return {};
        });
    REQUIRE(lost.ok());
    CHECK(hall.sign_in("anna").status == 404);
}

TEST_CASE("who begins again and again is slowed down") {
    http::Config config;
    config.failed_sign_ins_per_minute = 3;
    FakeIdentityProvider provider;
    adapters::HttpIdentityProvider adapter{provider.config()};
    World world({"lanting"}, config);
    world.use(adapter);
    for (int time = 0; time < 3; ++time) {
        CHECK(post_form(world.port(), "/c/lanting/identity/go", "").status == 200);
    }
    const Reply slowed = post_form(world.port(), "/c/lanting/identity/go", "");
    CHECK(slowed.status == 429);
    CHECK(!slowed.header("Retry-After").empty());
}

TEST_CASE("without a provider nothing of it appears") {
    World world;
    const Headers who = world.resident(0);
    CHECK(!get(world.port(), "/c/lanting/in").has("/identity/go"));
    CHECK(!get(world.port(), "/c/lanting/me/devices", who).has("/me/ways"));
    CHECK(post_form(world.port(), "/c/lanting/identity/go", "").status == 404);
    CHECK(get(world.port(), "/c/lanting/identity/back?state=a&code=b").status == 404);
    Hall hall;
    CHECK(get(hall.port, "/c/lanting/in").has("用假身份进来"));
    CHECK(get(hall.port, "/c/lanting/me/devices", hall.who).has("/me/ways"));
}

TEST_CASE("a provider's file names everything, and sends secrets over TLS alone") {
    const std::string good =
        R"({"label":"x","issuer":"https://id.example","authorize_url":"https://id.example/a",)"
        R"("token_url":"https://id.example/t","client_id":"louxia"})";
    CHECK(adapters::read_identity_config(good).ok());
    for (const char* name : {"label", "issuer", "authorize_url", "token_url", "client_id"}) {
        std::string lacking = good;
        lacking.replace(lacking.find(name), 1, "X");
        const auto refused = adapters::read_identity_config(lacking);
        REQUIRE(!refused.ok());
        CHECK(refused.error().field == name);
    }
    std::string plain = good;
    plain.replace(plain.find("https://id.example/t"), 5, "http");
    CHECK(adapters::read_identity_config(plain).error().field == "token_url");
    CHECK(!adapters::read_identity_config("not json").ok());
}

}  // namespace louxia::test
