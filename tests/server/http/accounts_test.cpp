#include <doctest/doctest.h>

#include "tests/server/http/world.hpp"

/// The leader's accounts, payouts and ledger, and a courier's earnings, as pages.
namespace louxia::test {
namespace {

OrderId delivered(Neighbourhood& place) {
    const auto placed = place.order(place.resident(0), {{place.item(1), 1}});
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::packed);
    for (const OrderState to : {OrderState::out, OrderState::done}) {
        REQUIRE(place.call<api::MoveOrder>(place.leader(), {placed->order, to}).ok());
    }
    return placed->order;
}

std::string form_of(const Reply& page) {
    std::string fields;
    for (const char* name : {"token", "key", "kind", "owner", "amount"}) {
        fields += std::string(fields.empty() ? "" : "&") + name + "=" + hidden_field(page, name);
    }
    return fields;
}

std::string unescaped(std::string text) {
    for (std::size_t at = text.find("&amp;"); at != std::string::npos; at = text.find("&amp;")) {
        text.replace(at, 5, "&");
    }
    return text;
}

}  // namespace

TEST_CASE("the leader sees what is frozen and owed, confirms a payout, and it is gone") {
    World world;
    Neighbourhood& place = world.place();
    const OrderId order = delivered(place);
    const Headers leader = world.as(place.leader());
    const Reply page = get(world.port(), "/c/lanting/leader/accounts", leader);
    CHECK(page.status == 200);
    CHECK(page.has("冻结中"));
    CHECK(page.has("¥3.00"));
    CHECK(page.has("骑手 · "));
    const std::string link =
        unescaped(between(page.body, "href=\"/c/lanting/leader/accounts/pay", "\""));
    const std::string path = "/c/lanting/leader/accounts/pay" + link;
    const Reply asked = get(world.port(), path, leader);
    CHECK(asked.status == 200);
    CHECK(asked.has("已经付了 ¥3.00"));
    const std::string fields = form_of(asked);
    CHECK(post_form(world.port(), "/c/lanting/leader/accounts/pay", fields, leader).status == 400);
    const Reply paid =
        post_form(world.port(), "/c/lanting/leader/accounts/pay", fields + "&way=cash", leader);
    CHECK(paid.status == 303);
    CHECK(paid.header("Location") == "/c/lanting/leader/accounts");
    // The same form sent twice is one payout.
    CHECK(post_form(world.port(), "/c/lanting/leader/accounts/pay", fields + "&way=cash", leader)
              .status == 303);
    world.house.store->read(place.id, [&](const app::Reader& reader) {
        CHECK(reader.payouts(10).size() == 1);
        CHECK(reader.balance(earnings_of(place.stored(order).courier)).is_zero());
    });
    CHECK(get(world.port(), path, leader).status == 404);
    const Reply after = get(world.port(), "/c/lanting/leader/accounts?lang=en", leader);
    CHECK(after.has("Nothing is owed to anybody"));
    CHECK(after.has("Courier · "));
    CHECK(after.has("noted by"));
    CHECK(world.house.broken() == "");
}

TEST_CASE("the leader changes who gets what, within its bounds") {
    World world;
    const Headers leader = world.as(world.place().leader());
    const std::string path = "/c/lanting/leader/accounts/split";
    const Reply page = get(world.port(), "/c/lanting/leader/accounts", leader);
    const std::string proof =
        "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
    CHECK(post_form(world.port(), path, proof + "&permille=501&courier_pay=3", leader).status ==
          400);
    CHECK(post_form(world.port(), path, proof + "&permille=80&courier_pay=x", leader).status ==
          400);
    CHECK(post_form(world.port(), path, proof + "&permille=80&courier_pay=3.50", leader).status ==
          303);
    const Reply after = get(world.port(), "/c/lanting/leader/accounts", leader);
    CHECK(after.has("value=\"80\""));
    CHECK(after.has("value=\"3.50\""));
}

TEST_CASE("wallets are paid out on a page of their own") {
    World world;
    const Headers leader = world.as(world.place().leader());
    const Reply page = get(world.port(), "/c/lanting/leader/accounts/wallets", leader);
    CHECK(page.status == 200);
    const std::string link =
        unescaped(between(page.body, "href=\"/c/lanting/leader/accounts/pay", "\""));
    const Reply asked = get(world.port(), "/c/lanting/leader/accounts/pay" + link, leader);
    CHECK(asked.has("已经付了 ¥300.00"));
    const Reply paid = post_form(world.port(), "/c/lanting/leader/accounts/pay",
                                 form_of(asked) + "&way=bank", leader);
    CHECK(paid.status == 303);
    CHECK(paid.header("Location") == "/c/lanting/leader/accounts/wallets");
    CHECK(world.house.broken() == "");
}

TEST_CASE("the day's ledger is a file, and only the leader's") {
    World world;
    delivered(world.place());
    const std::string path = "/c/lanting/leader/accounts/ledger.csv?date=2026-11-23";
    const Reply file = get(world.port(), path, world.as(world.place().leader()));
    CHECK(file.status == 200);
    CHECK(file.header("Content-Type") == "text/csv; charset=utf-8");
    CHECK(file.header("Content-Disposition").find("louxia-lanting-2026-11-23.csv") !=
          std::string::npos);
    CHECK(file.has("时间,凭证,事由"));
    CHECK(file.has(",split,"));
    CHECK(get(world.port(), "/c/lanting/leader/accounts/ledger.csv?date=yesterday",
              world.as(world.place().leader()))
              .status == 404);
    for (const char* page : {"/c/lanting/leader/accounts", "/c/lanting/leader/accounts/wallets",
                             "/c/lanting/leader/accounts/pay?kind=commission",
                             "/c/lanting/leader/accounts/ledger.csv?date=2026-11-23"}) {
        CHECK(get(world.port(), page, world.resident(0)).status == 404);
        CHECK(get(world.port(), page, world.as(world.place().shop())).status == 404);
    }
}

TEST_CASE("a courier sees what came in for which order") {
    World world;
    const OrderId order = delivered(world.place());
    const Headers courier = world.as(world.place().courier_with(order));
    const Reply page = get(world.port(), "/c/lanting/courier/earnings", courier);
    CHECK(page.status == 200);
    CHECK(page.has("每送到一单 ¥3.00"));
    CHECK(page.has("送到 " + std::to_string(world.place().stored(order).number) + " 号单"));
    CHECK(get(world.port(), "/c/lanting/courier/earnings", world.resident(0)).status == 404);
}

}  // namespace louxia::test
