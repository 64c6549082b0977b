#include <doctest/doctest.h>

#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "tests/server/http/world.hpp"

namespace louxia::test {

TEST_CASE("heads that honest clients do not send are refused") {
    World world;
    struct Case {
        std::string bytes;
        int status;
    };
    const std::string host = "Host: 127.0.0.1\r\n";
    const std::string tail = "Connection: close\r\n\r\n";
    const Case cases[] = {
        {"GET /healthz HTTP/1.1\r\n" + tail, 400},
        {"GET /healthz HTTP/1.1\r\n" + host + host + tail, 400},
        {"GET /healthz HTTP/1.1\r\nHost: a b\r\n" + tail, 400},
        {"GET /healthz HTTP/1.1\r\nHost: x/y\r\n" + tail, 400},
        {"GET /healthz\r\n" + host + tail, 400},
        {"BREW /healthz HTTP/1.1\r\n" + host + tail, 400},
        {"POST /api/v1/session HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n" + tail,
         400},
        {"POST /api/v1/session HTTP/1.1\r\n" + host +
             "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + tail + "0\r\n\r\n",
         400},
        {"POST /api/v1/session HTTP/1.1\r\n" + host +
             "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n" +
             tail + "{}",
         400},
        {"POST /api/v1/session HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 3\r\n" +
             tail + "{}",
         400},
        {"GET /healthz HTTP/1.1\r\n" + host + "X: " + std::string(20'000, 'x') + "\r\n" + tail,
         400},
        {"GET /" + std::string(2000, 'x') + " HTTP/1.1\r\n" + host + tail, 414},
        {"GET /healthz HTTP/1.1\r\n" + host + tail, 200},
    };
    for (const Case& one : cases) {
        const std::string bytes = one.bytes.substr(0, 120);
        CAPTURE(bytes);
        CHECK(send_raw(world.port(), one.bytes).status == one.status);
    }
    std::string many = "GET /healthz HTTP/1.1\r\n" + host;
    for (int round = 0; round < 200; ++round) {
        many += "X-" + std::to_string(round) + ": 1\r\n";
    }
    CHECK(send_raw(world.port(), many + tail).status == 400);
}

TEST_CASE("unknown paths are 404 in the reader's language, wrong methods 405 with the right ones") {
    World world;
    const Reply page = get(world.port(), "/nowhere");
    CHECK(page.status == 404);
    CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
    CHECK(page.has("没有这一页"));
    CHECK(get(world.port(), "/nowhere?lang=en").has("No such page"));
    const Reply api = get(world.port(), "/api/v1/nowhere");
    CHECK(api.status == 404);
    CHECK(api.has(R"("error":"not_found")"));
    const Reply wrong = get(world.port(), "/api/v1/session");
    CHECK(wrong.status == 405);
    CHECK(wrong.header("Allow") == "POST");
    CHECK(request(world.port(), "DELETE", "/api/v1/home").status == 405);
    CHECK(request(world.port(), "OPTIONS", "/api/v1/orders").status == 405);
    CHECK(get(world.port(), "/static/../../etc/passwd").status == 404);
    CHECK(get(world.port(), "/static/%2e%2e%2fmain.cpp").status == 404);
}

TEST_CASE("HEAD says what GET would, without the body") {
    World world;
    const Reply head = request(world.port(), "HEAD", "/");
    const Reply whole = get(world.port(), "/");
    CHECK(head.status == 200);
    CHECK(head.body.empty());
    CHECK(head.header("Content-Length") == std::to_string(whole.body.size()));
}

TEST_CASE("one connection carries many requests") {
    World world;
    Connection connection(world.port());
    for (int round = 0; round < 150; ++round) {
        connection.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        CHECK(connection.read_reply().status == 200);
    }
}

TEST_CASE("requests that come before the answers are answered in turn, also to a slow reader") {
    World world;
    // The page names its own address.
    const std::string host =
        " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(world.port()) + "\r\n\r\n";
    const Reply whole = get(world.port(), "/");
    REQUIRE(whole.body.size() > 4000);
    // More than the system keeps for who does not read.
    constexpr int rounds = 1500;
    std::string requests;
    for (int round = 0; round < rounds; ++round) {
        requests.append("GET /").append(host).append("HEAD /").append(host);
        requests.append("GET /healthz").append(host);
    }
    constexpr int little = 4096;
    Connection connection(world.port(), little);
    std::thread sending([&] { connection.send(requests); });
    // Until no more is answered, so that an answer waits in the middle.
    constexpr std::string_view pages =
        R"(louxia_http_requests_total{route="page_root",status="200"} )";
    std::string before = "?";
    std::string now;
    while (now != before) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        before = std::exchange(now, between(get(world.port(), "/metrics").body, pages, "\n"));
    }
    CHECK(std::stoi(now) < rounds);
    int same = 0;
    for (int round = 0; round < rounds; ++round) {
        same += connection.read_reply().body == whole.body ? 1 : 0;
        same += connection.read_head().header("Content-Length") == whole.header("Content-Length");
        same += connection.read_reply().status == 200 ? 1 : 0;
    }
    sending.join();
    CHECK(same == 3 * rounds);
}

TEST_CASE("every answer says how it may be used") {
    World world;
    for (const char* target : {"/", "/api/v1/home", "/nowhere", "/healthz", "/api/v1/me"}) {
        CAPTURE(target);
        const Reply reply = get(world.port(), target);
        CHECK(reply.header("X-Content-Type-Options") == "nosniff");
        CHECK(reply.header("Referrer-Policy") == "same-origin");
        CHECK(!reply.header("Cache-Control").empty());
        CHECK(reply.header("Content-Security-Policy").find("frame-ancestors 'none'") !=
              std::string::npos);
    }
    CHECK(get(world.port(), "/").header("Content-Security-Policy").find("unsafe-inline") ==
          std::string::npos);
}

TEST_CASE("a header is said once, and no answer has one of the answer before it") {
    World world;
    Connection connection(world.port());
    const auto ask = [&](const std::string& target, const std::string& more) {
        connection.send("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n");
        const Reply reply = connection.read_reply();
        std::set<std::string> names;
        for (const auto& header : reply.headers) {
            CAPTURE(header.first);
            CHECK(names.insert(header.first).second);
        }
        return reply;
    };
    const std::string secure = "X-Forwarded-For: 203.0.113.1\r\nX-Forwarded-Proto: https\r\n";
    const Reply page = ask("/", secure);
    CHECK(page.header("X-Frame-Options") == "DENY");
    CHECK(page.header("Strict-Transport-Security") == "max-age=31536000");
    const Reply list = ask("/api/v1/home", {});
    CHECK(list.header("Cache-Control") == "no-cache");
    CHECK(list.header("X-Frame-Options").empty());
    CHECK(list.header("Strict-Transport-Security").empty());
    const Reply same = ask("/api/v1/home", "If-None-Match: " + list.header("ETag") + "\r\n");
    CHECK(same.status == 304);
    CHECK(same.header("X-Content-Type-Options").empty());
    CHECK(ask("/healthz", {}).header("Cache-Control") == "no-store");
}

TEST_CASE("health, figures and the contract are there to be read") {
    World world;
    CHECK(get(world.port(), "/healthz").body == R"({"status":"ok"})");
    static_cast<void>(get(world.port(), "/api/v1/home"));
    const Reply metrics = get(world.port(), "/metrics");
    CHECK(metrics.status == 200);
    CHECK(metrics.has(R"(louxia_http_requests_total{route="get_home",status="200"} 1)"));
    CHECK(metrics.has("louxia_http_request_seconds_bucket"));
    CHECK(metrics.has("louxia_event_streams 0"));
    CHECK(metrics.has("louxia_resident_memory_bytes"));
    const Reply contract = get(world.port(), "/api/openapi.json");
    CHECK(contract.status == 200);
    CHECK(contract.has("\"/api/v1/orders/{order}\""));
}

TEST_CASE("behind a head that was refused nothing is taken for a request") {
    World world;
    const std::string next = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    for (const std::string_view refused :
         {"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n"
          "Content-Length: 6\r\n\r\nabcde",
          "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
          "Content-Length: 5\r\n\r\n0\r\n\r\n",
          "GET /healthz HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", "?\r\n\r\n"}) {
        CAPTURE(refused);
        Connection connection(world.port());
        connection.send(std::string(refused) + next);
        const Reply reply = connection.read_reply();
        CHECK(reply.status == 400);
        CHECK(reply.header("Connection") == "close");
        CHECK(connection.read_some(10'000).empty());
        CHECK(connection.ends_within(10'000));
    }
}

TEST_CASE("who sends a body that is refused before it was read still hears why") {
    World world;
    Connection connection(world.port());
    constexpr std::size_t bytes = 4'000'000;
    std::thread sending([&] {
        connection.send(
            "POST /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
            "application/json\r\nContent-Length: " +
            std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, ' '));
    });
    CHECK(connection.read_reply().status >= 400);
    sending.join();
    CHECK(connection.ends_within(10'000));
}

TEST_CASE("a client that dribbles its head is cut off, and others go on") {
    World world;
    Connection slow(world.port());
    slow.send("GET /healthz HT");
    CHECK(get(world.port(), "/healthz").status == 200);
    CHECK(slow.ends_within(30'000));
}

TEST_CASE("stopping answers what is under way and takes nothing new") {
    World world;
    const Headers who = world.resident();
    const int port = world.port();
    Connection idle(port);
    idle.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    CHECK(idle.read_reply().status == 200);
    // A body that is still coming when the stop begins.
    Connection under_way(port);
    const std::string body = world.basket();
    under_way.send("POST /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + who[0].second +
                   "\r\nIdempotency-Key: stop-key-0123456789\r\nContent-Type: application/json\r\n"
                   "Expect: 100-continue\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n\r\n" + body.substr(0, 10));
    // Now it is under way.
    std::string go_on;
    while (go_on.find("\r\n\r\n") == std::string::npos) {
        const std::string more = under_way.read_some(10'000);
        REQUIRE(!more.empty());
        go_on += more;
    }
    CHECK(go_on.find("100 Continue") != std::string::npos);
    const auto began = std::chrono::steady_clock::now();
    std::thread stopping([&] { world.server->stop(); });
    while (get(port, "/healthz").status != 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    under_way.send(body.substr(10));
    CHECK(under_way.read_reply().status == 200);
    stopping.join();
    // The idle one would have been kept for ten seconds.
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(9));
    CHECK(idle.ends_within(10'000));
    CHECK(get(port, "/healthz").status == 0);
    CHECK(world.place().available(0).count == 198);
}

TEST_CASE("a port that is taken is refused, not shared") {
    World world;
    http::Config config;
    config.port = world.port();
    config.log_sink = [](std::string_view) {};
    http::Server second(world.house.context, config);
    CHECK(second.start().error().code == ErrorCode::unavailable);
}

}  // namespace louxia::test
