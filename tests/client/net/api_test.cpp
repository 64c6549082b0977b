#include "client/net/api.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>

#include "tests/client/net/order_book.hpp"

using namespace louxia;
using namespace louxia::net;
using test::an_order;
using test::OrderBook;

namespace {

using Notes = std::vector<std::string>;

/// One load of the page: a transport to the book, a device, and the calls' outcomes.
struct Page {
    OrderBook& book;
    InProcessTransport transport;
    InProcessDevice device;
    Notes told;      ///< "note" or "refused word", in the order they came
    Notes kept;      ///< names of the changes that wait
    Notes restored;  ///< answers to what an earlier page kept
    Api api{transport, device, listener()};

    explicit Page(OrderBook& orders, std::uint64_t seed = 1) : book(orders), device(seed) {
        transport.server = [this](const Outgoing& request) { return book.answer(request); };
    }

    Outbox::Listener listener() {
        Outbox::Listener made;
        made.waiting = [this](const Kept& change) { kept.push_back(change.name); };
        made.restored = [this](const Kept& change, const Reply& reply) {
            const auto write = [this]<class E>(const typename E::Request& request,
                                               const Result<typename E::Response>& result) {
                REQUIRE(result.ok());
                if constexpr (std::is_same_v<E, api::PlaceOrder>) {
                    CHECK(request.note == result->note);
                    restored.push_back(result->note);
                }
            };
            CHECK(visit_restored(change, reply, write));
        };
        return made;
    }

    void place(std::string note) {
        api.call<api::PlaceOrder>(an_order(std::move(note)),
                                  [this](const Result<api::OrderView>& result) { tell(result); });
    }
    void tell(const Result<api::OrderView>& result) {
        told.push_back(result ? result->note
                              : "refused " + std::string(error_word(result.error().code)));
    }
    void settle() {
        do {
            transport.run();
            if (device.timers() > 0) device.pass(device.next_due_in_ms());
        } while (transport.run() || device.timers() > 0);
    }
};

}  // namespace

TEST_CASE("keys are all different, and in the order of their time") {
    OrderBook book;
    Page page(book);
    std::string before = page.api.make_key();
    CHECK(before.size() == 26);
    for (int times = 0; times < 50; ++times) {
        const std::string at_once = page.api.make_key();
        CHECK(at_once.substr(0, 9) == before.substr(0, 9));
        CHECK(at_once != before);
        page.device.pass(1000);
        const std::string later = page.api.make_key();
        CHECK(before < later);
        before = later;
    }
}

TEST_CASE("an order is sent with a key and its community, and answered once") {
    OrderBook book;
    Page page(book);
    page.api.set_community("yunshanli");
    std::string target;
    page.transport.passage = [&](const Outgoing& request) {
        target = request.target;
        CHECK(api::is_idempotency_key(request.key));
        return Passage::through;
    };
    page.place("a");
    CHECK(page.told.empty());
    page.settle();
    CHECK(target == "/api/v1/orders?community=yunshanli");
    CHECK(page.told == Notes{"a"});
    CHECK(book.orders == Notes{"a"});
    CHECK(page.kept.empty());
    CHECK(page.device.storage.empty());
}

TEST_CASE("what check() refuses is told later and never sent") {
    OrderBook book;
    Page page(book);
    page.api.call<api::PlaceOrder>(
        {}, [&](const Result<api::OrderView>& result) { page.tell(result); });
    CHECK(page.told.empty());
    page.settle();
    CHECK(page.told == Notes{"refused empty_basket"});
    CHECK(book.orders.empty());
}

TEST_CASE("an order whose answer is lost is asked for again with the same key") {
    OrderBook book;
    Page page(book);
    int sent = 0;
    page.transport.passage = [&](const Outgoing&) {
        ++sent;
        return sent < 4 ? Passage::reply_lost : Passage::through;
    };
    page.place("a");
    page.settle();
    CHECK(sent == 4);
    CHECK(book.keys_seen.size() == 4);
    CHECK(std::set<std::string>(book.keys_seen.begin(), book.keys_seen.end()).size() == 1);
    CHECK(book.orders == Notes{"a"});
    CHECK(page.told == Notes{"a"});
    CHECK(page.kept == Notes{"place_order"});
}

