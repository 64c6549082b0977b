#include <doctest/doctest.h>

#include "tests/server/http/world.hpp"

/// The page on which the shop says what ran short, and the tick for goods that weigh more.
namespace louxia::test {
namespace {

std::string proof_of(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key") +
           "&item=" + hidden_field(page, "item") + "&hub=" + hidden_field(page, "hub");
}

}  // namespace

TEST_CASE("the shop says once what is there, and everybody who gets less sees it") {
    World world;
    Neighbourhood& place = world.place();
    const HubId hub = place.shop().member->hub;
    std::vector<OrderId> orders;
    for (std::size_t who = 0; who < 2; ++who) {
        api::PlaceOrder::Request request;
        request.lines = {{place.item(1), 2}};
        request.fulfilment = Fulfilment::pickup;
        request.hub = hub;
        const auto placed = place.call<api::PlaceOrder>(place.resident(who), request);
        REQUIRE(placed.ok());
        orders.push_back(placed->order);
    }
    const Headers shop = world.as(place.shop());
    const std::string path = "/c/lanting/shop/shortage";
    const Reply page = get(world.port(), path, shop);
    CHECK(page.status == 200);
    CHECK(page.has("等着 500g × 4"));
    CHECK(post_form(world.port(), path, proof_of(page) + "&pieces=3", shop).status == 400);
    CHECK(post_form(world.port(), path, proof_of(page) + "&pieces=4&sure=yes", shop).status == 409);
    CHECK(post_form(world.port(), path, proof_of(page) + "&sure=yes", shop).status == 400);
    const Reply done = post_form(world.port(), path, proof_of(page) + "&pieces=3&sure=yes", shop);
    CHECK(done.status == 303);
    CHECK(get(world.port(), done.header("Location"), shop).has("1 单少收"));
    CHECK(place.stored(orders[0]).cut.is_zero());
    CHECK(place.stored(orders[1]).cut == Money::fen_unchecked(3000));
    CHECK(get(world.port(), "/o/" + orders[1].text(), world.resident(1)).has("¥30.00"));
    CHECK(get(world.port(), path + "?lang=en", world.as(place.leader())).status == 200);
    CHECK(get(world.port(), path, world.resident(0)).status == 404);
    CHECK(get(world.port(), path, world.as(place.courier(0))).status == 404);
    CHECK(world.house.broken() == "");
}

TEST_CASE("a tick at the checkout agrees to a tolerance, and the order's page says so") {
    World world;
    const Headers who = world.resident(0);
    const std::string item = world.place().item(1).text();
    const Reply page = get(world.port(), "/c/lanting/checkout?q." + item + "=1", who);
    CHECK(page.has("name=\"tolerance\""));
    const std::string form = "token=" + hidden_field(page, "token") +
                             "&key=" + hidden_field(page, "key") + "&q." + item +
                             "=1&fulfilment=pickup&payment=wallet&tolerance=yes&pickup_terms=" +
                             hidden_field(page, "pickup_terms");
    const Reply placed = post_form(world.port(), "/c/lanting/orders", form, who);
    REQUIRE(placed.status == 303);
    const Reply order = get(world.port(), placed.header("Location"), who);
    CHECK(order.has("最多多付 5%"));
    CHECK(order.has("¥30.00"));
    CHECK(world.place().held(world.place().resident(0)) == Money::fen_unchecked(3150));
    CHECK(world.house.broken() == "");
}

}  // namespace louxia::test
