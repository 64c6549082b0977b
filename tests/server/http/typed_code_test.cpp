#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>

#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

/// The code beside the link that the leader makes for that household.
std::string code_for(World& world, std::size_t resident, std::string* link = nullptr) {
    const std::string household = world.place().resident(resident).member->household.text();
    const Reply made = post(world.port(), "/api/v1/leader/households/" + household + "/invite",
                            "{}", world.as(world.place().leader()));
    REQUIRE(made.status == 200);
    if (link != nullptr) *link = between(made.body, "in#", "\"");
    return between(made.body, R"("code":")", "\"");
}

Reply type_in(World& world, const std::string& code, Headers headers = {}) {
    return post(world.port(), "/api/v1/session", R"({"code":")" + code + R"("})", headers);
}

Reply type_on_page(World& world, const std::string& code) {
    return post_form(world.port(), "/c/lanting/in", "secret=" + code + "&next=");
}

/// What a front on this machine says of somebody elsewhere.
Headers from(const std::string& address) {
    return {{"X-Forwarded-For", address}};
}

}  // namespace

TEST_CASE("a typed code signs in once, however it is written, and ends with its link") {
    World world;
    std::string code = code_for(world, 0);
    CHECK(code.size() == 9);
    std::replace(code.begin(), code.end(), '0', 'o');
    std::replace(code.begin(), code.end(), '1', 'L');
    std::replace(code.begin(), code.end(), '-', ' ');
    const Reply in = type_in(world, code);
    CHECK(in.status == 200);
    CHECK(in.has(R"("nickname":"n0")"));
    CHECK(type_in(world, code).status == 404);

    std::string link;
    const std::string other = code_for(world, 1, &link);
    const std::string body = R"({"secret":")" + link + R"("})";
    CHECK(post(world.port(), "/api/v1/session", body).status == 200);
    CHECK(type_in(world, other).status == 404);

    const Reply page = type_on_page(world, code_for(world, 2));
    CHECK(page.status == 303);
    CHECK(page.header("Set-Cookie").find("louxia_lanting=") == 0);
}

TEST_CASE("a code outlives neither its seven days nor its community") {
    World world({"lanting", "meiyuan"});
    const std::string household = world.place().resident(0).member->household.text();
    const Reply made =
        post(world.port(), "/api/v1/leader/households/" + household + "/invite?community=lanting",
             "{}", world.as(world.place().leader()));
    const std::string body = R"({"code":")" + between(made.body, R"("code":")", "\"") + R"("})";
    CHECK(post(world.port(), "/api/v1/session?community=meiyuan", body).status == 404);
    world.clock.set(world.clock.now() + 7 * day_ms);
    CHECK(post(world.port(), "/api/v1/session?community=lanting", body).status == 404);
}

TEST_CASE("the fifth wrong code in a quarter of an hour is the last, for the API and the page") {
    World world;
    const std::string right = code_for(world, 0);
    for (int wrong = 0; wrong < 5; ++wrong) {
        CHECK(type_in(world, "0000-000" + std::to_string(wrong), from("203.0.113.9")).status ==
              404);
    }
    const Reply slowed = type_in(world, right, from("203.0.113.9"));
    CHECK(slowed.status == 429);
    CHECK(slowed.has("rate_limited"));
    CHECK(std::stoi(slowed.header("Retry-After")) > 14 * 60);
    CHECK(std::stoi(slowed.header("Retry-After")) <= 15 * 60);
    // The link still opens the door, and so does the code at another address.
    CHECK(type_in(world, right, from("203.0.113.10")).status == 200);

    for (int wrong = 0; wrong < 5; ++wrong) {
        CHECK(type_on_page(world, "0000-000" + std::to_string(wrong)).status == 404);
    }
    const Reply page = type_on_page(world, code_for(world, 1));
    CHECK(page.status == 429);
    CHECK(page.header("Content-Type").find("text/html") == 0);
    CHECK(!page.header("Retry-After").empty());
    CHECK(page.has("15 分钟后再试"));
    const std::string secret = world.invite(world.place().resident(3));
    CHECK(type_on_page(world, secret).status == 303);
}

TEST_CASE("an IPv6 host has five tries and not five for each of its addresses") {
    World world;
    for (int wrong = 0; wrong < 5; ++wrong) {
        const std::string address = "2001:db8:1:2::" + std::to_string(wrong);
        CHECK(type_in(world, "00000000", from(address)).status == 404);
    }
    CHECK(type_in(world, "00000000", from("2001:db8:1:2:ffff::9")).status == 429);
    CHECK(type_in(world, "00000000", from("2001:db8:1:3::1")).status == 404);
}

TEST_CASE("many addresses together are stopped too, each community for itself") {
    http::Config config;
    config.community_code_tries = 7;
    World world({"lanting", "meiyuan"}, config);
    const auto guess = [&](int host, std::size_t place) {
        return post(world.port(), "/api/v1/session" + world.query(place), R"({"code":"00000000"})",
                    from("198.51.100." + std::to_string(host)))
            .status;
    };
    for (int host = 1; host <= 7; ++host) {
        CHECK(guess(host, 0) == 404);
    }
    CHECK(guess(8, 0) == 429);
    CHECK(guess(8, 1) == 404);
}

TEST_CASE("a code that exists is found out no faster than one that does not") {
    http::Config config;
    config.code_tries = 1000;
    config.community_code_tries = 1000;
    World world({"lanting"}, config);
    // Known: the code of an invite that has been used. Both are refused, after the same work.
    const std::string known = code_for(world, 0);
    REQUIRE(type_in(world, known).status == 200);
    std::vector<double> known_ms;
    std::vector<double> unknown_ms;
    // The processor's time and not the wall's: what else the machine does is not counted.
    const auto worked_ms = [] {
        timespec now{};
        ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    };
    const auto timed = [&](const std::string& code) {
        const double began = worked_ms();
        CHECK(type_in(world, code).status == 404);
        return worked_ms() - began;
    };
    const auto commits = world.house.store->figures().commits;
    for (int round = 0; round < 15; ++round) {
        known_ms.push_back(timed(known));
        unknown_ms.push_back(timed("0000-0000"));
    }
    std::sort(known_ms.begin(), known_ms.end());
    std::sort(unknown_ms.begin(), unknown_ms.end());
    // The same work; the fifth part more allows for a processor that others warm and slow.
    CHECK(known_ms[7] < unknown_ms[7] * 1.2 + 5.0);
    CHECK(unknown_ms[7] < known_ms[7] * 1.2 + 5.0);
    // Nor does either wait for the disk.
    CHECK(world.house.store->figures().commits == commits);
}

}  // namespace louxia::test
