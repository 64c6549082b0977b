#include "server/http/request_rate.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

using namespace std::chrono_literals;
using http::RequestRate;

constexpr RequestRate::Time start{std::chrono::hours(1)};

/// How many of `asked` were let through.
int let_through(RequestRate& rate, const std::string& sender, int weight, int asked,
                RequestRate::Time now) {
    int through = 0;
    for (int each = 0; each < asked; ++each) {
        through += rate.take(sender, weight, now) == 0 ? 1 : 0;
    }
    return through;
}

}  // namespace

TEST_CASE("half a minute's requests may come at once, and then one as each is due") {
    RequestRate rate(60);
    CHECK(let_through(rate, "a", RequestRate::reading, 100, start) == 30);
    CHECK(rate.take("a", RequestRate::reading, start) == 1);
    CHECK(let_through(rate, "a", RequestRate::reading, 100, start + 1s) == 1);
    CHECK(let_through(rate, "a", RequestRate::reading, 100, start + 11s) == 10);
    CHECK(let_through(rate, "a", RequestRate::reading, 100, start + 10min) == 30);
}

TEST_CASE("a change counts as five readings, and what was refused costs nothing") {
    RequestRate rate(60);
    CHECK(let_through(rate, "a", RequestRate::changing, 100, start) == 6);
    // Whoever goes on asking does not wait longer for it.
    CHECK(rate.take("a", RequestRate::changing, start) == 5);
    CHECK(rate.take("a", RequestRate::changing, start + 4s) == 1);
    CHECK(rate.take("a", RequestRate::changing, start + 5s) == 0);
}

TEST_CASE("over hours no more comes through than the rate, however it is asked for") {
    RequestRate rate(1200);
    std::int64_t through = 0;
    for (auto at = 0ms; at < 1h; at += 7ms) {
        through += rate.take("a", RequestRate::reading, start + at) == 0 ? 1 : 0;
    }
    CHECK(through <= 60 * 1200 + 600);
    CHECK(through >= 60 * 1200);
}

TEST_CASE("senders do not wait for each other, and none is no limit") {
    RequestRate rate(60);
    CHECK(let_through(rate, "a", RequestRate::reading, 100, start) == 30);
    CHECK(let_through(rate, "b", RequestRate::reading, 100, start) == 30);
    RequestRate any(0);
    CHECK(let_through(any, "a", RequestRate::changing, 10'000, start) == 10'000);
}

TEST_CASE("many senders find room, and those who wait are not forgotten for them") {
    RequestRate rate(60);
    CHECK(let_through(rate, "greedy", RequestRate::reading, 100, start) == 30);
    for (std::size_t each = 0; each < 2 * RequestRate::senders_max; ++each) {
        static_cast<void>(rate.take(std::to_string(each), RequestRate::reading, start));
    }
    CHECK(rate.take("greedy", RequestRate::reading, start) > 0);
    // A second later their requests are past, and there is room again for one of its own.
    CHECK(let_through(rate, "new", RequestRate::reading, 100, start + 2s) == 30);
}

TEST_CASE("many threads of one sender get what one would") {
    RequestRate rate(600);
    std::atomic<int> through = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back(
            [&] { through += let_through(rate, "a", RequestRate::reading, 1000, start); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(through == 300);
}

TEST_CASE(
    "an account that asks too fast waits on all its devices, in words; its neighbour does not") {
    http::Config config;
    config.requests_per_account = 60;
    World world({"lanting"}, config);
    const Headers phone = world.resident();
    const Headers tablet = world.resident();
    const Headers neighbour = world.resident(1);
    const std::string me = "/api/v1/me" + world.query();
    for (int each = 0; each < 30; ++each) {
        REQUIRE(get(world.port(), me, each % 2 == 0 ? phone : tablet).status == 200);
    }
    for (const Headers& device : {phone, tablet}) {
        const Reply refused = get(world.port(), me, device);
        CHECK(refused.status == 429);
        CHECK(refused.header("Retry-After") == "1");
        CHECK(refused.body.find("\"rate_limited\"") != std::string::npos);
    }
    const Reply page = get(world.port(), "/c/lanting/orders", phone);
    CHECK(page.status == 429);
    CHECK(page.header("Retry-After") == "1");
    CHECK(page.body.find("点得太快了") != std::string::npos);
    CHECK(get(world.port(), "/api/v1/events" + world.query(), phone).status == 429);
    CHECK(get(world.port(), me, neighbour).status == 200);
    CHECK(get(world.port(), "/c/lanting/orders", neighbour).status == 200);
}

TEST_CASE("an order that came too fast is not placed, and is placed once when it comes again") {
    http::Config config;
    config.requests_per_account = 600;
    World world({"lanting"}, config);
    Headers who = world.resident();
    for (int each = 0; each < 300; ++each) {
        REQUIRE(get(world.port(), "/api/v1/me" + world.query(), who).status == 200);
    }
    who.emplace_back("Idempotency-Key", "too-fast-the-first-time");
    const std::string address = "/api/v1/orders" + world.query();
    Reply reply = post(world.port(), address, world.basket(), who);
    CHECK(reply.status == 429);
    for (int round = 0; round < 50 && reply.status == 429; ++round) {
        std::this_thread::sleep_for(100ms);
        reply = post(world.port(), address, world.basket(), who);
    }
    CHECK(reply.status == 200);
    CHECK(get(world.port(), "/metrics").body.find("status=\"429\"") != std::string::npos);
}

TEST_CASE("an address that asks too fast waits; files, other addresses and this machine do not") {
    http::Config config;
    config.requests_per_address = 60;
    World world({"lanting"}, config);
    const std::string home = "/api/v1/home" + world.query();
    const auto from = [](const std::string& address) {
        return Headers{{"X-Forwarded-For", address}};
    };
    for (int each = 0; each < 30; ++each) {
        REQUIRE(get(world.port(), home, from("203.0.113.7")).status == 200);
        REQUIRE(get(world.port(), home, from("2001:db8::" + std::to_string(each))).status == 200);
    }
    CHECK(get(world.port(), home, from("203.0.113.7")).status == 429);
    CHECK(get(world.port(), "/no/such/page", from("203.0.113.7")).status == 429);
    // A host has all addresses of its network.
    CHECK(get(world.port(), home, from("2001:db8::ffff")).status == 429);
    CHECK(get(world.port(), home, from("2001:db8:0:1::1")).status == 200);
    CHECK(get(world.port(), "/static/none.css", from("203.0.113.7")).status == 404);
    CHECK(get(world.port(), home, from("203.0.113.8")).status == 200);
    for (int each = 0; each < 60; ++each) {
        REQUIRE(get(world.port(), home).status == 200);
    }
}

}  // namespace louxia::test
