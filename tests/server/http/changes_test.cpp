#include <doctest/doctest.h>

#include <thread>

#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
    }
    return bytes;
}

}  // namespace

TEST_CASE("the same key and body get the same reply, byte for byte, and one order") {
    World world;
    Headers who = world.resident();
    who.emplace_back("Idempotency-Key", "order-key-0123456789");
    const Reply first = post(world.port(), "/api/v1/orders", world.basket(), who);
    const Reply second = post(world.port(), "/api/v1/orders", world.basket(), who);
    CHECK(first.status == 200);
    CHECK(second.status == 200);
    CHECK(first.body == second.body);
    const Reply other = post(world.port(), "/api/v1/orders", world.basket(3), who);
    CHECK(other.status == 409);
    CHECK(other.has("key_reused"));
    const Reply orders = get(world.port(), "/api/v1/orders", who);
    CHECK(between(orders.body, R"("number":)", ",") == "1");
    CHECK(orders.body.find(R"("number":2)") == std::string::npos);
    CHECK(world.place().available(0).count == 198);
    CHECK(world.house.broken() == "");
}

TEST_CASE("twenty of the same request at once make one order") {
    World world;
    Headers who = world.resident();
    who.emplace_back("Idempotency-Key", "order-key-at-once-01");
    std::vector<std::string> bodies(20);
    std::vector<std::thread> threads;
    const std::string basket = world.basket();
    for (std::string& body : bodies) {
        threads.emplace_back(
            [&] { body = post(world.port(), "/api/v1/orders", basket, who).body; });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const std::string& body : bodies) {
        CHECK(body == bodies.front());
    }
    CHECK(world.place().available(0).count == 198);
}

TEST_CASE("two people may use the same key: it is kept per person") {
    World world;
    Headers one = world.resident(0);
    Headers other = world.resident(1);
    one.emplace_back("Idempotency-Key", "the-very-same-key-1");
    other.emplace_back("Idempotency-Key", "the-very-same-key-1");
    CHECK(post(world.port(), "/api/v1/orders", world.basket(1), one).status == 200);
    CHECK(post(world.port(), "/api/v1/orders", world.basket(2), other).status == 200);
}

TEST_CASE("a change without a usable key is refused") {
    World world;
    const Headers who = world.resident();
    Headers typed = who;
    typed.emplace_back("Content-Type", "application/json");
    const Reply none = request(world.port(), "POST", "/api/v1/orders", typed, world.basket());
    CHECK(none.status == 400);
    CHECK(none.has(R"("field":"Idempotency-Key")"));
    for (const char* key : {"short", "has a blank in it!", "ünicode-0123456789"}) {
        Headers with_key = who;
        with_key.emplace_back("Idempotency-Key", key);
        CHECK(post(world.port(), "/api/v1/orders", world.basket(), with_key).status == 400);
    }
}

TEST_CASE("a body that is not what the endpoint says is refused by path") {
    World world;
    const Headers who = world.resident();
    const std::string item = world.place().item(0).text();
    struct Case {
        std::string body;
        int status;
        std::string word;
    };
    const Case cases[] = {
        {"", 400, "error"},
        {"[]", 400, "malformed"},
        {R"({"lines":[],"fulfilment":"delivery","payment":"wallet","price_fen":1})", 400,
         "unknown_field"},
        {R"({"lines":[{"item":")" + item +
             R"(","quantity":1,"price_fen":1}],"fulfilment":"delivery","payment":"wallet"})",
         400, R"("field":"lines[0].price_fen")"},
        {R"({"lines":[{"item":")" + item +
             R"(","quantity":"1"}],"fulfilment":"delivery","payment":"wallet"})",
         400, R"("field":"lines[0].quantity")"},
        {R"({"lines":[{"item":")" + item +
             R"(","quantity":1.5}],"fulfilment":"delivery","payment":"wallet"})",
         400, R"("field":"lines[0].quantity")"},
        {R"({"lines":[{"item":")" + item +
             R"(","quantity":1}],"fulfilment":"by_drone","payment":"wallet"})",
         400, R"("field":"fulfilment")"},
        {std::string(200, '['), 400, "malformed"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.body);
        const Reply reply = post(world.port(), "/api/v1/orders", one.body, who);
        CHECK(reply.status == one.status);
        CHECK(reply.has(one.word));
    }
    const Reply large = post(world.port(), "/api/v1/orders",
                             R"({"note":")" + std::string(70'000, 'x') + R"("})", who);
    CHECK(large.status == 413);
    CHECK(large.has("too_large"));
    CHECK(get(world.port(), "/api/v1/home?community=lanting&more=1").status == 400);
    CHECK(post(world.port(), "/api/v1/orders?price=1", world.basket(), who).status == 400);
}

