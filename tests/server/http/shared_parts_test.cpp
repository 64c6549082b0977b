#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "server/http/rendered.hpp"
#include "server/http/router.hpp"
#include "server/http/stream_hub.hpp"

namespace louxia::test {
namespace {

constexpr CommunityId community{7};
constexpr std::int64_t long_ms = 600'000;

app::Event event_of(std::int64_t seq, std::size_t bytes = 10) {
    app::Event event;
    event.seq = seq;
    event.name = "items_changed";
    event.data = std::string(bytes, 'x');
    return event;
}

/// Two ends of a connection; the first is handed to the hub.
struct Ends {
    Ends() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0); }
    ~Ends() { ::close(ends[1]); }
    Ends(const Ends&) = delete;
    Ends& operator=(const Ends&) = delete;
    [[nodiscard]] std::string read_all(std::string_view until) const {
        std::string all;
        std::array<char, 4096> bytes{};
        while (all.find(until) == std::string::npos) {
            const auto got = ::recv(ends[1], bytes.data(), bytes.size(), 0);
            if (got <= 0) {
                return all + "|end";
            }
            all.append(bytes.data(), static_cast<std::size_t>(got));
        }
        return all;
    }
    std::array<int, 2> ends{};
};

/// Until the hub's thread has come to it.
bool soon(const std::function<bool()>& there) {
    for (int round = 0; round < 2000 && !there(); ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return there();
}

}  // namespace

