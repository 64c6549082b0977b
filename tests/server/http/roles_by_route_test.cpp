#include <doctest/doctest.h>

#include "shared/api/endpoint_table.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

/// A path with something well-formed in each named part.
std::string filled(std::string_view path) {
    std::string out(path);
    const std::pair<std::string_view, std::string_view> parts[] = {
        {"{date}", "2026-11-23"}, {"{step}", "take"}, {"{markup_permille}", "300"}};
    for (const auto& [name, value] : parts) {
        const std::size_t at = out.find(name);
        if (at != std::string::npos) {
            out.replace(at, name.size(), value);
        }
    }
    while (out.find('{') != std::string::npos) {
        const std::size_t open = out.find('{');
        out.replace(open, out.find('}') - open + 1, "0000000000001");
    }
    return out;
}

struct Person {
    std::optional<Role> role;
    Headers headers;
};

Reply ask(int port, const api::EndpointRow& row, const Person& person) {
    const std::string target = filled(row.shape.path);
    if (row.shape.method == api::Method::get) {
        return get(port, target, person.headers);
    }
    Headers headers = person.headers;
    if (row.shape.body == api::Body::raw) {
        headers.emplace_back("Content-Type", "application/octet-stream");
    }
    return post(port, target, "{", headers);
}

}  // namespace

TEST_CASE("every route answers exactly the roles that its endpoint names") {
    World world;
    Neighbourhood& place = world.place();
    std::vector<Person> people = {
        {std::nullopt, {}},
        {Role::leader, world.as(place.leader())},
        {Role::shop, world.as(place.shop())},
        {Role::courier, world.as(place.courier(0))},
        {Role::kiosk, world.as(place.kiosk())},
    };
    for (const api::EndpointRow& row : api::endpoint_table) {
        // Signing out would end the matrix: a resident of its own for each route.
        people.push_back({Role::resident, world.resident(0)});
        for (const Person& person : people) {
            if (row.name == "sign_out" && person.role && person.role != Role::resident) {
                continue;
            }
            const std::string name(row.name);
            CAPTURE(name);
            const Reply reply = ask(world.port(), row, person);
            CHECK(reply.status >= 200);
            CHECK(reply.status < 500);
            if (row.roles.is_open() || (person.role && row.roles.has(*person.role))) {
                CHECK(reply.status != 401);
                CHECK(reply.status != 403);
            } else {
                CHECK(reply.status == (person.role ? 403 : 401));
                CHECK(reply.has(person.role ? "not_allowed" : "not_signed_in"));
            }
        }
        people.pop_back();
    }
}

TEST_CASE("a session that has ended or was never there opens nothing") {
    World world;
    const Headers who = world.resident(1);
    CHECK(get(world.port(), "/api/v1/me", who).status == 200);
    CHECK(post(world.port(), "/api/v1/session/end", "{}", who).status == 200);
    CHECK(get(world.port(), "/api/v1/me", who).status == 401);
    CHECK(get(world.port(), "/api/v1/me", {{"Cookie", "louxia_lanting=made-up"}}).status == 401);
    CHECK(get(world.port(), "/api/v1/me", {{"Cookie", "louxia_lanting=" + std::string(4000, 'x')}})
              .status == 401);
}

TEST_CASE("an invite signs in once, and guessing is slowed down by address") {
    http::Config config;
    config.failed_sign_ins_per_minute = 3;
    World world({"lanting"}, config);
    const std::string secret = world.invite(world.place().resident(2));
    const Reply first = post(world.port(), "/api/v1/session", R"({"secret":")" + secret + R"("})");
    CHECK(first.status == 200);
    CHECK(first.has(R"("role":"resident")"));
    const std::string cookie = first.header("Set-Cookie");
    CHECK(cookie.find("louxia_lanting=") == 0);
    CHECK(cookie.find("HttpOnly") != std::string::npos);
    CHECK(cookie.find("SameSite=Lax") != std::string::npos);
    CHECK(cookie.find("Path=/") != std::string::npos);
    CHECK(cookie.find("Secure") == std::string::npos);
    const auto try_again = [&] {
        return post(world.port(), "/api/v1/session", R"({"secret":")" + secret + R"("})");
    };
    CHECK(try_again().status == 404);
    CHECK(try_again().status == 404);
    CHECK(try_again().status == 404);
    const Reply slowed = try_again();
    CHECK(slowed.status == 429);
    CHECK(slowed.has("rate_limited"));
    const int wait_s = std::stoi(slowed.header("Retry-After"));
    CHECK(wait_s > 0);
    CHECK(wait_s <= 60);
}

TEST_CASE("behind a TLS front the cookie is Secure, and only a front on this machine is believed") {
    World world;
    const std::string secret = world.invite(world.place().resident(2));
    const Reply reply = post(world.port(), "/api/v1/session", R"({"secret":")" + secret + R"("})",
                             {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-For", "203.0.113.9"}});
    CHECK(reply.status == 200);
    CHECK(reply.header("Set-Cookie").find("; Secure") != std::string::npos);
    CHECK(!reply.header("Strict-Transport-Security").empty());
    CHECK(get(world.port(), "/metrics", {{"X-Forwarded-For", "203.0.113.9"}}).status == 404);
}

}  // namespace louxia::test
