#include <doctest/doctest.h>

#include "tests/server/http/world.hpp"

/// The leader's pages of orders: finding, refunding, other times.
namespace louxia::test {
namespace {

std::string proof_of(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
}

OrderId ready_order(Neighbourhood& place, std::size_t who) {
    const auto placed = place.order(place.resident(who), {{place.item(1), 1}}, Fulfilment::pickup);
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::ready);
    return placed->order;
}

}  // namespace

TEST_CASE("the leader finds a delivered order by its door and refunds it with a form") {
    World world;
    Neighbourhood& place = world.place();
    const OrderId order = ready_order(place, 0);
    REQUIRE(place.call<api::CollectOrder>(place.resident(0), {order}).ok());
    const Headers leader = world.as(place.leader());
    const Reply all = get(world.port(), "/c/lanting/leader/orders", leader);
    CHECK(all.status == 200);
    CHECK(all.has("order=" + order.text()));
    const Address address = place.stored(order).address;
    const std::string door = "building=" + std::to_string(address.building_number) +
                             "&unit=" + std::to_string(address.unit) +
                             "&room=" + std::to_string(address.room);
    CHECK(
        get(world.port(), "/c/lanting/leader/orders?" + door, leader).has("order=" + order.text()));
    CHECK(get(world.port(), "/c/lanting/leader/orders?building=9", leader).has("没有找到"));
    CHECK(get(world.port(), "/c/lanting/leader/orders?room=9", leader).status == 400);
    const std::string path = "/c/lanting/leader/order";
    const Reply page = get(world.port(), path + "?order=" + order.text(), leader);
    CHECK(page.has("还能退 ¥30.00"));
    const std::string form = proof_of(page) + "&order=" + order.text() + "&step=refund";
    CHECK(post_form(world.port(), path, form + "&line=0", leader).status == 400);
    CHECK(post_form(world.port(), path, form + "&line=0&reason=spoiled", leader).status == 303);
    CHECK(get(world.port(), path + "?order=" + order.text(), leader).has("已经全部退完了"));
    CHECK(place.stored(order).refunded == Money::fen_unchecked(3000));
    CHECK(world.house.broken() == "");
}

TEST_CASE("the leader changes an order's and a group's time, and a group's turnover") {
    World world;
    Neighbourhood& place = world.place();
    const OrderId order = ready_order(place, 0);
    const Headers leader = world.as(place.leader());
    const std::string path = "/c/lanting/leader/order";
    const Reply page = get(world.port(), path + "?order=" + order.text(), leader);
    const std::string form = proof_of(page) + "&order=" + order.text() + "&step=time";
    CHECK(post_form(world.port(), path, form + "&at=soon", leader).status == 400);
    CHECK(post_form(world.port(), path, form + "&at=2026-11-23T21:30", leader).status == 303);
    CHECK(place.stored(order).collect_before == House::at(21, 30));
    CHECK(get(world.port(), "/o/" + order.text(), world.resident(0)).has("团长改过时间"));

    const std::string group = world.group().text();
    const std::string there = "/c/lanting/leader/group";
    const Reply seen = get(world.port(), there + "?group=" + group, leader);
    CHECK(seen.status == 200);
    const std::string change = proof_of(seen) + "&group=" + group;
    CHECK(
        post_form(world.port(), there, change + "&step=time&at=2026-11-23T19:30", leader).status ==
        303);
    const Reply again = get(world.port(), there + "?group=" + group, leader);
    CHECK(post_form(world.port(), there, proof_of(again) + "&group=" + group + "&step=cap&cap=1",
                    leader)
              .status == 400);
    CHECK(post_form(world.port(), there, proof_of(again) + "&group=" + group + "&step=cap&cap=9000",
                    leader)
              .status == 303);
    world.house.store->read(place.id, [&](const app::Reader& reader) {
        CHECK(reader.group(world.group())->deliver_before == House::at(19, 30));
        CHECK(reader.group(world.group())->cap_turnover == Money::fen_unchecked(900'000));
    });
    for (const std::string& target : {std::string("/c/lanting/leader/orders"),
                                      path + "?order=" + order.text(), there + "?group=" + group}) {
        CHECK(get(world.port(), target, world.resident(0)).status == 404);
    }
    CHECK(world.house.broken() == "");
}

TEST_CASE("a share that waits for its group stands on the page of orders") {
    World world;
    REQUIRE(world.place().call<api::JoinGroup>(world.place().resident(0), {world.group()}).ok());
    CHECK(get(world.port(), "/c/lanting/orders", world.resident(0)).has("已付款，等成团"));
    CHECK(get(world.port(), "/g/" + world.group().text(), world.resident(0)).has("已付款，等成团"));
    CHECK(!get(world.port(), "/c/lanting/orders", world.resident(1)).has("已付款，等成团"));
}

}  // namespace louxia::test
