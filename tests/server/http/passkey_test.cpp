#include <doctest/doctest.h>

#include "server/app/devices.hpp"
#include "tests/server/http/fake_authenticator.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

using Kind = FakeAuthenticator::Kind;

http::Config behind_tls() {
    http::Config config;
    config.public_url = "https://louxia.example";
    return config;
}

std::string form_of(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
}

/// A server at https://louxia.example, and somebody signed in there.
struct Gate {
    World world{{"lanting"}, behind_tls()};
    int port = world.port();
    Headers who = world.resident(0);

    std::string challenge(const Headers& from) {
        const Reply begun = post(port, "/api/v1/me/passkeys/begin", "{}", from);
        REQUIRE(begun.status == 200);
        return between(begun.body, R"("challenge":")", "\"");
    }
    Reply add(const FakeAuthenticator& key, const std::string& client_data, const Headers& from) {
        return post(port, "/api/v1/me/passkeys",
                    R"({"client_data":")" + client_data + R"(","authenticator_data":")" +
                        key.registration() + R"("})",
                    from);
    }
    Reply add(const FakeAuthenticator& key) {
        return add(key, key.client_data("webauthn.create", challenge(who)), who);
    }
    std::string to_sign() {
        const Reply begun = post(port, "/api/v1/passkey/begin", "{}");
        REQUIRE(begun.status == 200);
        CHECK(begun.has(R"("site":"louxia.example")"));
        return between(begun.body, R"("challenge":")", "\"");
    }
    Reply sign_in(const FakeAuthenticator& key, const std::string& client_data,
                  const std::string& signature) {
        return post(port, "/api/v1/passkey",
                    R"({"credential":")" + key.credential() + R"(","client_data":")" + client_data +
                        R"(","authenticator_data":")" + key.assertion() + R"(","signature":")" +
                        signature + R"("})");
    }
    Reply sign_in(const FakeAuthenticator& key) {
        const std::string client_data = key.client_data("webauthn.get", to_sign());
        return sign_in(key, client_data, key.signature(client_data, key.assertion()));
    }
};

}  // namespace

TEST_CASE("a passkey is added by who is signed in, and then signs in") {
    for (const Kind kind : {Kind::es256, Kind::eddsa}) {
        Gate gate;
        FakeAuthenticator key(kind);
        CHECK(gate.sign_in(key).status == 404);
        const Reply added = gate.add(key);
        CHECK(added.status == 200);
        CHECK(!added.has(key.credential()));
        const Reply in = gate.sign_in(key);
        REQUIRE(in.status == 200);
        CHECK(in.has(R"("nickname":"n0")"));
        const std::string cookie = in.header("Set-Cookie");
        const Headers fresh = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
        CHECK(get(gate.port, "/api/v1/me", fresh).status == 200);
        CHECK(get(gate.port, "/api/v1/me/passkeys", fresh).has("used_at_ms"));
    }
}

TEST_CASE(
    "a passkey is made for a challenge of this session's, once, for this site, by its person") {
    Gate gate;
    const FakeAuthenticator key(Kind::es256);
    const std::string challenge = gate.challenge(gate.who);
    const std::string good = key.client_data("webauthn.create", challenge);
    // Of another session, of another kind, from elsewhere, inside another site's page, made up.
    CHECK(gate.add(key, good, gate.world.resident(1)).status == 400);
    CHECK(gate.add(key, key.client_data("webauthn.get", challenge), gate.who).status == 400);
    FakeAuthenticator elsewhere(Kind::es256);
    elsewhere.origin = "https://evil.example";
    CHECK(gate.add(key, elsewhere.client_data("webauthn.create", challenge), gate.who).status ==
          400);
    CHECK(gate.add(key, key.client_data("webauthn.create", challenge, R"(,"crossOrigin":true)"),
                   gate.who)
              .status == 400);
    CHECK(gate.add(key, key.client_data("webauthn.create", "AAAA"), gate.who).status == 400);
    CHECK(gate.add(key, "bm90IGpzb24", gate.who).status == 400);
    CHECK(gate.add(key, good, gate.who).status == 200);
    CHECK(gate.add(key, good, gate.who).status == 400);
    // For another site; without a look at who holds it; not even touched.
    for (const std::uint8_t flags : {std::uint8_t{0x01}, std::uint8_t{0x04}, std::uint8_t{0x00}}) {
        FakeAuthenticator careless(Kind::eddsa, "careless");
        careless.flags = flags;
        CHECK(gate.add(careless).status == 400);
    }
    FakeAuthenticator foreign(Kind::eddsa, "foreign");
    foreign.site = "evil.example";
    CHECK(gate.add(foreign).status == 400);
    // The same one is nobody else's.
    CHECK(gate.add(key).status == 409);
}

