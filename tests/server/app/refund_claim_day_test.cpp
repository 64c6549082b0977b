#include <doctest/doctest.h>

#include "server/app/own_data.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

OrderId collected(Neighbourhood& place, std::size_t who) {
    const auto placed = place.order(place.resident(who), {{place.item(0), 2}, {place.item(1), 1}},
                                    Fulfilment::pickup, Payment::wallet);
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(who), {placed->order}).ok());
    return placed->order;
}

api::ClaimRefund::Request asks(OrderId order, std::int32_t line, std::string text = {}) {
    return {order, line, RefundReason::spoiled, std::move(text)};
}

std::int32_t waiting(Neighbourhood& place) {
    return place.call<api::GetLeaderToday>(place.leader(), {})->open_claims;
}

}  // namespace

TEST_CASE(
    "what a household asks back waits for the leader, moves no money, and a refund settles it") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto who = place.resident(0);
    const OrderId order = collected(place, 0);
    const Money paid = place.wallet(who);
    const auto claimed = place.call<api::ClaimRefund>(who, asks(order, 1, "两只是坏的"));
    REQUIRE(claimed.ok());
    REQUIRE(claimed->claims.size() == 1);
    CHECK(claimed->claims[0].state == ClaimState::open);
    CHECK(claimed->claims[0].text == "两只是坏的");
    CHECK(place.wallet(who) == paid);
    CHECK(place.events("order_changed").back().subject == who.member->household.value);
    CHECK(waiting(place) == 1);
    CHECK(place.call<api::ClaimRefund>(who, asks(order, 1)).error().code ==
          ErrorCode::already_claimed);

    const auto listed = place.call<api::ListRefundClaims>(place.leader(), {});
    REQUIRE(listed.ok());
    REQUIRE(listed->orders.size() == 1);
    CHECK(listed->orders[0].claims[0].line == 1);
    REQUIRE(place.call<api::RefundOrder>(place.leader(), {order, 1, RefundReason::spoiled}).ok());
    CHECK(place.wallet(who) == Money::fen_unchecked(paid.fen() + 3000));
    CHECK(place.call<api::GetOrder>(who, {order})->claims[0].state == ClaimState::granted);
    CHECK(waiting(place) == 0);
    CHECK(place.call<api::ListRefundClaims>(place.leader(), {})->orders.empty());
    CHECK(house.broken() == "");
}

TEST_CASE("the leader says no with words, once, and the household may ask again") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto who = place.resident(0);
    const OrderId order = collected(place, 0);
    REQUIRE(place.call<api::ClaimRefund>(who, asks(order, whole_order)).ok());
    const auto decline = [&](std::int32_t claim, std::string answer) {
        return place.call<api::DeclineRefund>(place.leader(), {order, claim, std::move(answer)});
    };
    CHECK(decline(1, "").error().code == ErrorCode::missing_field);
    CHECK(decline(2, "没有这回事").error().code == ErrorCode::not_found);
    const auto declined = decline(1, "秤上看过，够的");
    REQUIRE(declined.ok());
    CHECK(declined->claims[0].state == ClaimState::declined);
    CHECK(place.call<api::GetOrder>(who, {order})->claims[0].answer == "秤上看过，够的");
    CHECK(decline(1, "还是不退").error().code == ErrorCode::conflict);
    CHECK(waiting(place) == 0);
    CHECK(place.call<api::ClaimRefund>(who, asks(order, 0))->claims.size() == 2);
    CHECK(house.broken() == "");
}

TEST_CASE("nobody asks for what is another household's, was not delivered, or was long ago") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const OrderId order = collected(place, 0);
    CHECK(place.call<api::ClaimRefund>(place.resident(1), asks(order, 0)).error().code ==
          ErrorCode::not_found);
    const auto placed = place.order(place.resident(1), {{place.item(1), 1}});
    REQUIRE(placed.ok());
    CHECK(place.call<api::ClaimRefund>(place.resident(1), asks(placed->order, 0)).error().code ==
          ErrorCode::not_delivered);
    house.pass(claim_window_ms);
    CHECK(place.call<api::ClaimRefund>(place.resident(0), asks(order, 0)).error().code ==
          ErrorCode::claim_too_late);
    CHECK(house.broken() == "");
}

TEST_CASE("a recall settles the claims of what it gives back") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const OrderId order = collected(place, 0);
    REQUIRE(place.call<api::ClaimRefund>(place.resident(0), asks(order, 0)).ok());
    REQUIRE(place.call<api::ClaimRefund>(place.resident(0), asks(order, 1)).ok());
    REQUIRE(place.call<api::RecallItem>(place.leader(), {place.item(0), false}).ok());
    const auto after = place.call<api::GetOrder>(place.resident(0), {order});
    REQUIRE(after.ok());
    CHECK(after->claims[0].state == ClaimState::granted);
    CHECK(after->claims[1].state == ClaimState::open);
    CHECK(house.broken() == "");
}

TEST_CASE("what was asked is in the household's export, and its words go when it is forgotten") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto who = place.resident(0);
    const OrderId order = collected(place, 0);
    REQUIRE(place.call<api::ClaimRefund>(who, asks(order, 1, "两只是坏的")).ok());
    house.store->read(place.id, [&](const app::Reader& reader) {
        const auto household = reader.household(who.member->household);
        const std::string all = app::export_of(house.context, reader, *household);
        CHECK(all.find("\"text\":\"两只是坏的\"") != std::string::npos);
    });
    REQUIRE(house.store
                ->transact(place.id,
                           [&](app::Writer& writer) -> Result<void> {
                               const auto household = writer.household(who.member->household);
                               writer.forget(*household, "n");
                               return {};
                           })
                .ok());
    house.store->read(place.id, [&](const app::Reader& reader) {
        CHECK(reader.claims_of(order).at(0).text.empty());
    });
}

}  // namespace louxia::test
