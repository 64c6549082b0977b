#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "client/platform/headless/headless_platform.hpp"

using namespace louxia;

TEST_CASE("timers fire in the order they fall due, at their own time") {
    HeadlessPlatform platform;
    const double start = platform.now_ms();
    std::vector<std::string> fired;
    platform.set_timer(50, [&] {
        fired.push_back("b@" + std::to_string(static_cast<int>(platform.now_ms() - start)));
    });
    platform.set_timer(10, [&] {
        fired.push_back("a@" + std::to_string(static_cast<int>(platform.now_ms() - start)));
        platform.set_timer(5, [&] { fired.emplace_back("c"); });
    });
    const TimerId never = platform.set_timer(20, [&] { fired.emplace_back("never"); });
    platform.cancel_timer(never);
    platform.advance(100);
    CHECK(fired == std::vector<std::string>{"a@10", "c", "b@50"});
    CHECK_FALSE(platform.has_timers());
}

TEST_CASE("a reply comes between frames, never inside the call") {
    HeadlessPlatform platform;
    platform.server = [](const HttpRequest& request) {
        return HttpReply{200, {{"etag", "7"}}, "got " + request.url};
    };
    std::string body;
    platform.fetch({.url = "/api/v1/list"}, [&](HttpReply reply) {
        body = reply.body;
        CHECK(reply.header("etag") == "7");
        CHECK(reply.header("absent").empty());
    });
    CHECK(body.empty());
    CHECK(platform.run());
    CHECK(body == "got /api/v1/list");
    int status = -1;
    platform.is_online = false;
    platform.fetch({.url = "/x"}, [&](const HttpReply& reply) { status = reply.status; });
    platform.run();
    CHECK(status == 0);
}

TEST_CASE("Back closes a sheet first, then leaves the page; a new page takes the sheet's place") {
    HeadlessPlatform platform;
    std::vector<std::string> shown;
    int backs = 0;
    platform.on_route([&](std::string_view path, RouteCause) { shown.emplace_back(path); });
    platform.on_layer_back([&] { ++backs; });
    platform.run();
    platform.push_route("/o/1");
    platform.push_layer();
    platform.press_back();
    platform.run();
    CHECK(backs == 1);
    CHECK(platform.route() == "/o/1");
    platform.push_layer();
    platform.push_route("/o/2");
    CHECK(platform.layers() == 0);
    platform.press_back();
    platform.run();
    CHECK(backs == 1);
    CHECK(shown == std::vector<std::string>{"/", "/o/1"});
}