TEST_CASE("what is signed has to be for this challenge, this site, this origin, by this key") {
    Gate gate;
    FakeAuthenticator key(Kind::es256);
    REQUIRE(gate.add(key).status == 200);
    const std::string challenge = gate.to_sign();
    const std::string good = key.client_data("webauthn.get", challenge);
    const FakeAuthenticator other(Kind::es256);
    CHECK(gate.sign_in(key, good, other.signature(good, key.assertion())).status == 404);
    // That try used the challenge up.
    CHECK(gate.sign_in(key, good, key.signature(good, key.assertion())).status == 404);

    const auto with = [&](auto&& change) {
        FakeAuthenticator twin(Kind::eddsa, "twin");
        static_cast<void>(gate.add(twin));
        change(twin);
        return gate.sign_in(twin).status;
    };
    CHECK(with([](FakeAuthenticator&) {}) == 200);
    Gate another;
    FakeAuthenticator signer(Kind::eddsa);
    REQUIRE(another.add(signer).status == 200);
    signer.origin = "https://evil.example";
    CHECK(another.sign_in(signer).status == 404);
    signer.origin = "https://louxia.example";
    signer.site = "evil.example";
    CHECK(another.sign_in(signer).status == 404);
    signer.site = "louxia.example";
    signer.flags = 0x01;
    CHECK(another.sign_in(signer).status == 404);
    signer.flags = 0x05;
    const std::string create = signer.client_data("webauthn.create", another.to_sign());
    CHECK(another.sign_in(signer, create, signer.signature(create, signer.assertion())).status ==
          404);
    CHECK(another.sign_in(signer).status == 200);
}

TEST_CASE("a count that stands still or goes back is a copy's") {
    Gate gate;
    FakeAuthenticator key(Kind::es256);
    key.count = 7;
    REQUIRE(gate.add(key).status == 200);
    key.count = 8;
    CHECK(gate.sign_in(key).status == 200);
    CHECK(gate.sign_in(key).status == 404);
    key.count = 3;
    CHECK(gate.sign_in(key).status == 404);
    key.count = 9;
    CHECK(gate.sign_in(key).status == 200);
}

TEST_CASE("a lost phone's passkeys end with its sessions, and a member ends the own ones alone") {
    Gate gate;
    FakeAuthenticator key(Kind::es256);
    const Reply added = gate.add(key);
    REQUIRE(added.status == 200);
    const std::string end =
        "/api/v1/me/passkeys/" + between(added.body, R"("passkey":")", "\"") + "/end";
    CHECK(post(gate.port, end, "{}", gate.world.resident(1)).status == 404);
    CHECK(gate.sign_in(key).status == 200);
    const auto lost = gate.world.house.store->transact(
        gate.world.place().id, [&](app::Writer& writer) -> Result<void> {
            app::drop_household_devices(writer, gate.world.place().resident(0).member->household);
            return {};
        });
    REQUIRE(lost.ok());
    CHECK(gate.sign_in(key).status == 404);
}

TEST_CASE("without HTTPS no passkey is offered, and with it pages and export have them") {
    World plain;
    const Headers who = plain.resident(0);
    CHECK(post(plain.port(), "/api/v1/me/passkeys/begin", "{}", who).status == 404);
    CHECK(post(plain.port(), "/api/v1/passkey/begin", "{}").status == 404);
    CHECK(!get(plain.port(), "/c/lanting/me/devices", who).has("/me/ways"));
    CHECK(!get(plain.port(), "/c/lanting/in").has("use_passkey"));

    Gate gate;
    FakeAuthenticator key(Kind::es256);
    REQUIRE(gate.add(key).status == 200);
    CHECK(get(gate.port, "/c/lanting/me/devices", gate.who).has("/me/ways"));
    CHECK(get(gate.port, "/c/lanting/in").has("use_passkey"));
    const Reply page = get(gate.port, "/c/lanting/me/ways", gate.who);
    CHECK(page.has("通行密钥"));
    CHECK(get(gate.port, "/c/lanting/me/export", gate.who).has(key.credential()));
    CHECK(post_form(gate.port, "/c/lanting/me/ways",
                    form_of(page) + "&step=end_passkey&passkey=" + hidden_field(page, "passkey"),
                    gate.who)
              .status == 303);
    CHECK(gate.sign_in(key).status == 404);
}

TEST_CASE("guessing at passkeys is slowed down") {
    http::Config config = behind_tls();
    config.failed_sign_ins_per_minute = 3;
    World world({"lanting"}, config);
    const std::string body =
        R"({"credential":"AAAA","client_data":"e30","authenticator_data":"AAAA","signature":"AAAA"})";
    for (int time = 0; time < 3; ++time) {
        CHECK(post(world.port(), "/api/v1/passkey", body).status == 404);
    }
    const Reply slowed = post(world.port(), "/api/v1/passkey", body);
    CHECK(slowed.status == 429);
    CHECK(!slowed.header("Retry-After").empty());
}

}  // namespace louxia::test
