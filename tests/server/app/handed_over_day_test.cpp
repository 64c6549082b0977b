#include <doctest/doctest.h>

#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

const Money start = Money::fen_unchecked(30'000);

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

Pieces reserved(Neighbourhood& place, HubId hub, std::size_t item) {
    Pieces found;
    place.house().store->read(place.id, [&](const app::Reader& reader) {
        for (const Stock& row : reader.stock_of_item(place.item(item))) {
            if (row.hub == hub) found = row.reserved;
        }
    });
    return found;
}

app::Caller shop_of(Neighbourhood& place, HubId hub) {
    return place.shop(place.shop(0).member->hub == hub ? 0 : 1);
}

/// One that the shop is picking.
OrderId picked(Neighbourhood& place, std::vector<api::BasketLine> lines,
               Fulfilment fulfilment = Fulfilment::delivery, Payment payment = Payment::wallet) {
    const auto placed = place.order(place.resident(0), std::move(lines), fulfilment, payment);
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::picking);
    return placed->order;
}

}  // namespace

TEST_CASE("a lighter bag costs less: the hold is taken in part and the rest comes back with it") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto who = place.resident(0);
    const auto placed = place.order(who, {{place.item(0), 2}, {place.item(1), 1}});
    REQUIRE(placed.ok());
    CHECK(placed->total == fen(3600));
    place.move_to(placed->order, OrderState::picking);
    const auto weighed =
        place.call<api::WeighLine>(place.leader(), {placed->order, 0, 2, 870, true});
    REQUIRE(weighed.ok());
    CHECK(weighed->lines[0].cut == fen(78));
    // Nothing moves before it is handed over, but the buyer sees it at once.
    CHECK(place.held(who) == fen(3600));
    const auto seen = place.call<api::GetOrder>(who, {placed->order});
    REQUIRE(seen.ok());
    CHECK(seen->cut == fen(78));
    CHECK(seen->lines[0].weighed == Grams{870});
    CHECK(place.events("order_changed").back().subject == who.member->household.value);
    CHECK(house.broken() == "");

    place.move_to(placed->order, OrderState::packed);
    CHECK(
        place.call<api::WeighLine>(place.leader(), {placed->order, 0, 2, 900, true}).error().code ==
        ErrorCode::wrong_state);
    using Step = api::CourierStep::Step;
    const auto courier = place.courier_with(placed->order);
    REQUIRE(place.call<api::CourierStep>(courier, {placed->order, Step::take}).ok());
    REQUIRE(place.call<api::CourierStep>(courier, {placed->order, Step::deliver}).ok());
    CHECK(place.held(who) == Money{});
    CHECK(place.wallet(who) == fen(30'000 - 3600 + 78));
    CHECK(place.available(0) == Pieces{18});
    CHECK(house.broken() == "");
}

TEST_CASE("missing pieces are written off or go back on the shelf, and may be found again") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const OrderId order = picked(place, {{place.item(0), 4}, {place.item(1), 1}});
    const HubId hub = place.stored(order).hub;
    const auto weigh = [&](std::int64_t pieces, bool gone) {
        return place.call<api::WeighLine>(place.leader(), {order, 0, pieces, 0, gone});
    };
    CHECK(place.available(0) == Pieces{16});
    REQUIRE(weigh(1, false).ok());
    CHECK(place.available(0) == Pieces{19});
    CHECK(reserved(place, hub, 0) == Pieces{1});
    REQUIRE(weigh(1, true).ok());
    CHECK(place.available(0) == Pieces{16});
    REQUIRE(weigh(0, true).ok());
    CHECK(reserved(place, hub, 0) == Pieces{0});
    REQUIRE(weigh(4, true).ok());
    CHECK(place.available(0) == Pieces{16});
    CHECK(place.stored(order).cut == Money{});
    CHECK(house.broken() == "");

    // What went back to the shelf and was sold to somebody else cannot come back into the bag.
    REQUIRE(weigh(0, false).ok());
    REQUIRE(place.call<api::SetStock>(place.leader(), {hub, place.item(0), 2}).ok());
    CHECK(weigh(4, false).error() == refuse(ErrorCode::sold_out, "pieces"));
    CHECK(weigh(1, true).error() == refuse(ErrorCode::sold_out, "pieces"));
    CHECK(weigh(2, false).ok());
    CHECK(reserved(place, hub, 0) == Pieces{2});
    CHECK(house.broken() == "");
}

TEST_CASE("an order with nothing left is cancelled, not handed over empty") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const OrderId order = picked(place, {{place.item(1), 1}});
    CHECK(place.call<api::WeighLine>(place.leader(), {order, 0, 0, 0, true}).error().code ==
          ErrorCode::nothing_left);
    REQUIRE(place.call<api::MoveOrder>(place.leader(), {order, OrderState::cancelled}).ok());
    CHECK(place.wallet(place.resident(0)) == start);
    CHECK(house.broken() == "");
}

TEST_CASE("cancelling what was cut gives the whole hold back and the goods that are left") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const OrderId order = picked(place, {{place.item(0), 4}, {place.item(1), 1}});
    REQUIRE(place.call<api::WeighLine>(place.leader(), {order, 0, 1, 0, true}).ok());
    REQUIRE(place.call<api::MoveOrder>(place.leader(), {order, OrderState::cancelled}).ok());
    CHECK(place.wallet(place.resident(0)) == start);
    CHECK(place.available(0) == Pieces{17});
    CHECK(house.broken() == "");
}

TEST_CASE("who pays at the counter pays what is in the bag") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const OrderId order = picked(place, {{place.item(0), 2}, {place.item(1), 1}},
                                 Fulfilment::pickup, Payment::on_handover);
    const auto weighed = place.call<api::WeighLine>(place.leader(), {order, 0, 1, 460, true});
    REQUIRE(weighed.ok());
    CHECK(weighed->to_collect == fen(3000 + 276));
    place.move_to(order, OrderState::ready);
    const Order waiting = place.stored(order);
    house.store->read(place.id, [&](const app::Reader& reader) {
        CHECK(reader.balance(sales_of(waiting.hub)) == Money{});
    });
    const auto collected =
        place.call<api::CollectByCode>(shop_of(place, waiting.hub), {waiting.pickup_code});
    REQUIRE(collected.ok());
    CHECK(collected->to_collect == fen(3276));
    CHECK(collected->pieces == 2);
    house.store->read(place.id, [&](const app::Reader& reader) {
        // Of which a tenth is the leader's, as it is from now on.
        CHECK(reader.balance(sales_of(waiting.hub)) == fen(3276 - 328));
        CHECK(reader.balance(frozen_commission) == fen(328));
        CHECK(reader.balance(cash_of(waiting.hub)).fen() <= -3276);
    });
    CHECK(place.wallet(place.resident(0)) == start);
    CHECK(house.broken() == "");
}

TEST_CASE("a shop weighs its own hub's orders only") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const OrderId order = picked(place, {{place.item(1), 2}});
    const HubId hub = place.stored(order).hub;
    const app::Caller other = place.shop(place.shop(0).member->hub == hub ? 1 : 0);
    CHECK(place.call<api::WeighLine>(other, {order, 0, 1, 0, true}).error().code ==
          ErrorCode::not_found);
    CHECK(place.call<api::WeighLine>(shop_of(place, hub), {order, 0, 1, 0, true}).ok());
}

}  // namespace louxia::test
