#include "client/net/event_feed.hpp"

#include <doctest/doctest.h>

#include "client/net/in_process.hpp"
#include "shared/api/codec.hpp"

using namespace louxia;
using namespace louxia::net;

namespace {

/// A feed whose events and states are written down: "7 items_changed", "7 missed", "live".
struct Reader {
    InProcessTransport transport;
    InProcessDevice device;
    FeedTo<Reader> listener{*this};
    EventFeed feed{transport, device, listener};
    std::vector<std::string> lines;

    template <class E>
    void heard(std::int64_t seq, const E& event) {
        std::string word(E::name);
        if constexpr (std::is_same_v<E, api::Hello>) {
            if (event.missed) word = "missed";
        }
        lines.push_back(std::to_string(seq) + ' ' + word);
    }
    void link(Link link) {
        lines.emplace_back(link == Link::live         ? "live"
                           : link == Link::connecting ? "connecting"
                                                      : "lost");
    }
    void open(std::int64_t seq) { feed.open("yunshanli", seq); }
    void hello(std::int64_t seq, bool missed = false) {
        transport.send_event("", api::Hello::name, api::encode(api::Hello{seq, missed, "v1"}));
    }
    void item(std::string_view id) {
        const api::ItemsChanged changed{{{ItemId{1}, Money::fen_unchecked(390), Pieces{7}}}};
        transport.send_event(id, api::ItemsChanged::name, api::encode(changed));
    }
    std::vector<std::string> take() { return std::exchange(lines, {}); }
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("events come typed, in order, each once") {
    Reader reader;
    reader.open(5);
    CHECK(reader.transport.open_streams() ==
          Lines{"/api/v1/events?community=yunshanli&last_event_id=5"});
    reader.hello(5);
    reader.item("6");
    reader.item("9");
    reader.item("9");
    reader.item("8");
    CHECK(reader.take() ==
          Lines{"connecting", "live", "5 hello", "6 items_changed", "9 items_changed"});
    CHECK(reader.feed.seq() == 9);
}

TEST_CASE("a first reader learns from hello where it stands") {
    Reader reader;
    reader.open(0);
    CHECK(reader.transport.open_streams() == Lines{"/api/v1/events?community=yunshanli"});
    reader.hello(42);
    reader.item("43");
    CHECK(reader.take() == Lines{"connecting", "live", "42 hello", "43 items_changed"});
}

TEST_CASE("what was missed is said, whatever the reason") {
    Reader reader;
    reader.open(5);
    reader.hello(7);
    CHECK(reader.take() == Lines{"connecting", "live", "7 missed"});
    reader.hello(7, true);
    CHECK(reader.take() == Lines{"7 missed"});
    reader.hello(3);
    CHECK(reader.take() == Lines{"3 missed"});
    reader.transport.send_event("4", "roof_opened", "{}");
    CHECK(reader.take() == Lines{"4 missed"});
    reader.transport.send_event("5", api::ItemsChanged::name, R"({"item":1})");
    CHECK(reader.take() == Lines{"5 missed"});
    reader.item("");
    CHECK(reader.take() == Lines{"5 missed"});
    reader.item("-6");
    CHECK(reader.take() == Lines{"5 missed"});
    reader.transport.send_event("", api::Hello::name, "{}");
    CHECK(reader.take() == Lines{"5 missed"});
    reader.item("6");
    CHECK(reader.take() == Lines{"6 items_changed"});
}

TEST_CASE("a broken stream is opened again where it stood, by the client's own delay") {
    Reader reader;
    reader.open(5);
    reader.hello(5);
    reader.item("6");
    reader.take();
    reader.transport.break_streams(false);
    CHECK(reader.transport.open_streams().empty());
    CHECK(reader.device.next_due_in_ms() >= 500);
    CHECK(reader.device.next_due_in_ms() <= 1000);
    reader.device.pass(1000);
    CHECK(reader.transport.open_streams() ==
          Lines{"/api/v1/events?community=yunshanli&last_event_id=6"});
    reader.hello(6);
    reader.item("7");
    CHECK(reader.take() == Lines{"lost", "connecting", "live", "6 hello", "7 items_changed"});
}

TEST_CASE("a stream that is given up is opened anew, later and later") {
    Reader reader;
    reader.open(5);
    reader.hello(5);
    reader.item("6");
    reader.take();
    std::int64_t waited = 0;
    for (int round = 0; round < 8; ++round) {
        reader.transport.break_streams(true);
        CHECK(reader.transport.open_streams().empty());
        const std::int64_t wait = reader.device.next_due_in_ms();
        CHECK(wait >= 500);
        CHECK(wait <= 30'000);
        if (round == 5) waited = wait;
        reader.device.pass(wait);
        CHECK(reader.transport.open_streams() ==
              Lines{"/api/v1/events?community=yunshanli&last_event_id=6"});
    }
    CHECK(waited >= 15'000);
    reader.hello(6);
    reader.transport.break_streams(true);
    CHECK(reader.device.next_due_in_ms() <= 1000);
}

TEST_CASE("when the net is back the stream does not wait") {
    Reader reader;
    reader.open(5);
    reader.transport.break_streams(true);
    reader.feed.wake();
    CHECK(reader.device.timers() == 0);
    CHECK(reader.transport.open_streams().size() == 1);
    reader.feed.wake();
    CHECK(reader.transport.open_streams().size() == 1);
    reader.feed.close();
    CHECK(reader.transport.open_streams().empty());
    CHECK(reader.device.timers() == 0);
}

TEST_CASE("a changed session opens the stream anew from where it stands") {
    Reader reader;
    reader.open(0);
    reader.hello(5);
    reader.item("6");
    reader.feed.reopen();
    CHECK(reader.transport.open_streams() ==
          Lines{"/api/v1/events?community=yunshanli&last_event_id=6"});
}

TEST_CASE("without a net nothing is tried; with it the stream goes on where it stood") {
    Reader reader;
    reader.open(5);
    reader.hello(5);
    (void)reader.take();
    reader.feed.sleep();
    CHECK(reader.take() == Lines{"lost"});
    CHECK(reader.transport.open_streams().empty());
    reader.device.pass(120'000);
    CHECK(reader.transport.open_streams().empty());
    reader.feed.wake();
    CHECK(reader.transport.open_streams() ==
          Lines{"/api/v1/events?community=yunshanli&last_event_id=5"});
}
