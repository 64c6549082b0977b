#include "tests/server/http/paying.hpp"

#include <doctest/doctest.h>

namespace louxia::test {
namespace {

namespace protocol = adapters::payment_protocol;

constexpr std::int64_t opening = 30'000;

/// A notice as somebody sends it who has that key, or has not.
Reply notify(Paying& paying, const std::string& body, const protocol::Key& key, std::int64_t at_ms,
             std::string_view label = "notice") {
    const std::string time = std::to_string(at_ms);
    return post(paying.world.port(), "/api/payments/notice", body,
                {{"Louxia-Time", time}, {"Louxia-Signature", key.sign(label, time, body)}});
}

std::string notice_of(Paying& paying, PaymentId id, std::int64_t fen) {
    return api::encode(protocol::Notice{paying.place().id, id, Paying::reference(id),
                                        protocol::State::paid, Money::fen_unchecked(fen)});
}

std::vector<Stock> stock_of(Neighbourhood& place, std::size_t item) {
    std::vector<Stock> stock;
    place.house().store->read(place.id, [&](const app::Reader& reader) {
        stock = reader.stock_of_item(place.item(item));
    });
    return stock;
}

}  // namespace

TEST_CASE("money that is paid online is in the wallet once, however often the provider says so") {
    Paying paying({.seed = 7, .repeated_notices = 100});
    const auto started = paying.start(0, 5000);
    REQUIRE(started.ok());
    CHECK(started->state == PaymentState::created);
    CHECK(started->pay_url.empty());
    paying.rounds(2);
    const auto shown = paying.look(0, started->payment);
    CHECK(shown.pay_url == paying.provider.url() + "/pay/" + Paying::reference(shown.payment));
    REQUIRE(paying.provider.pay(Paying::reference(started->payment)));
    paying.provider.wait_for_notices();
    CHECK(paying.wallet(0) == opening + 5000);
    paying.rounds(20);
    CHECK(paying.wallet(0) == opening + 5000);
    CHECK(paying.look(0, started->payment).state == PaymentState::used);
    CHECK(paying.place()
              .call<api::GetPayment>(paying.place().resident(1), {started->payment})
              .error()
              .code == ErrorCode::not_found);
    CHECK(paying.world.house.broken() == "");
}

TEST_CASE("a lost notice is made up for by asking, and nothing is asked any more afterwards") {
    Paying paying({.seed = 7, .lost_notices = 100});
    const PaymentId id = paying.paid(0, 5000);
    CHECK(paying.wallet(0) == opening);
    paying.rounds(3);
    CHECK(paying.wallet(0) == opening + 5000);
    std::vector<OnlinePayment> waiting;
    paying.world.house.store->read(paying.place().id, [&](const app::Reader& reader) {
        waiting = reader.payments_to_look_at(Instant{253'402'300'799'999}, 10);
    });
    CHECK(waiting.empty());
    const PaymentId declined = paying.start(0, 700).value().payment;
    paying.rounds(2);
    REQUIRE(paying.provider.decline(Paying::reference(declined)));
    paying.rounds(3);
    CHECK(paying.look(0, declined).state == PaymentState::failed);
    CHECK(paying.look(0, id).state == PaymentState::used);
    CHECK(paying.world.house.broken() == "");
}

TEST_CASE("only the provider's own words of the last minutes are heard") {
    Paying paying;
    const PaymentId id = paying.start(0, 5000).value().payment;
    paying.rounds(2);
    const std::string body = notice_of(paying, id, 5000);
    const std::int64_t now = protocol::machine_now_ms();
    const auto another = protocol::Key::of("another key, which is also long enough for one");
    CHECK(notify(paying, body, another, now).status == 403);
    CHECK(notify(paying, body, payment_key, now - 10 * minute_ms).status == 403);
    CHECK(notify(paying, body, payment_key, now + 10 * minute_ms).status == 403);
    CHECK(notify(paying, body, payment_key, now, "reply ").status == 403);
    CHECK(post(paying.world.port(), "/api/payments/notice", body).status == 403);
    const std::string time = std::to_string(now);
    const std::string signature = payment_key.sign("notice", time, body);
    const std::string more = notice_of(paying, id, 500'000);
    CHECK(post(paying.world.port(), "/api/payments/notice", more,
               {{"Louxia-Time", time}, {"Louxia-Signature", signature}})
              .status == 403);
    CHECK(notify(paying, "{}", payment_key, now).status == 400);
    CHECK(notify(paying, std::string(5000, ' '), payment_key, now).status == 413);
    CHECK(paying.wallet(0) == opening);
    // The same words again, as somebody who listened would send them.
    CHECK(notify(paying, body, payment_key, now).status == 200);
    CHECK(notify(paying, body, payment_key, now).status == 200);
    CHECK(notify(paying, body, payment_key, now + 1).status == 200);
    CHECK(paying.wallet(0) == opening + 5000);
    // A payment that is not ours, or another's reference.
    CHECK(notify(paying, notice_of(paying, PaymentId{99}, 5000), payment_key, now).status == 404);
    const PaymentId other = paying.start(1, 900).value().payment;
    paying.rounds(2);
    const std::string stolen =
        api::encode(protocol::Notice{paying.place().id, other, Paying::reference(id),
                                     protocol::State::paid, Money::fen_unchecked(900)});
    CHECK(notify(paying, stolen, payment_key, now).status == 409);
    CHECK(paying.wallet(1) == opening);
    CHECK(paying.world.house.broken() == "");
    CHECK(paying.world.log_text().find("a key that both") == std::string::npos);
}

TEST_CASE("who guesses signatures waits") {
    Paying paying;
    const std::string body = notice_of(paying, PaymentId{1}, 1);
    int refused = 0;
    Reply last;
    for (int round = 0; round < 25; ++round) {
        last = post(paying.world.port(), "/api/payments/notice", body,
                    {{"Louxia-Time", "1"}, {"Louxia-Signature", std::string(64, '0')}});
        refused += last.status == 403 ? 1 : 0;
    }
    CHECK(refused == 20);
    CHECK(last.status == 429);
    CHECK(!last.header("Retry-After").empty());
}

TEST_CASE("another amount than was asked for comes in and goes back") {
    Paying paying;
    const PaymentId id = paying.start(0, 5000).value().payment;
    paying.rounds(2);
    REQUIRE(paying.provider.pay(Paying::reference(id), Money::fen_unchecked(4999)));
    paying.provider.wait_for_notices();
    auto view = paying.look(0, id);
    CHECK(view.state == PaymentState::returning);
    CHECK(view.received == Money::fen_unchecked(4999));
    CHECK(view.why == "payment_differs");
    CHECK(paying.wallet(0) == opening);
    CHECK(paying.world.house.broken() == "");
    paying.rounds(2);
    view = paying.look(0, id);
    CHECK(view.state == PaymentState::returned);
    CHECK(paying.at_provider() == 0);
    CHECK(paying.world.house.broken() == "");
}

TEST_CASE("an order that is paid online is placed when the money comes, or the money goes back") {
    Paying paying;
    const auto order = paying.wish(0, 0);
    auto stale = order;
    stale.terms = TermsId{5};
    CHECK(paying.start(0, {Money{}, stale, {}}).error().code == ErrorCode::price_changed);
    const PaymentId first = paying.paid(0, {Money{}, order, {}});
    const auto placed = paying.look(0, first);
    CHECK(placed.state == PaymentState::used);
    REQUIRE(placed.order.is_set());
    CHECK(paying.wallet(0) == opening);
    CHECK(paying.place().stored(placed.order).total == Money::fen_unchecked(600));
    // The last pieces go to somebody else between asking and paying.
    const auto wish = paying.wish(1, 1, 90);
    const PaymentId late = paying.start(1, {Money{}, wish, {}}).value().payment;
    paying.rounds(2);
    for (const std::size_t who : {std::size_t{3}, std::size_t{4}}) {
        REQUIRE(paying.place()
                    .order(paying.place().resident(who), {{paying.place().item(1), 60}},
                           Fulfilment::pickup, Payment::on_handover)
                    .ok());
    }
    REQUIRE(paying.provider.pay(Paying::reference(late)));
    paying.provider.wait_for_notices();
    const auto returning = paying.look(1, late);
    CHECK(returning.state == PaymentState::returning);
    CHECK(!returning.order.is_set());
    CHECK(!returning.why.empty());
    CHECK(paying.wallet(1) == opening);
    paying.rounds(2);
    CHECK(paying.look(1, late).state == PaymentState::returned);
    CHECK(paying.at_provider() == 600);
    CHECK(paying.world.house.broken() == "");
}

TEST_CASE("two hundred payments by a provider that loses, repeats, delays and reorders") {
    for (const std::uint64_t seed : {1ULL, 2ULL}) {
        Paying paying({.seed = seed,
                       .lost_notices = 30,
                       .repeated_notices = 40,
                       .lost_replies = 30,
                       .slow_refunds = 40,
                       .delay_ms_max = 40});
        Neighbourhood& place = paying.place();
        std::uint64_t random = seed * 0x9E3779B97F4A7C15ULL;
        const auto below = [&](std::uint64_t limit) {
            random ^= random >> 12U;
            random ^= random << 25U;
            random ^= random >> 27U;
            return random * 2'685'821'657'736'338'717ULL % limit;
        };
        // Once more where a notice that was late has placed an order in between.
        const auto set_stock = [&](std::uint64_t more) {
            for (const Stock& each : stock_of(place, 0)) {
                bool counted = false;
                while (!counted) {
                    for (const Stock& row : stock_of(place, 0)) {
                        if (row.hub != each.hub) continue;
                        const auto count = row.reserved.count + static_cast<std::int64_t>(more);
                        counted = place
                                      .call<api::SetStock>(place.leader(),
                                                           {row.hub, place.item(0), count})
                                      .ok();
                    }
                }
            }
        };
        std::array<std::int64_t, 13> wallets{};
        wallets.fill(opening);
        std::int64_t spent = 0;
        int asked = 0;
        while (asked < 200) {
            std::vector<PaymentId> open;
            set_stock(400);
            for (std::size_t who = 0; who < wallets.size() && asked < 200; ++who) {
                const auto fen = static_cast<std::int64_t>(100 + below(900));
                const bool order = below(3) == 0;
                const auto started = order
                                         ? paying.start(who, {Money{}, paying.wish(who, 0, 1), {}})
                                         : paying.start(who, fen);
                if (!started) continue;
                ++asked;
                open.push_back(started->payment);
                if (!order) wallets[who] += fen;
            }
            for (int round = 0; round < 12; ++round)
                paying.rounds();
            for (const PaymentId id : open)
                CHECK(paying.provider.pay(Paying::reference(id)));
            // Fewer pieces than are paid for: some orders cannot be placed any more.
            set_stock(below(4));
            for (int round = 0; round < 12; ++round)
                paying.rounds();
            paying.provider.wait_for_notices();
        }
        // A day later everything has been asked often enough.
        for (int round = 0; round < 40; ++round) {
            paying.world.pass(40 * minute_ms);
            paying.rounds();
        }
        std::int64_t topped_up = 0;
        int returned = 0;
        for (std::size_t who = 0; who < wallets.size(); ++who) {
            CAPTURE(who);
            CHECK(paying.wallet(who) == wallets[who]);
            topped_up += wallets[who] - opening;
            const auto list = place.call<api::ListPayments>(place.resident(who), {});
            for (const api::PaymentView& each : list->payments) {
                const bool ended =
                    each.state == PaymentState::used || each.state == PaymentState::returned;
                CHECK(ended);
                returned += each.state == PaymentState::returned ? 1 : 0;
                if (each.order.is_set()) spent += each.received.fen();
            }
        }
        CHECK(paying.at_provider() == topped_up + spent);
        CHECK(returned > 0);
        CHECK(paying.world.house.broken() == "");
    }
}

TEST_CASE("nothing of it is there without a provider") {
    World world;
    Neighbourhood& place = world.place();
    CHECK(place
              .call<api::StartPayment>(place.resident(0),
                                       {Money::fen_unchecked(500), std::nullopt, GroupId{}})
              .error()
              .code == ErrorCode::not_offered);
    const Headers who = world.resident(0);
    CHECK(get(world.port(), "/c/lanting/me/payments", who).status == 404);
    CHECK(!get(world.port(), "/c/lanting/me", who).has("/me/payments"));
    CHECK(!get(world.port(), "/g/" + world.group().text() + "/join", who).has("/pay"));
    CHECK(!get(world.port(), "/c/lanting/checkout?q." + place.item(0).text() + "=1", who)
               .has("online"));
    CHECK(post(world.port(), "/api/payments/notice", "{}").status == 404);
}

TEST_CASE("a person tops up, orders and joins by the pages' forms alone") {
    Paying paying;
    const int port = paying.world.port();
    const Headers who = paying.world.resident(0);
    CHECK(get(port, "/c/lanting/me", who).has("/c/lanting/me/payments"));
    const auto send = [&](const Reply& page, const std::string& action, const std::string& fields) {
        return post_form(port, action,
                         "token=" + hidden_field(page, "token") +
                             "&key=" + hidden_field(page, "key") + "&" + fields,
                         who);
    };
    const Reply list = get(port, "/c/lanting/me/payments", who);
    CHECK(list.status == 200);
    CHECK(send(list, "/c/lanting/me/payments", "amount=0.5").status == 400);
    const Reply asked = send(list, "/c/lanting/me/payments", "amount=50");
    REQUIRE(asked.status == 303);
    const std::string there = asked.header("Location");
    Reply page = get(port, there, who);
    CHECK(page.status == 200);
    CHECK(!page.header("Refresh").empty());
    CHECK(get(port, there, paying.world.resident(1)).status == 404);
    paying.rounds(2);
    page = get(port, there, who);
    const std::string pay_url = between(page.body, "href=\"" + paying.provider.url(), "\"");
    REQUIRE(pay_url.rfind("/pay/", 0) == 0);
    CHECK(get(paying.provider.port(), pay_url).has("50.00"));
    CHECK(post_form(paying.provider.port(), pay_url + "/yes", "").status == 303);
    paying.provider.wait_for_notices();
    page = get(port, there, who);
    CHECK(page.has("¥50.00"));
    CHECK(page.header("Refresh").empty());
    CHECK(paying.wallet(0) == opening + 5000);
    // An order from the checkout, a share from the group's page.
    const std::string item = paying.place().item(0).text();
    const Reply checkout = get(port, "/c/lanting/checkout?q." + item + "=2", who);
    CHECK(checkout.has("value=\"online\""));
    const Reply ordered = send(checkout, "/c/lanting/orders",
                               "q." + item + "=2&fulfilment=pickup&payment=online&pickup_terms=" +
                                   hidden_field(checkout, "pickup_terms"));
    REQUIRE(ordered.status == 303);
    CHECK(ordered.header("Location").rfind("/c/lanting/me/payments/", 0) == 0);
    const std::string group = "/g/" + paying.world.group().text();
    const Reply share = send(get(port, group + "/join", who), group + "/pay", "x=1");
    REQUIRE(share.status == 303);
    const Reply held = send(get(port, "/c/lanting/me/payments", who),
                            "/c/lanting/me/payments/refund-to", "to=wallet");
    CHECK(held.status == 303);
    CHECK(get(port, "/c/lanting/me/payments", who).has("value=\"wallet\" checked"));
}

}  // namespace louxia::test
