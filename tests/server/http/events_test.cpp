#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

/// For what comes in a moment, and on a busy machine later.
constexpr int patience_ms = 20'000;

std::vector<std::int64_t> ids_until(EventReader& reader, std::int64_t last) {
    std::vector<std::int64_t> ids;
    while (const auto event = reader.next(patience_ms)) {
        if (event->id) {
            ids.push_back(*event->id);
            if (*event->id >= last) {
                break;
            }
        }
    }
    return ids;
}

std::int64_t seq_of(const World& world) {
    return std::stoll(between(get(world.port(), "/api/v1/home").body, R"("seq":)", ","));
}

void set_stock(World& world, const Headers& shop, int on_hand) {
    const Reply reply = post(world.port(), "/api/v1/shop/stock",
                             R"({"item":")" + world.place().item(1).text() + R"(","on_hand":)" +
                                 std::to_string(on_hand) + "}",
                             shop);
    REQUIRE(reply.status == 200);
}

}  // namespace

TEST_CASE("a stream says hello, then what happens, as it happens") {
    World world;
    const Headers shop = world.as(world.place().shop());
    EventReader reader(world.port(), "");
    CHECK(reader.status() == 200);
    CHECK(reader.header("Content-Type") == "text/event-stream");
    const auto hello = reader.next();
    REQUIRE(hello);
    CHECK(hello->name == "hello");
    CHECK(!hello->id);
    CHECK(hello->data.find(R"("missed":false)") != std::string::npos);
    const std::int64_t before = seq_of(world);
    set_stock(world, shop, 77);
    const auto changed = reader.next();
    REQUIRE(changed);
    CHECK(changed->name == "items_changed");
    CHECK(changed->id.value_or(0) > before);
    CHECK(changed->data.find(world.place().item(1).text()) != std::string::npos);
}

TEST_CASE("a reader that was away goes on without gap or repeat") {
    World world;
    const Headers shop = world.as(world.place().shop());
    const Headers leader = world.as(world.place().leader());  // sees every event
    const std::int64_t start = seq_of(world);
    for (int round = 0; round < 20; ++round) {
        set_stock(world, shop, 50 + round);
    }
    const std::int64_t middle = seq_of(world);
    std::vector<std::int64_t> seen;
    {
        EventReader reader(world.port(), "?last_event_id=" + std::to_string(start), leader);
        std::thread meanwhile([&] {
            for (int round = 0; round < 20; ++round) {
                set_stock(world, shop, 20 + round);
            }
        });
        seen = ids_until(reader, middle + 5);
        meanwhile.join();
    }
    const std::int64_t last = seq_of(world);
    REQUIRE(!seen.empty());
    Headers resumed = leader;
    resumed.emplace_back("Last-Event-ID", std::to_string(seen.back()));
    EventReader again(world.port(), "", resumed);
    for (const std::int64_t id : ids_until(again, last)) {
        seen.push_back(id);
    }
    CHECK(seen.size() == static_cast<std::size_t>(last - start));
    for (std::size_t at = 0; at < seen.size(); ++at) {
        CHECK(seen[at] == start + 1 + static_cast<std::int64_t>(at));
    }
}

TEST_CASE("readers that join in the middle of a storm miss nothing") {
    World world;
    const Headers shop = world.as(world.place().shop());
    const Headers leader = world.as(world.place().leader());
    std::atomic<bool> over{false};
    std::thread storm([&] {
        for (int round = 0; !over && round < 500; ++round) {
            set_stock(world, shop, 10 + round % 50);
        }
    });
    for (int round = 0; round < 10; ++round) {
        const std::int64_t from = seq_of(world);
        EventReader reader(world.port(), "?last_event_id=" + std::to_string(from), leader);
        const auto ids = ids_until(reader, from + 5);
        for (std::size_t at = 0; at < ids.size(); ++at) {
            CHECK(ids[at] == from + 1 + static_cast<std::int64_t>(at));
        }
    }
    over = true;
    storm.join();
}