TEST_CASE("orders made without a net are sent once each, in order, when it is back") {
    OrderBook book;
    Page page(book);
    bool net = false;
    page.transport.passage = [&](const Outgoing&) {
        return net ? Passage::through : Passage::request_lost;
    };
    for (const char* note : {"a", "b", "c"}) {
        page.place(note);
        page.transport.run();
    }
    CHECK(page.kept == Notes{"place_order", "place_order", "place_order"});
    page.device.pass(10 * minute_ms);
    page.transport.run();
    CHECK(book.orders.empty());
    net = true;
    page.api.wake();
    page.settle();
    CHECK(book.orders == Notes{"a", "b", "c"});
    CHECK(page.told == Notes{"a", "b", "c"});
    CHECK(page.device.storage.empty());
}

TEST_CASE("an unsent order outlives the page and is sent once by the next one") {
    OrderBook book;
    std::map<std::string, std::string, std::less<>> storage;
    {
        Page page(book);
        page.transport.passage = [](const Outgoing&) { return Passage::reply_lost; };
        page.api.set_community("yunshanli");
        page.place("a");
        page.place("b");
        page.transport.run();
        storage = page.device.storage;
        CHECK(book.orders == Notes{"a"});
        CHECK(page.told.empty());
    }
    Page page(book, 2);
    page.device.storage = storage;
    page.api.start();
    CHECK(page.kept == Notes{"place_order", "place_order"});
    page.settle();
    CHECK(page.restored == Notes{"a", "b"});
    CHECK(book.orders == Notes{"a", "b"});
    CHECK(page.device.storage.empty());
}

TEST_CASE("two pages of one browser send the same unsent order, and it is placed once") {
    OrderBook book;
    Page first(book);
    first.transport.passage = [](const Outgoing&) { return Passage::request_lost; };
    first.place("a");
    first.transport.run();
    Page second(book, 2);
    second.device.storage = first.device.storage;
    second.api.start();
    second.settle();
    first.transport.passage = nullptr;
    first.api.wake();
    first.settle();
    CHECK(book.orders == Notes{"a"});
    CHECK(first.told == Notes{"a"});
}

TEST_CASE("a refusal is an answer: it is told, and the next change goes on") {
    OrderBook book;
    Page page(book);
    book.next_failure = {409, R"({"code":22,"error":"sold_out","field":"lines[0].quantity"})"};
    page.place("a");
    page.settle();
    book.next_failure = {503, R"({"code":12,"error":"unavailable","field":"fulfilment"})"};
    page.place("b");
    page.settle();
    book.next_failure = {};
    page.place("c");
    page.settle();
    CHECK(page.told == Notes{"refused sold_out", "refused unavailable", "c"});
    CHECK(book.orders == Notes{"c"});
    CHECK(page.kept.empty());
}

TEST_CASE("a server that is busy is tried again, one that always fails holds up nothing for ever") {
    OrderBook book;
    Page page(book);
    book.next_failure = {503, R"({"code":12,"error":"unavailable","field":""})"};
    page.place("a");
    page.transport.run();
    CHECK(page.told.empty());
    book.next_failure = {};
    page.settle();
    CHECK(page.told == Notes{"a"});
    book.next_failure = {500, "oops"};
    page.place("b");
    page.settle();
    CHECK(page.told == Notes{"a", "refused unavailable"});
    book.next_failure = {};
    page.place("c");
    page.settle();
    CHECK(book.orders == Notes{"a", "c"});
}