TEST_CASE("a view is rendered once per seq, however many ask at once") {
    http::RenderedCache cache;
    std::atomic<int> renders{0};
    std::atomic<std::int64_t> seq{1};
    const auto read = [&] {
        return cache.get(community, "home", long_ms, [&] {
            ++renders;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            return http::RenderedCache::Made{seq, 200, "text/plain", std::to_string(seq)};
        });
    };
    for (std::int64_t round = 1; round <= 3; ++round) {
        seq = round;
        cache.on_seq(community, round);
        std::vector<std::thread> threads;
        for (int reader = 0; reader < 8; ++reader) {
            threads.emplace_back([&] { CHECK(read()->seq == round); });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        CHECK(renders == round);
    }
    cache.on_seq(CommunityId{8}, 99);
    CHECK(read()->seq == 3);
    CHECK(renders == 3);
}

TEST_CASE("a view that tells the time is made again when it is old") {
    http::RenderedCache cache;
    int renders = 0;
    const auto read = [&] {
        return cache.get(community, "home", 5, [&] {
            ++renders;
            return http::RenderedCache::Made{1, 200, "text/plain", "x"};
        });
    };
    static_cast<void>(read());
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    static_cast<void>(read());
    CHECK(renders == 2);
}

TEST_CASE("a stream that fell out of step asks the store and goes on in order") {
    http::StreamHub hub({}, [](CommunityId, std::int64_t seq, std::int32_t) {
        std::vector<app::Event> events;
        for (std::int64_t next = seq + 1; next <= 5; ++next) {
            events.push_back(event_of(next));
        }
        return events;
    });
    Ends ends;
    http::Viewer viewer;
    viewer.community = community;
    hub.add(ends.ends[0], viewer, 1, "first\n\n", hub.reserve("203.0.113.1"));
    hub.on_events(community, {event_of(5)});  // 2, 3 and 4 came before the stream was here
    const std::string all = ends.read_all("id: 5");
    CHECK(all.find("first") == 0);
    CHECK(all.find("id: 2\n") < all.find("id: 3\n"));
    CHECK(all.find("id: 4\n") < all.find("id: 5\n"));
    CHECK(all.find("id: 1\n") == std::string::npos);
}

TEST_CASE("a reader that does not read is dropped, and its place is free") {
    http::StreamHub::Limits limits;
    limits.streams_max = 1;
    limits.queue_bytes_max = 50'000;
    http::StreamHub hub(
        limits, [](CommunityId, std::int64_t, std::int32_t) { return std::vector<app::Event>{}; });
    Ends ends;
    http::Viewer viewer;
    viewer.community = community;
    hub.add(ends.ends[0], viewer, 0, "", hub.reserve("203.0.113.1"));
    CHECK(hub.reserve("203.0.113.2") == nullptr);
    for (std::int64_t seq = 1; seq <= 200; ++seq) {
        hub.on_events(community, {event_of(seq, 20'000)});
    }
    CHECK(soon([&] { return hub.open_streams() == 0; }));
    CHECK(ends.read_all("never").find("|end") != std::string::npos);
}

TEST_CASE("a stream stops when another process has ended its session") {
    http::StreamHub::Limits limits;
    limits.ask_sessions_ms = 10;
    std::atomic<bool> says{false};
    std::atomic<int> asked{0};
    http::StreamHub hub(
        limits, [](CommunityId, std::int64_t, std::int32_t) { return std::vector<app::Event>{}; },
        [&](CommunityId) -> std::optional<std::vector<SessionId>> {
            ++asked;
            // At first the store cannot say; then one of the two is left.
            return says ? std::optional(std::vector{SessionId{9}, SessionId{7}}) : std::nullopt;
        });
    Ends kept;
    Ends ended;
    Ends nobodys;
    http::Viewer viewer;
    viewer.community = community;
    hub.add(nobodys.ends[0], viewer, 0, "", hub.reserve("203.0.113.1"));
    viewer.session = SessionId{7};
    hub.add(kept.ends[0], viewer, 0, "", hub.reserve("203.0.113.1"));
    viewer.session = SessionId{8};
    hub.add(ended.ends[0], viewer, 0, "", hub.reserve("203.0.113.1"));
    // It has asked, and kept all three.
    CHECK(soon([&] { return asked > 1; }));
    CHECK(hub.open_streams() == 3);
    says = true;
    CHECK(ended.read_all("never").find("|end") != std::string::npos);
    CHECK(soon([&] { return hub.open_streams() == 2; }));
    const int before = asked;
    CHECK(soon([&] { return asked > before + 1; }));
    CHECK(hub.open_streams() == 2);
}

TEST_CASE("one address cannot take every place") {
    http::StreamHub::Limits limits;
    limits.per_address_max = 2;
    http::StreamHub hub(
        limits, [](CommunityId, std::int64_t, std::int32_t) { return std::vector<app::Event>{}; });
    const auto one = hub.reserve("203.0.113.1");
    auto two = hub.reserve("203.0.113.1");
    CHECK(one != nullptr);
    CHECK(two != nullptr);
    CHECK(hub.reserve("203.0.113.1") == nullptr);
    CHECK(hub.reserve("203.0.113.2") != nullptr);
    two.reset();
    CHECK(hub.reserve("203.0.113.1") != nullptr);
}

TEST_CASE("an audience hears what is its own") {
    app::Event event = event_of(1);
    http::Viewer nobody;
    http::Viewer resident;
    resident.role = Role::resident;
    resident.household = HouseholdId{3};
    http::Viewer shop;
    shop.role = Role::shop;
    shop.hub = HubId{4};
    http::Viewer kiosk = shop;
    kiosk.role = Role::kiosk;
    http::Viewer courier;
    courier.role = Role::courier;
    courier.courier = CourierId{5};
    http::Viewer leader;
    leader.role = Role::leader;
    struct Case {
        api::Audience audience;
        std::uint64_t subject;
        const http::Viewer* viewer;
        bool hears;
    };
    const Case cases[] = {
        {api::Audience::everyone, 0, &nobody, true},
        {api::Audience::household, 3, &resident, true},
        {api::Audience::household, 4, &resident, false},
        {api::Audience::household, 0, &nobody, false},
        {api::Audience::household, 4, &shop, false},
        {api::Audience::household, 4, &leader, true},
        {api::Audience::staff, 4, &shop, true},
        {api::Audience::staff, 4, &kiosk, true},
        {api::Audience::staff, 5, &kiosk, false},
        {api::Audience::staff, 4, &courier, false},
        {api::Audience::staff, 3, &resident, false},
        {api::Audience::courier, 5, &courier, true},
        {api::Audience::courier, 6, &courier, false},
        {api::Audience::courier, 5, &leader, true},
    };
    for (const Case& one : cases) {
        event.audience = one.audience;
        event.subject = one.subject;
        CAPTURE(static_cast<int>(one.audience));
        CAPTURE(one.subject);
        CHECK(http::may_see(*one.viewer, event) == one.hears);
    }
}

TEST_CASE("a path finds the route that names it, its parts, or which methods there are") {
    http::Router router;
    const auto nothing = [](const http::Request&, const api::Parameters&) {
        return http::Response{};
    };
    router.add("GET", "/", "root", nothing);
    router.add("GET", "/o/{order}", "order", nothing);
    router.add("POST", "/o/{order}/{step}", "step", nothing);
    router.add("GET", "/c/{community}/orders", "orders", nothing);
    router.add("POST", "/c/{community}/orders", "place", nothing);
    CHECK(router.find("GET", "/").name == "root");
    CHECK(router.find("HEAD", "/").name == "root");
    const auto order = router.find("GET", "/o/abc");
    CHECK(order.name == "order");
    CHECK(order.parts.at(0).second == "abc");
    CHECK(router.find("POST", "/c/x/orders").name == "place");
    CHECK(router.find("DELETE", "/c/x/orders").allowed == "GET, POST");
    CHECK(router.find("GET", "/o/").handler == nullptr);
    CHECK(router.find("GET", "/o//x").handler == nullptr);
    CHECK(router.find("GET", "/nowhere").allowed.empty());
    CHECK(router.find("GET", "").handler == nullptr);
}

}  // namespace louxia::test
