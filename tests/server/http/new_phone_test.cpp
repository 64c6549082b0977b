#include <doctest/doctest.h>

#include <array>
#include <thread>

#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

constexpr const char* iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17 Safari/604.1";

Headers cookie_of(const Reply& reply) {
    const std::string cookie = reply.header("Set-Cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

std::string form_of(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
}

/// An old phone, and what a new one gets from it.
struct Phones {
    World world;
    Headers old = world.resident(0);
    int port = world.port();

    std::string offer() {
        const Reply made = post(port, "/api/v1/me/new-phone", "{}", old);
        REQUIRE(made.status == 200);
        return between(made.body, "/c/lanting/phone#", "\"");
    }
    Reply claim(const std::string& secret) {
        return post(port, "/api/v1/phone", R"({"secret":")" + secret + R"("})",
                    {{"User-Agent", iphone}});
    }
    Reply finish(const std::string& claim) {
        return post(port, "/api/v1/phone/finish", R"({"claim":")" + claim + R"("})");
    }
    Reply confirm(const std::string& digits, const Headers& who) {
        const std::string body = digits.empty() ? "{}" : R"({"digits":)" + digits + "}";
        return post(port, "/api/v1/me/new-phone/confirm", body, who);
    }
    std::string state() {
        return between(get(port, "/api/v1/me/new-phone", old).body, R"("state":")", "\"");
    }
};

std::string claim_in(const Reply& reply) {
    return between(reply.body, R"("claim":")", "\"");
}

std::string digits_in(const Reply& reply) {
    return between(reply.body, R"("digits":)", ",");
}

/// One that the new phone does not show.
std::string other_than(const std::string& digits, const Reply& attempt) {
    const std::string three = between(attempt.body, R"("choices":[)", "]");
    const std::string first = three.substr(0, three.find(','));
    return first == digits ? three.substr(three.rfind(',') + 1) : first;
}

}  // namespace

TEST_CASE("a new phone comes in when the old one picks the digits that it shows") {
    Phones phones;
    const Reply claimed = phones.claim(phones.offer());
    REQUIRE(claimed.status == 200);
    CHECK(claimed.header("Set-Cookie").empty());
    CHECK(claimed.has(R"("nickname":"n0")"));
    const Reply waiting = phones.finish(claim_in(claimed));
    CHECK(waiting.status == 200);
    CHECK(waiting.header("Set-Cookie").empty());
    CHECK(!waiting.has("role"));

    const Reply attempt = get(phones.port, "/api/v1/me/new-phone", phones.old);
    CHECK(attempt.has("iPhone · Safari"));
    CHECK(attempt.has(digits_in(claimed)));
    CHECK(!attempt.has(claim_in(claimed)));
    CHECK(phones.confirm(digits_in(claimed), phones.old).status == 200);
    CHECK(phones.state() == "confirmed");
    const Reply in = phones.finish(claim_in(claimed));
    CHECK(in.status == 200);
    const Headers fresh = cookie_of(in);
    CHECK(get(phones.port, "/api/v1/me", fresh).has(R"("nickname":"n0")"));
    const Reply devices = get(phones.port, "/api/v1/me/devices", phones.old);
    CHECK(devices.has("iPhone · Safari"));
    CHECK(phones.state() == "done");
    // Once.
    CHECK(phones.finish(claim_in(claimed)).status == 404);
    // The new phone may not go on with what the old one has begun, but begins its own.
    CHECK(get(phones.port, "/api/v1/me/new-phone", fresh).body == R"({"attempt":null})");
    CHECK(phones.world.log_text().find(claim_in(claimed)) == std::string::npos);
}

TEST_CASE("wrong digits, or none of them, end the attempt") {
    for (const bool none : {false, true}) {
        Phones phones;
        const Reply claimed = phones.claim(phones.offer());
        const Reply attempt = get(phones.port, "/api/v1/me/new-phone", phones.old);
        const std::string wrong = none ? "" : other_than(digits_in(claimed), attempt);
        const Reply ended = phones.confirm(wrong, phones.old);
        CHECK(ended.status == 200);
        CHECK(ended.has(R"("state":"ended")"));
        CHECK(phones.confirm(digits_in(claimed), phones.old).status == 409);
        CHECK(phones.finish(claim_in(claimed)).status == 404);
    }
}

TEST_CASE("a code works for a minute, and so does each step after it") {
    Phones phones;
    const std::string late = phones.offer();
    phones.world.clock.set(phones.world.clock.now() + minute_ms);
    CHECK(phones.claim(late).status == 404);
    CHECK(phones.state() == "ended");

    const Reply unconfirmed = phones.claim(phones.offer());
    phones.world.clock.set(phones.world.clock.now() + minute_ms);
    CHECK(phones.confirm(digits_in(unconfirmed), phones.old).status == 409);

    const Reply unfinished = phones.claim(phones.offer());
    CHECK(phones.confirm(digits_in(unfinished), phones.old).status == 200);
    phones.world.clock.set(phones.world.clock.now() + minute_ms);
    CHECK(phones.finish(claim_in(unfinished)).status == 404);
}

TEST_CASE("a code that is opened twice lets neither in") {
    Phones phones;
    const std::string secret = phones.offer();
    const Reply first = phones.claim(secret);
    CHECK(first.status == 200);
    CHECK(phones.claim(secret).status == 404);
    CHECK(phones.state() == "ended");
    CHECK(phones.confirm(digits_in(first), phones.old).status == 409);
    CHECK(phones.finish(claim_in(first)).status == 404);
}

