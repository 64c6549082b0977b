#include <doctest/doctest.h>

#include "server/app/shortages.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

struct Shelf {
    std::int64_t on_hand = 0;
    std::int64_t reserved = 0;
    friend bool operator==(const Shelf&, const Shelf&) = default;
};

Shelf shelf(Neighbourhood& place, HubId hub, std::size_t item) {
    Shelf found;
    place.house().store->read(place.id, [&](const app::Reader& reader) {
        for (const Stock& row : reader.stock_of_item(place.item(item))) {
            if (row.hub == hub) found = {row.on_hand.count, row.reserved.count};
        }
    });
    return found;
}

OrderId ordered(Neighbourhood& place, HubId hub, std::size_t who,
                std::vector<api::BasketLine> lines) {
    api::PlaceOrder::Request request;
    request.lines = std::move(lines);
    request.fulfilment = Fulfilment::pickup;
    request.hub = hub;
    const auto placed = place.call<api::PlaceOrder>(place.resident(who), request);
    REQUIRE(placed.ok());
    place.house().pass(second_ms);
    return placed->order;
}

HubId first_hub(Neighbourhood& place) {
    return place.shop().member->hub;
}

}  // namespace

TEST_CASE("a shortage is shared over all that wait, told to each, and sold no more") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    const HubId hub = first_hub(place);
    const OrderId first = ordered(place, hub, 0, {{place.item(0), 4}});
    const OrderId second = ordered(place, hub, 1, {{place.item(0), 3}, {place.item(2), 1}});
    const OrderId third = ordered(place, hub, 2, {{place.item(0), 3}});
    const OrderId packed = ordered(place, hub, 3, {{place.item(0), 5}});
    place.move_to(packed, OrderState::packed);
    place.move_to(third, OrderState::picking);
    CHECK(place.call<api::ShareShortage>(place.shop(), {place.item(0), {}, 10, 0}).error().code ==
          ErrorCode::not_short);
    const auto shared = place.call<api::ShareShortage>(place.shop(), {place.item(0), {}, 0, 2999});
    REQUIRE(shared.ok());
    CHECK(shared->there == 5);
    CHECK(shared->waiting == 10);
    CHECK(shared->orders == 3);
    CHECK(place.stored(first).lines[0].missing == Pieces{1});
    CHECK(place.stored(second).lines[0].missing == Pieces{2});
    CHECK(place.stored(third).lines[0].missing == Pieces{2});
    CHECK(place.stored(packed).lines[0].missing == Pieces{0});
    CHECK(shelf(place, hub, 0) == Shelf{10, 10});
    const auto told = place.events("order_refunded");
    REQUIRE(told.size() == 3);
    CHECK(told[0].data.find(R"("amount_fen":300)") != std::string::npos);
    CHECK(told[0].data.find(R"("reason":"missing")") != std::string::npos);
    CHECK(house.broken() == "");
    // What is not in the bag is not paid.
    place.move_to(second, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(1), {second}).ok());
    CHECK(place.wallet(place.resident(1)) == fen(30'000 - 300 - 500));
    CHECK(house.broken() == "");
}

TEST_CASE("an order with nothing left is cancelled, and its money is free") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    const HubId hub = first_hub(place);
    const OrderId first = ordered(place, hub, 0, {{place.item(0), 1}});
    const OrderId second = ordered(place, hub, 1, {{place.item(0), 1}});
    REQUIRE(place.call<api::ShareShortage>(place.leader(), {place.item(0), hub, 1, 0}).ok());
    CHECK(place.stored(first).state == OrderState::placed);
    CHECK(place.stored(second).state == OrderState::cancelled);
    CHECK(place.held(place.resident(1)) == fen(0));
    CHECK(shelf(place, hub, 0) == Shelf{1, 1});
    CHECK(house.broken() == "");
}