TEST_CASE("changes come from our own pages and as JSON only") {
    World world;
    const Headers who = world.resident();
    const auto with = [&](const char* name, const std::string& value) {
        Headers headers = who;
        headers.emplace_back(name, value);
        return post(world.port(), "/api/v1/orders", world.basket(), headers);
    };
    CHECK(with("Origin", "https://elsewhere.example").status == 403);
    CHECK(with("Origin", "null").status == 403);
    CHECK(with("Sec-Fetch-Site", "cross-site").status == 403);
    CHECK(with("Sec-Fetch-Site", "same-site").status == 403);
    CHECK(with("Content-Type", "text/plain").status == 415);
    CHECK(with("Content-Type", "application/x-www-form-urlencoded").status == 415);
    CHECK(world.place().available(0).count == 200);
    CHECK(with("Origin", "http://127.0.0.1:" + std::to_string(world.port())).status == 200);
    CHECK(with("Sec-Fetch-Site", "same-origin").status == 200);
}

TEST_CASE("a wrong pickup code counts although it is refused, and the pad locks") {
    World world;
    const Headers kiosk = world.as(world.place().kiosk());
    for (int round = 0; round < 4; ++round) {
        const Reply wrong =
            post(world.port(), "/api/v1/kiosk/collect", R"({"code":"0000"})", kiosk);
        CHECK(wrong.has("wrong_code"));
    }
    static_cast<void>(post(world.port(), "/api/v1/kiosk/collect", R"({"code":"0000"})", kiosk));
    CHECK(
        post(world.port(), "/api/v1/kiosk/collect", R"({"code":"0000"})", kiosk).has("pad_locked"));
}

TEST_CASE("a kept picture is served as what it is, for ever, in parts if asked") {
    World world;
    const Headers who = world.resident();
    // The smallest PNG: one grey point.
    const std::string png = bytes_of(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a"
        "7e9b550000000a4944415478da6368000000820081da45083b0000000049"
        "454e44ae426082");
    Headers raw = who;
    raw.emplace_back("Content-Type", "application/octet-stream");
    const Reply kept = post(world.port(), "/api/v1/pictures", png, raw);
    REQUIRE(kept.status == 200);
    const std::string url = between(kept.body, R"("url":")", "\"");
    const Reply picture = get(world.port(), url);
    CHECK(picture.status == 200);
    CHECK(picture.header("Content-Type") == "image/png");
    CHECK(picture.header("X-Content-Type-Options") == "nosniff");
    CHECK(picture.header("Cache-Control").find("immutable") != std::string::npos);
    CHECK(picture.header("Content-Security-Policy").find("sandbox") != std::string::npos);
    CHECK(picture.body == png);
    const Reply part = get(world.port(), url, {{"Range", "bytes=1-3"}});
    CHECK(part.status == 206);
    CHECK(part.body == "PNG");
    CHECK(get(world.port(), "/m/../louxia.db").status == 404);
    CHECK(get(world.port(), "/m/0000000000001.png").status == 404);
    CHECK(get(world.port(), url + "x").status == 404);
    raw.back().second = "multipart/form-data";
    CHECK(post(world.port(), "/api/v1/pictures", png, raw).status == 415);
    raw.back().second = "application/octet-stream";
    const Reply large =
        post(world.port(), "/api/v1/pictures", std::string(9U * 1024U * 1024U, 'x'), raw);
    CHECK(large.status == 413);
}

}  // namespace louxia::test
