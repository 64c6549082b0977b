#include <doctest/doctest.h>

#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

const Money start = Money::fen_unchecked(30'000);

TEST_CASE("an order goes from the basket to the door, and only then is the money the shop's") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto placed = place.order(place.resident(0), {{place.item(0), 2}, {place.item(1), 1}});
    REQUIRE(placed.ok());
    CHECK(placed->total == Money::fen_unchecked(3600));
    CHECK(placed->promise_kind == PromiseClass::within_30_minutes);
    CHECK(placed->number == 1);
    CHECK(place.wallet(place.resident(0)) == Money::fen_unchecked(26'400));
    CHECK(place.held(place.resident(0)) == Money::fen_unchecked(3600));
    CHECK(place.available(0) == Pieces{18});

    place.move_to(placed->order, OrderState::packed);
    const auto courier = place.courier_with(placed->order);
    REQUIRE(courier.member.has_value());
    using Step = api::CourierStep::Step;
    house.pass(5 * minute_ms);
    REQUIRE(place.call<api::CourierStep>(courier, {placed->order, Step::take}).ok());
    REQUIRE(place.call<api::CourierStep>(courier, {placed->order, Step::arrive}).ok());
    const auto run = place.call<api::CourierStep>(courier, {placed->order, Step::deliver});
    REQUIRE(run.ok());
    CHECK(run->stops.empty());
    CHECK(run->done_today == 1);
    CHECK(run->on_time_today == 1);
    CHECK(place.held(place.resident(0)) == Money{});
    CHECK(place.wallet(place.resident(0)) == Money::fen_unchecked(26'400));
    CHECK(place.available(0) == Pieces{18});
    CHECK(place.stored(placed->order).at(OrderState::done) == house.now());
    CHECK(house.broken() == "");
}

TEST_CASE("stock and wallet return when an order is cancelled") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto placed = place.order(place.resident(0), {{place.item(0), 2}, {place.item(1), 1}});
    REQUIRE(placed.ok());
    const auto cancelled = place.call<api::CancelOrder>(place.resident(0), {placed->order});
    REQUIRE(cancelled.ok());
    CHECK(cancelled->state == OrderState::cancelled);
    CHECK(place.wallet(place.resident(0)) == start);
    CHECK(place.held(place.resident(0)) == Money{});
    CHECK(place.available(0) == Pieces{20});
    CHECK(place.call<api::CancelOrder>(place.resident(0), {placed->order}).error().code ==
          ErrorCode::wrong_state);
    CHECK(house.broken() == "");
}

TEST_CASE("an order not yours is the same not_found as one that is not there") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto placed = place.order(place.resident(0), {{place.item(0), 1}});
    REQUIRE(placed.ok());
    const Error absent = place.call<api::GetOrder>(place.resident(1), {OrderId{12345}}).error();
    CHECK(absent == refuse(ErrorCode::not_found));
    for (const auto& answer : {place.call<api::GetOrder>(place.resident(1), {placed->order}),
                               place.call<api::CancelOrder>(place.resident(1), {placed->order}),
                               place.call<api::CollectOrder>(place.resident(1), {placed->order})}) {
        REQUIRE_FALSE(answer.ok());
        CHECK(answer.error() == absent);
    }
    // A shop moves its own hub's orders only, a courier those it was given.
    const std::size_t other = place.shop(0).member->hub == placed->hub ? 1 : 0;
    CHECK(place.call<api::MoveOrder>(place.shop(other), {placed->order, OrderState::accepted})
              .error() == absent);
    using Step = api::CourierStep::Step;
    CHECK(place.call<api::CourierStep>(place.courier(0), {placed->order, Step::take}).error() ==
          absent);
}

TEST_CASE("the last piece is sold once, and the line that is short is named") {
    House house;
    Neighbourhood place(house);
    place.publish_list(2);
    REQUIRE(place.order(place.resident(0), {{place.item(1), 2}}).ok());
    REQUIRE(place.order(place.resident(1), {{place.item(1), 2}}).ok());
    const auto third = place.order(place.resident(2), {{place.item(0), 1}, {place.item(1), 1}});
    REQUIRE_FALSE(third.ok());
    CHECK(third.error() == refuse(ErrorCode::sold_out, "lines[1].quantity"));
    CHECK(place.wallet(place.resident(2)) == start);
    CHECK(house.broken() == "");
}

TEST_CASE("when each line is somewhere but all are nowhere, no hub is the answer") {
    House house;
    Neighbourhood place(house);
    place.publish_list(3);
    const auto east = place.shop(1);
    const auto west = place.shop(0);
    REQUIRE(place.call<api::SetStock>(east, {HubId{}, place.item(0), 0}).ok());
    REQUIRE(place.call<api::SetStock>(west, {HubId{}, place.item(1), 0}).ok());
    const auto answer = place.order(place.resident(0), {{place.item(0), 1}, {place.item(1), 1}});
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().code == ErrorCode::no_hub);
}

TEST_CASE("a wallet that holds less than the total orders nothing and reserves nothing") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    const auto answer = place.order(place.resident(0), {{place.item(1), 11}});
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().code == ErrorCode::insufficient_funds);
    CHECK(place.available(1) == Pieces{40});
    CHECK(place
              .order(place.resident(0), {{place.item(1), 11}}, Fulfilment::delivery,
                     Payment::on_handover)
              .ok());
    CHECK(house.broken() == "");
}