TEST_CASE("many orders are cut in steps, and a stop in between loses none of it") {
    House house;
    Neighbourhood place(house);
    place.publish_list(200);
    const HubId hub = first_hub(place);
    std::vector<OrderId> orders;
    for (std::size_t index = 0; index < 45; ++index) {
        orders.push_back(ordered(place, hub, index % 12, {{place.item(0), 2}}));
    }
    REQUIRE(place.call<api::ShareShortage>(place.shop(), {place.item(0), {}, 45, 0}).ok());
    CHECK(house.broken() == "");
    std::int64_t cut = 0;
    for (const OrderId order : orders)
        cut += place.stored(order).lines[0].missing.count;
    CHECK(cut == app::cut_at_once);
    // One of those that wait for their cut changes its mind, one is packed meanwhile.
    const auto changed = place.call<api::CancelOrder>(place.resident(44 % 12), {orders[44]});
    REQUIRE(changed.ok());
    place.move_to(orders[43], OrderState::packed);
    house.jobs.run_due(house.now());
    for (std::size_t index = 0; index < 43; ++index)
        CHECK(place.stored(orders[index]).lines[0].missing == Pieces{1});
    CHECK(place.stored(orders[43]).lines[0].missing == Pieces{0});
    house.store->read(
        place.id, [&](const app::Reader& reader) { CHECK(reader.running_shortages().empty()); });
    CHECK(house.broken() == "");
}

TEST_CASE("a group's orders share too, and a shop counts for its own hub alone") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    const GroupId group = place.open_group(2);
    for (std::size_t who = 0; who < 2; ++who)
        REQUIRE(place.call<api::JoinGroup>(place.resident(who), {group}).ok());
    std::vector<Order> orders;
    house.store->read(place.id,
                      [&](const app::Reader& reader) { orders = reader.orders_of(group); });
    REQUIRE(orders.size() == 2);
    CHECK(place.call<api::ShareShortage>(place.shop(1), {place.item(1), orders[0].hub, 3, 0})
              .error()
              .code == ErrorCode::not_found);
    REQUIRE(
        place.call<api::ShareShortage>(place.leader(), {place.item(1), orders[0].hub, 3, 0}).ok());
    const Order cut = place.stored(orders[1].id);
    CHECK(cut.cut > Money{});
    CHECK(place.stored(orders[0].id).cut.is_zero());
    CHECK(place.held(place.resident(1)) == cut.total);
    CHECK(house.broken() == "");
}

TEST_CASE("a tolerance is held beforehand, and only what the scales say is taken") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    api::PlaceOrder::Request request;
    request.lines = {{place.item(1), 2}};
    request.fulfilment = Fulfilment::pickup;
    request.tolerance_permille = 50;
    const auto placed = place.call<api::PlaceOrder>(place.resident(0), request);
    REQUIRE(placed.ok());
    CHECK(placed->total == fen(6000));
    CHECK(placed->cut == fen(0));
    CHECK(placed->tolerance_permille == 50);
    CHECK(place.held(place.resident(0)) == fen(6300));
    CHECK(house.broken() == "");
    place.move_to(placed->order, OrderState::picking);
    REQUIRE(place.call<api::WeighLine>(place.leader(), {placed->order, 0, 2, 1030, false}).ok());
    CHECK(house.broken() == "");
    const auto seen = place.call<api::GetOrder>(place.resident(0), {placed->order});
    CHECK(seen->due() == fen(6180));
    CHECK(seen->cut == fen(0));
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(0), {placed->order}).ok());
    CHECK(place.wallet(place.resident(0)) == fen(30'000 - 6180));
    CHECK(place.held(place.resident(0)) == fen(0));
    CHECK(house.broken() == "");
    // Without it, no more than was ordered.
    request.tolerance_permille = 0;
    const auto plain = place.call<api::PlaceOrder>(place.resident(1), request);
    REQUIRE(plain.ok());
    place.move_to(plain->order, OrderState::picking);
    REQUIRE(place.call<api::WeighLine>(place.leader(), {plain->order, 0, 2, 1030, false}).ok());
    CHECK(place.call<api::GetOrder>(place.resident(1), {plain->order})->due() == fen(6000));
    request.tolerance_permille = 201;
    CHECK_FALSE(api::PlaceOrder::check(request).ok());
}

}  // namespace louxia::test