TEST_CASE("an order is not sent half a day later") {
    OrderBook book;
    Page page(book);
    page.transport.passage = [](const Outgoing&) { return Passage::request_lost; };
    page.place("a");
    page.transport.run();
    page.device.pass(kept_for_ms + 1);
    page.transport.run();
    page.transport.passage = nullptr;
    page.settle();
    CHECK(book.orders.empty());
    CHECK(page.told == Notes{"refused unavailable"});
    CHECK(page.device.storage.empty());
}

TEST_CASE("a device that keeps nothing still sends while the page lives") {
    OrderBook book;
    Page page(book);
    page.device.storage_full = true;
    int sent = 0;
    page.transport.passage = [&](const Outgoing&) {
        return ++sent == 1 ? Passage::reply_lost : Passage::through;
    };
    page.place("a");
    page.settle();
    CHECK(page.told == Notes{"a"});
    CHECK(book.orders == Notes{"a"});
}

TEST_CASE("what another version or another hand left on the device is dropped") {
    for (const char* left : {"", "{", R"({"entries":[{"name":"x"}]})", "\xFF"}) {
        OrderBook book;
        Page page(book);
        page.device.storage["louxia.outbox.1"] = left;
        page.api.start();
        page.place("a");
        page.settle();
        CHECK(page.told == Notes{"a"});
    }
}

TEST_CASE("who signs out takes the unsent changes along") {
    OrderBook book;
    Page page(book);
    page.transport.passage = [](const Outgoing& request) {
        return request.key.empty() ? Passage::through : Passage::request_lost;
    };
    page.place("a");
    page.transport.run();
    page.api.call<api::SignOut>({}, [](const Result<api::Nothing>& result) { CHECK(result.ok()); });
    page.transport.run();
    page.transport.passage = nullptr;
    page.settle();
    CHECK(page.told == Notes{"refused unavailable"});
    CHECK(book.orders.empty());
    CHECK(page.device.storage.empty());
}

TEST_CASE("a read is tried three times, then told as unavailable") {
    OrderBook book;
    Page page(book);
    int sent = 0;
    page.transport.passage = [&](const Outgoing& request) {
        ++sent;
        CHECK(request.key.empty());
        return Passage::request_lost;
    };
    std::string told;
    page.api.call<api::GetMe>(
        {}, [&](const Result<api::MeView>& result) { told = error_word(result.error().code); });
    page.settle();
    CHECK(sent == 3);
    CHECK(told == "unavailable");
    CHECK(page.kept.empty());
}

TEST_CASE("an answer that is none of ours is malformed, not believed") {
    OrderBook book;
    Page page(book);
    page.transport.server = [](const Outgoing&) { return Reply{200, "<html>hotel wifi</html>"}; };
    Error told;
    page.api.call<api::GetMe>({},
                              [&](const Result<api::MeView>& result) { told = result.error(); });
    page.settle();
    CHECK(told == Error{ErrorCode::malformed, "response"});
}

TEST_CASE("whatever the net loses, each of two hundred orders is placed exactly once, in order") {
    std::mt19937 random(5);
    OrderBook book;
    std::map<std::string, std::string, std::less<>> storage;
    Notes expected;
    std::size_t answered = 0;
    for (std::uint64_t load = 1; load <= 10; ++load) {
        Page page(book, load);
        page.device.storage = storage;
        page.transport.passage = [&](const Outgoing&) {
            const auto draw = random() % 10;
            return draw < 3   ? Passage::request_lost
                   : draw < 6 ? Passage::reply_lost
                              : Passage::through;
        };
        page.api.start();
        for (int order = 0; order < 20; ++order) {
            expected.push_back(std::to_string(load) + "/" + std::to_string(order));
            page.place(expected.back());
            if (random() % 3 == 0) page.transport.run();
            if (random() % 4 == 0) page.device.pass(static_cast<std::int64_t>(random() % 60'000));
        }
        if (load == 10) page.settle();
        answered += page.told.size() + page.restored.size();
        storage = page.device.storage;
    }
    CHECK(book.orders == expected);
    CHECK(answered == expected.size());
    CHECK(storage.empty());
}