TEST_CASE("late by five minutes pays three yuan once") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto placed = place.order(place.resident(0), {{place.item(1), 1}});
    REQUIRE(placed.ok());
    house.set(placed->due_at + 5 * minute_ms + -1);
    house.jobs.run_due(house.now());
    CHECK(place.wallet(place.resident(0)) == Money::fen_unchecked(27'000));
    house.pass(1);
    house.jobs.run_due(house.now());
    house.pass(minute_ms);
    house.jobs.run_due(house.now());
    CHECK(place.wallet(place.resident(0)) == Money::fen_unchecked(27'300));
    CHECK(place.stored(placed->order).compensated);
    CHECK(house.broken() == "");
}

TEST_CASE("an order handed over late between two rounds of the jobs is compensated too") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto placed = place.order(place.resident(0), {{place.item(1), 1}});
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::packed);
    using Step = api::CourierStep::Step;
    const auto courier = place.courier_with(placed->order);
    REQUIRE(place.call<api::CourierStep>(courier, {placed->order, Step::take}).ok());
    house.set(placed->due_at + 6 * minute_ms);
    REQUIRE(place.call<api::CourierStep>(courier, {placed->order, Step::deliver}).ok());
    CHECK(place.wallet(place.resident(0)) == Money::fen_unchecked(27'300));
    house.jobs.run_due(house.now());
    CHECK(place.wallet(place.resident(0)) == Money::fen_unchecked(27'300));
    CHECK(house.broken() == "");
}

TEST_CASE("a pickup waits behind its code, and five wrong ones lock the pad for a minute") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    api::PlaceOrder::Request request;
    request.lines = {{place.item(1), 1}};
    request.fulfilment = Fulfilment::pickup;
    request.hub = place.kiosk().member->hub;
    const auto placed = place.call<api::PlaceOrder>(place.resident(0), request);
    REQUIRE(placed.ok());
    CHECK(placed->delivery_fee == Money{});
    place.move_to(placed->order, OrderState::ready);
    const Order ready = place.stored(placed->order);
    REQUIRE(ready.pickup_code.size() == 4);
    CHECK(ready.collect_before == house.now() + chilled_keep_ms);

    const auto board = place.call<api::GetKioskBoard>(place.kiosk(), {});
    REQUIRE(board.ok());
    REQUIRE(board->rows.size() == 1);
    CHECK(board->rows[0].waiting[0].masked_name == "李**");
    const auto found = place.call<api::FindByPhone>(place.kiosk(), {"1000"});
    REQUIRE(found.ok());
    CHECK(found->rows.size() == 1);

    const std::string wrong = ready.pickup_code == "0000" ? "0001" : "0000";
    for (int tries = 0; tries < 5; ++tries) {
        CHECK(place.call<api::CollectByCode>(place.kiosk(), {wrong}).error().code ==
              ErrorCode::wrong_code);
    }
    CHECK(place.call<api::CollectByCode>(place.kiosk(), {ready.pickup_code}).error().code ==
          ErrorCode::pad_locked);
    house.pass(pad_lock_ms);
    const auto collected = place.call<api::CollectByCode>(place.kiosk(), {ready.pickup_code});
    REQUIRE(collected.ok());
    CHECK(collected->pieces == 1);
    CHECK(place.stored(placed->order).state == OrderState::done);
    CHECK(place.stored(placed->order).pickup_code.empty());
    CHECK(place.call<api::CollectByCode>(place.kiosk(), {ready.pickup_code}).error().code ==
          ErrorCode::wrong_code);
    CHECK(house.broken() == "");
}

TEST_CASE("a price change shows at once and does not touch an order that was placed") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto placed = place.order(place.resident(0), {{place.item(0), 1}});
    REQUIRE(placed.ok());
    const auto before = place.events("items_changed").size();
    const auto list = place.call<api::GetLeaderList>(place.leader(), {CivilDate{2026, 11, 23}});
    REQUIRE(list.ok());
    api::ItemDraft draft = list->items[0].draft;
    draft.price = Money::fen_unchecked(450);
    draft.stock.clear();
    REQUIRE(place.call<api::ChangeItem>(place.leader(), {place.item(0), draft}).ok());
    CHECK(place.events("items_changed").size() == before + 1);
    CHECK(place.stored(placed->order).lines[0].unit_price == Money::fen_unchecked(300));
    CHECK(place.call<api::GetHome>(app::Caller{place.id, {}, {}}, {})->list->items[0].price ==
          Money::fen_unchecked(450));
}

TEST_CASE("an order costs what its buyer saw, or is refused and changes nothing") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const app::Caller buyer = place.resident(0);
    const auto quote = place.call<api::QuoteOrder>(buyer, {{{place.item(0), 2}}});
    REQUIRE(quote.ok());
    REQUIRE(quote->terms.is_set());
    api::PlaceOrder::Request request;
    request.lines = {{place.item(0), 2}};
    request.terms = quote->terms;
    REQUIRE(place.call<api::PlaceOrder>(buyer, request).ok());

    const auto list = place.call<api::GetLeaderList>(place.leader(), {CivilDate{2026, 11, 23}});
    api::ItemDraft draft = list->items[0].draft;
    draft.price = Money::fen_unchecked(draft.price.fen() + 1);
    draft.stock.clear();
    REQUIRE(place.call<api::ChangeItem>(place.leader(), {place.item(0), draft}).ok());
    const auto late = place.call<api::PlaceOrder>(buyer, request);
    REQUIRE_FALSE(late.ok());
    CHECK(late.error() == Error{ErrorCode::price_changed, "terms"});
    CHECK(place.call<api::ListOrders>(buyer, {})->orders.size() == 1);
    request.terms = place.call<api::QuoteOrder>(buyer, {{{place.item(0), 2}}})->terms;
    CHECK(place.call<api::PlaceOrder>(buyer, request).ok());
    CHECK(house.broken() == "");
}

TEST_CASE("only who got an order shows it, and only once") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto placed = place.order(place.resident(0), {{place.item(0), 1}}, Fulfilment::pickup);
    REQUIRE(placed.ok());
    const api::AddPost::Request post{placed->order, ItemId{}, "新鲜", {}};
    CHECK(place.call<api::AddPost>(place.resident(0), post).error().code ==
          ErrorCode::not_delivered);
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(0), {placed->order}).ok());
    CHECK(place.call<api::AddPost>(place.resident(1), post).error().code == ErrorCode::not_found);
    const auto shown = place.call<api::AddPost>(place.resident(0), post);
    REQUIRE(shown.ok());
    REQUIRE(shown->item.has_value());
    CHECK(shown->item->item == place.item(0));
    CHECK(place.call<api::AddPost>(place.resident(0), post).error().code == ErrorCode::conflict);
    CHECK(place.call<api::GetFeed>(app::Caller{place.id, {}, {}}, {})->posts.size() == 1);
    CHECK(house.broken() == "");
}

}  // namespace
}  // namespace louxia::test