TEST_CASE("each hears what is meant for it: the household, not the neighbour or the world") {
    World world;
    const Headers owner = world.resident(0);
    EventReader own(world.port(), "", owner);
    EventReader neighbour(world.port(), "", world.resident(1));
    EventReader nobody(world.port(), "");
    EventReader leader(world.port(), "", world.as(world.place().leader()));
    EventReader shop(world.port(), "", world.as(world.place().shop()));
    const std::string order = world.order(owner);
    // Everybody hears of it, after all that the order brought.
    set_stock(world, world.as(world.place().shop()), 31);
    const std::string last = world.place().item(1).text();
    const auto names = [&](EventReader& reader) {
        std::string all;
        while (const auto event = reader.next(patience_ms)) {
            all += event->name + " ";
            if (event->data.find(last) != std::string::npos) return all;
        }
        return all + "and no end";
    };
    const std::string of_own = names(own);
    CHECK(of_own.find("order_changed") != std::string::npos);
    CHECK(of_own.find("wallet_changed") != std::string::npos);
    for (EventReader* reader : {&neighbour, &nobody}) {
        const std::string heard = names(*reader);
        CHECK(heard.find("and no end") == std::string::npos);
        CHECK(heard.find("items_changed") != std::string::npos);
        CHECK(heard.find("order_changed") == std::string::npos);
        CHECK(heard.find("wallet_changed") == std::string::npos);
        CHECK(heard.find("board_changed") == std::string::npos);
    }
    CHECK(names(leader).find("order_changed") != std::string::npos);
    CHECK(names(shop).find("order_changed") == std::string::npos);
}

TEST_CASE("a reader that asks for what is no longer there is told that it missed something") {
    World world;
    for (const char* id : {"999999"}) {
        EventReader reader(world.port(), std::string("?last_event_id=") + id);
        const auto hello = reader.next();
        REQUIRE(hello);
        CHECK(hello->data.find(R"("missed":true)") != std::string::npos);
    }
    for (const char* nonsense : {"x", "-1", "1x"}) {
        CHECK(get(world.port(), std::string("/api/v1/events?last_event_id=") + nonsense).status ==
              400);
    }
}

TEST_CASE("streams are bounded, and a place is free again soon after its reader has gone") {
    http::Config config;
    config.streams_max = 3;
    World world({"lanting"}, config);
    std::vector<std::unique_ptr<EventReader>> readers;
    for (int round = 0; round < 3; ++round) {
        readers.push_back(std::make_unique<EventReader>(world.port(), ""));
        CHECK(readers.back()->next().has_value());
    }
    const Reply full = get(world.port(), "/api/v1/events");
    CHECK(full.status == 503);
    CHECK(full.header("Retry-After") == "5");
    CHECK(get(world.port(), "/api/v1/home").status == 200);
    readers.pop_back();
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience_ms);
    int status = 0;
    while (status != 200 && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        status = EventReader(world.port(), "").status();
    }
    CHECK(status == 200);
}

TEST_CASE("three hundred streams leave the requests their threads") {
    World world;
    std::vector<std::unique_ptr<EventReader>> readers;
    for (int round = 0; round < 300; ++round) {
        readers.push_back(std::make_unique<EventReader>(world.port(), ""));
        REQUIRE(readers.back()->status() == 200);
    }
    CHECK(get(world.port(), "/api/v1/home").status == 200);
    const Headers shop = world.as(world.place().shop());
    set_stock(world, shop, 5);
    for (auto& reader : readers) {
        CHECK(reader->next()->name == "hello");
        CHECK(reader->next()->name == "items_changed");
    }
}

TEST_CASE("signing out ends the session's streams, and stopping the server ends all") {
    World world;
    const Headers who = world.resident(0);
    EventReader own(world.port(), "", who);
    EventReader other(world.port(), "");
    CHECK(own.next().has_value());
    CHECK(other.next().has_value());
    CHECK(post(world.port(), "/api/v1/session/end", "{}", who).status == 200);
    CHECK(own.ends_within(patience_ms));
    const auto began = std::chrono::steady_clock::now();
    world.server->stop();
    CHECK(other.ends_within(patience_ms));
    // Sooner than the next heartbeat would have found it out.
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(15));
}

}  // namespace louxia::test
