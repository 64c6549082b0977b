#include <doctest/doctest.h>

#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

Result<api::OrderView> change(Neighbourhood& place, const app::Caller& who,
                              const api::QuoteChange::Request& wish) {
    const auto quote = place.call<api::QuoteChange>(who, wish);
    if (!quote) return quote.error();
    const auto changed = place.call<api::ChangeOrder>(
        who, {wish.order, wish.lines, wish.add, wish.fulfilment, quote->terms});
    if (changed) CHECK(changed->total == quote->total);
    return changed;
}

}  // namespace

TEST_CASE("goods are added and taken out before picking, with their money and their stock") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto who = place.resident(0);
    const auto placed = place.order(who, {{place.item(0), 2}, {place.item(1), 1}});
    REQUIRE(placed.ok());
    REQUIRE(
        change(place, who, {placed->order, {{0, 1}}, {{place.item(2), 2}}, Fulfilment::delivery})
            .ok());
    CHECK(place.held(who) == fen(300 + 3000 + 1000));
    CHECK(place.wallet(who) == fen(30'000 - 4300));
    CHECK(place.available(0) == Pieces{19});
    CHECK(place.available(2) == Pieces{18});
    CHECK(house.broken() == "");
    // Without the dear goods a fee is due, which the quote has said.
    const auto small =
        change(place, who, {placed->order, {{1, 0}, {2, 0}}, {}, Fulfilment::delivery});
    REQUIRE(small.ok());
    CHECK(small->total == fen(300 + 300));
    CHECK(place.held(who) == fen(600));
    CHECK(house.broken() == "");
    CHECK(change(place, who, {placed->order, {{0, 0}}, {}, Fulfilment::delivery}).error().code ==
          ErrorCode::empty_basket);
}

TEST_CASE("pickup becomes delivery and back until it is packed, re-quoted each time") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto who = place.resident(0);
    const auto placed = place.order(who, {{place.item(0), 1}}, Fulfilment::pickup);
    REQUIRE(placed.ok());
    CHECK(placed->total == fen(300));
    const auto home = change(place, who, {placed->order, {}, {}, Fulfilment::delivery});
    REQUIRE(home.ok());
    CHECK(home->total == fen(600));
    CHECK(home->promise_kind == PromiseClass::within_30_minutes);
    CHECK(place.held(who) == fen(600));
    place.move_to(placed->order, OrderState::picking);
    // A courier is bound to it as soon as one has to set out.
    house.pass(4 * minute_ms);
    house.jobs.run_due(house.now());
    CHECK(place.stored(placed->order).courier.is_set());
    const auto back = change(place, who, {placed->order, {}, {}, Fulfilment::pickup});
    REQUIRE(back.ok());
    CHECK(place.held(who) == fen(300));
    CHECK_FALSE(place.stored(placed->order).courier.is_set());
    CHECK(change(place, who, {placed->order, {{0, 0}}, {}, Fulfilment::pickup}).error().code ==
          ErrorCode::wrong_state);
    place.move_to(placed->order, OrderState::ready);
    CHECK(change(place, who, {placed->order, {}, {}, Fulfilment::delivery}).error().code ==
          ErrorCode::wrong_state);
    REQUIRE(place.call<api::CollectOrder>(who, {placed->order}).ok());
    CHECK(place.wallet(who) == fen(29'700));
    CHECK(house.broken() == "");
}

TEST_CASE("a change that cannot be had leaves the order as it was") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto who = place.resident(0);
    const auto placed = place.order(who, {{place.item(1), 9}}, Fulfilment::pickup);
    REQUIRE(placed.ok());
    const Order before = place.stored(placed->order);
    const auto refused = [&](const api::QuoteChange::Request& wish) {
        return change(place, who, wish).error();
    };
    CHECK(refused({placed->order, {}, {{place.item(0), 11}}, Fulfilment::pickup}) ==
          refuse(ErrorCode::sold_out, "add[0].quantity"));
    CHECK(
        refused({placed->order, {}, {{place.item(0), 10}, {place.item(2), 5}}, Fulfilment::pickup})
            .code == ErrorCode::insufficient_funds);
    CHECK(refused({placed->order, {}, {{ItemId{77}, 1}}, Fulfilment::pickup}) ==
          refuse(ErrorCode::not_on_list, "add[0].item"));
    CHECK(place
              .call<api::ChangeOrder>(who,
                                      {placed->order, {{0, 1}}, {}, Fulfilment::pickup, TermsId{9}})
              .error() == refuse(ErrorCode::price_changed, "terms"));
    CHECK(place
              .call<api::QuoteChange>(place.resident(1),
                                      {placed->order, {{0, 1}}, {}, Fulfilment::pickup})
              .error()
              .code == ErrorCode::not_found);
    CHECK(place.stored(placed->order).total == before.total);
    CHECK(place.held(who) == before.total);
    CHECK(house.broken() == "");
}

}  // namespace louxia::test