TEST_CASE("of phones that race for a code at most one gets digits, and none comes in unseen") {
    Phones phones;
    const std::string secret = phones.offer();
    std::array<Reply, 6> replies;
    std::vector<std::thread> racers;
    for (Reply& reply : replies) {
        racers.emplace_back([&] { reply = phones.claim(secret); });
    }
    for (std::thread& racer : racers) {
        racer.join();
    }
    int opened = 0;
    for (const Reply& reply : replies) {
        opened += reply.status == 200 ? 1 : 0;
        if (reply.status == 200) {
            CHECK(phones.finish(claim_in(reply)).status == 404);
        }
    }
    CHECK(opened == 1);
}

TEST_CASE("nobody else confirms: not a neighbour, not another device of the same home") {
    Phones phones;
    const Reply claimed = phones.claim(phones.offer());
    const Headers neighbour = phones.world.resident(1);
    const Headers other = phones.world.resident(0);
    CHECK(phones.confirm(digits_in(claimed), neighbour).status == 409);
    CHECK(phones.confirm(digits_in(claimed), other).status == 409);
    CHECK(get(phones.port, "/api/v1/me/new-phone", other).body == R"({"attempt":null})");
    CHECK(post(phones.port, "/api/v1/me/new-phone/confirm",
               R"({"digits":)" + digits_in(claimed) + "}")
              .status == 401);
    CHECK(phones.finish(claim_in(claimed)).has(R"("me":null)"));
    CHECK(phones.state() == "claimed");
}

TEST_CASE("a phone that was ended meanwhile brings nobody in") {
    Phones phones;
    const Headers other = phones.world.resident(0);
    const Reply claimed = phones.claim(phones.offer());
    CHECK(phones.confirm(digits_in(claimed), phones.old).status == 200);
    CHECK(post(phones.port, "/api/v1/me/devices/end-others", "{}", other).status == 200);
    CHECK(phones.finish(claim_in(claimed)).status == 404);
}

TEST_CASE("offers and guesses are slowed down") {
    http::Config config;
    config.failed_sign_ins_per_minute = 3;
    World world({"lanting"}, config);
    const Headers who = world.resident(0);
    for (int time = 0; time < 10; ++time) {
        CHECK(post(world.port(), "/api/v1/me/new-phone", "{}", who).status == 200);
    }
    const Reply slowed = post(world.port(), "/api/v1/me/new-phone", "{}", who);
    CHECK(slowed.status == 429);
    CHECK(!slowed.header("Retry-After").empty());
    const std::string guess = R"({"secret":"0123456789abcdefghjkmnpqrs"})";
    for (int time = 0; time < 3; ++time) {
        CHECK(post(world.port(), "/api/v1/phone", guess).status == 404);
    }
    const Reply later = post(world.port(), "/api/v1/phone", guess);
    CHECK(later.status == 429);
    CHECK(!later.header("Retry-After").empty());
}

TEST_CASE("a new phone comes in with forms alone") {
    Phones phones;
    const std::string here = "/c/lanting/me/phone";
    CHECK(get(phones.port, "/c/lanting/me/devices", phones.old).has(here));
    const Reply begin = get(phones.port, here, phones.old);
    CHECK(begin.has("60 秒"));
    const Reply code = post_form(phones.port, here, form_of(begin) + "&step=offer", phones.old);
    CHECK(code.status == 200);
    CHECK(code.has("data:image/svg+xml,"));
    const std::string secret = between(code.body, "/c/lanting/phone#", "<");
    // Another look does not show it again.
    CHECK(!get(phones.port, here, phones.old).has(secret));

    CHECK(get(phones.port, "/c/lanting/phone").has("name=\"secret\""));
    const Reply digits = post_form(phones.port, "/c/lanting/phone",
                                   "secret=http%3A%2F%2Fx%2Fc%2Flanting%2Fphone%23" + secret,
                                   {{"User-Agent", iphone}});
    CHECK(digits.status == 200);
    const std::string shown = between(digits.body, "class=\"digits\">", "<");
    CHECK(shown.size() == 2);
    CHECK(digits.has("n0"));
    const std::string claim = "claim=" + hidden_field(digits, "claim");
    const Reply still = post_form(phones.port, "/c/lanting/phone", claim);
    CHECK(still.status == 200);
    CHECK(still.has("class=\"digits\">" + shown));

    const Reply ask = get(phones.port, here, phones.old);
    CHECK(ask.has("iPhone · Safari"));
    CHECK(ask.has("value=\"" + shown + "\""));
    CHECK(post_form(phones.port, here, form_of(ask) + "&step=confirm&digits=" + shown, phones.old)
              .status == 303);
    CHECK(get(phones.port, here, phones.old).has("数字对上了"));
    const Reply in = post_form(phones.port, "/c/lanting/phone", claim);
    CHECK(in.status == 303);
    CHECK(in.header("Location") == "/c/lanting");
    CHECK(get(phones.port, "/api/v1/me", cookie_of(in)).status == 200);
    CHECK(get(phones.port, here + "?lang=en", phones.old).has("iPhone · Safari is in"));
    CHECK(post_form(phones.port, "/c/lanting/phone", claim).status == 404);
}

}  // namespace louxia::test
