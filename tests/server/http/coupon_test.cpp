#include <doctest/doctest.h>

#include "tests/server/http/world.hpp"

namespace louxia::test {

TEST_CASE("the leader issues a coupon and a resident uses it, by the pages' forms alone") {
    World world;
    const int port = world.port();
    const Headers leader = world.as(world.place().leader());
    const Headers who = world.resident(0);
    const auto send = [&](const Headers& person, const Reply& page, const std::string& action,
                          const std::string& fields) {
        return post_form(port, action,
                         "token=" + hidden_field(page, "token") +
                             "&key=" + hidden_field(page, "key") + "&" + fields,
                         person);
    };
    const std::string coupons = "/c/lanting/leader/coupons";
    CHECK(get(port, "/c/lanting/leader/devices", leader).has(coupons));
    CHECK(get(port, coupons, who).status == 404);
    const Reply form = get(port, coupons, leader);
    REQUIRE(form.status == 200);
    CHECK(send(leader, form, coupons, "off=5&minimum=4&count=3&days=7").status == 400);
    CHECK(send(leader, form, coupons, "off=5&minimum=30&count=x&days=7").status == 400);
    REQUIRE(send(leader, form, coupons, "off=5&minimum=30&count=3&days=7").status == 303);
    const Reply issued = get(port, coupons, leader);
    const std::string code = between(issued.body, "/list?coupon=", "<");
    REQUIRE(code.size() == 9);

    // The link carries it from the list to the checkout.
    CHECK(get(port, "/c/lanting/list?coupon=" + code, who).has("value=\"" + code + "\""));
    const std::string basket = "q." + world.place().item(1).text() + "=2";
    const std::string checkout = "/c/lanting/checkout?" + basket;
    CHECK(!get(port, checkout, who).has("−¥5.00"));
    const Reply unknown = get(port, checkout + "&coupon=AAAA-AAAA", who);
    CHECK(unknown.status == 404);
    CHECK(unknown.has("role=\"alert\""));
    const Reply with = get(port, checkout + "&coupon=" + code, who);
    CHECK(with.status == 200);
    CHECK(with.has("−¥5.00"));
    CHECK(with.has("¥55.00"));
    const Reply ordered = send(
        who, with, "/c/lanting/orders",
        basket + "&coupon=" + code +
            "&fulfilment=pickup&payment=wallet&pickup_terms=" + hidden_field(with, "pickup_terms"));
    REQUIRE(ordered.status == 303);
    const Reply order = get(port, ordered.header("Location"), who);
    CHECK(order.has("−¥5.00"));
    CHECK(order.has("¥55.00"));
    CHECK(world.place().wallet(world.place().resident(0)) == Money::fen_unchecked(24'500));

    const Reply list = get(port, coupons, leader);
    CHECK(list.has("1"));
    REQUIRE(
        send(leader, list, coupons + "/stop", "coupon=" + hidden_field(list, "coupon")).status ==
        303);
    CHECK(!get(port, coupons, leader).has("/list?coupon="));
    CHECK(get(port, checkout + "&coupon=" + code, world.resident(1)).status == 409);
    CHECK(world.house.broken() == "");
}

}  // namespace louxia::test
