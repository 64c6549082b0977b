#include <doctest/doctest.h>

#include "server/app/refunds.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

const Money start = Money::fen_unchecked(30'000);

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

OrderId collected(Neighbourhood& place, std::size_t who, std::vector<api::BasketLine> lines,
                  Payment payment = Payment::wallet) {
    const auto placed =
        place.order(place.resident(who), std::move(lines), Fulfilment::pickup, payment);
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(who), {placed->order}).ok());
    return placed->order;
}

std::int64_t cash_at(Neighbourhood& place, HubId hub) {
    std::int64_t fen = 0;
    place.house().store->read(
        place.id, [&](const app::Reader& reader) { fen = reader.balance(cash_of(hub)).fen(); });
    return fen;
}

}  // namespace

TEST_CASE("a refund goes back to the wallet, and its household hears why") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto who = place.resident(0);
    const OrderId order = collected(place, 0, {{place.item(0), 2}, {place.item(1), 1}});
    CHECK(place.wallet(who) == fen(30'000 - 3600));
    const auto line = place.call<api::RefundOrder>(
        place.leader(), {order, 1, RefundReason::spoiled, RefundWay::wallet});
    REQUIRE(line.ok());
    CHECK(line->refunded == fen(3000));
    REQUIRE(line->refunds.size() == 1);
    CHECK(line->refunds[0].reason == RefundReason::spoiled);
    CHECK(place.wallet(who) == fen(30'000 - 600));
    CHECK(place.events("order_refunded").back().subject == who.member->household.value);
    CHECK(place.call<api::RefundOrder>(place.leader(), {order, 1, RefundReason::wrong})
              .error()
              .code == ErrorCode::already_refunded);
    REQUIRE(place.call<api::RefundOrder>(place.leader(), {order, whole_order, RefundReason::late})
                .ok());
    CHECK(place.wallet(who) == start);
    CHECK(place.call<api::GetOrder>(who, {order})->refunds.size() == 2);
    CHECK(house.broken() == "");
}

TEST_CASE("cash comes back as credit, or out of the hub's till") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const OrderId order =
        collected(place, 0, {{place.item(0), 2}, {place.item(1), 1}}, Payment::on_handover);
    const HubId hub = place.stored(order).hub;
    const std::int64_t before = cash_at(place, hub);
    REQUIRE(place
                .call<api::RefundOrder>(place.leader(),
                                        {order, 0, RefundReason::missing, RefundWay::cash})
                .ok());
    CHECK(cash_at(place, hub) == before + 600);
    CHECK(place.wallet(place.resident(0)) == start);
    REQUIRE(place
                .call<api::RefundOrder>(place.leader(),
                                        {order, 1, RefundReason::missing, RefundWay::wallet})
                .ok());
    CHECK(place.wallet(place.resident(0)) == fen(33'000));
    CHECK(house.broken() == "");
}

TEST_CASE("nothing goes back of what was not handed over, and the store itself would refuse more") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto placed = place.order(place.resident(0), {{place.item(1), 1}});
    REQUIRE(placed.ok());
    CHECK(place.call<api::RefundOrder>(place.leader(), {placed->order, 0, RefundReason::late})
              .error()
              .code == ErrorCode::not_delivered);
    CHECK(place.call<api::RefundOrder>(place.leader(), {OrderId{5}, 0, RefundReason::late})
              .error()
              .code == ErrorCode::not_found);
    const OrderId order = collected(place, 1, {{place.item(0), 1}});
    Order more = place.stored(order);
    more.refunded = fen(301);
    CHECK_THROWS((void)house.store->transact(place.id, [&](app::Writer& writer) -> Result<void> {
        writer.put(more);
        return {};
    }));
    CHECK(house.broken() == "");
}

TEST_CASE("a recall refunds every buyer once, those on their way when they are there") {
    House house;
    Neighbourhood place(house);
    place.publish_list(40);
    std::vector<OrderId> orders;
    for (std::size_t who = 0; who < 10; ++who) {
        orders.push_back(collected(place, who, {{place.item(0), 1}, {place.item(2), 1}}));
        orders.push_back(collected(place, who, {{place.item(0), 2}}));
        orders.push_back(collected(place, who, {{place.item(2), 1}}));
    }
    const auto late = place.order(place.resident(11), {{place.item(0), 3}}, Fulfilment::pickup);
    REQUIRE(late.ok());
    // Refunded by hand before: not once more.
    REQUIRE(
        place
            .call<api::RefundOrder>(place.leader(), {orders[1], whole_order, RefundReason::spoiled})
            .ok());
    const auto recalled = place.call<api::RecallItem>(place.leader(), {place.item(0), false});
    REQUIRE(recalled.ok());
    REQUIRE(recalled->recalls.size() == 1);
    CHECK(recalled->recalls[0].orders == 19);
    CHECK_FALSE(recalled->recalls[0].ended_at.is_set());
    CHECK(place.available(0) == Pieces{0});
    CHECK(house.broken() == "");
    house.jobs.run_due(house.now());
    for (std::size_t who = 0; who < 10; ++who) {
        CAPTURE(who);
        CHECK(place.wallet(place.resident(who)) == fen(30'000 - 500 - 500));
    }
    CHECK(place.events("order_refunded").size() == 20);
    const auto state = [&] {
        std::optional<Recall> found;
        house.store->read(place.id,
                          [&](const app::Reader& reader) { found = reader.recall(place.item(0)); });
        return found.value();
    };
    CHECK(state().orders == 19);
    CHECK_FALSE(state().ended_at.is_set());

    // Handing it over does not end the matter: what was on its way is refunded when it is there.
    place.move_to(late->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(11), {late->order}).ok());
    house.jobs.run_due(house.now());
    CHECK(place.wallet(place.resident(11)) == start);
    CHECK(state().orders == 20);
    CHECK(state().ended_at.is_set());
    REQUIRE(place.call<api::RecallItem>(place.leader(), {place.item(0), false}).ok());
    house.jobs.run_due(house.now());
    CHECK(place.events("order_refunded").size() == 21);
    CHECK(house.broken() == "");
}

TEST_CASE("a recall that was cut short goes on where it stopped") {
    House house;
    Neighbourhood place(house);
    place.publish_list(80);
    for (std::size_t at = 0; at < 45; ++at) {
        collected(place, at % 10, {{place.item(0), 1}});
    }
    REQUIRE(place.call<api::RecallItem>(place.leader(), {place.item(0), true}).ok());
    // One more step, and then the program is gone: its transactions stay, and no more.
    REQUIRE(house.store
                ->transact(place.id,
                           [&](app::Writer& writer) -> Result<void> {
                               return app::continue_recall(house.context, writer, place.item(0),
                                                           house.now())
                                              .ok()
                                          ? Result<void>{}
                                          : refuse(ErrorCode::conflict);
                           })
                .ok());
    CHECK(place.events("order_refunded").size() == 40);
    CHECK(house.broken() == "");
    jobs::Jobs after_the_crash(house.context);
    after_the_crash.run_due(house.now());
    CHECK(place.events("order_refunded").size() == 45);
    std::int64_t wallets = 0;
    for (std::size_t who = 0; who < 10; ++who)
        wallets += place.wallet(place.resident(who)).fen();
    CHECK(wallets == 10 * 30'000);
    CHECK(house.broken() == "");
}

}  // namespace louxia::test
