#include <doctest/doctest.h>

#include "tests/server/http/paying.hpp"

namespace louxia::test {
namespace {

constexpr std::int64_t opening = 30'000;

}  // namespace

TEST_CASE("what was paid online goes back where it came from, as far as it was") {
    Paying paying;
    Neighbourhood& place = paying.place();
    const OrderId cancelled =
        paying.look(0, paying.paid(0, {Money{}, paying.wish(0, 0), {}})).order;
    REQUIRE(place.call<api::CancelOrder>(place.resident(0), {cancelled}).ok());
    CHECK(paying.wallet(0) == opening);
    paying.rounds(2);
    CHECK(paying.at_provider() == 0);
    // Delivered, then refunded by the leader; the cut for what was short goes back too.
    const OrderId order = paying.look(1, paying.paid(1, {Money{}, paying.wish(1, 0, 3), {}})).order;
    place.move_to(order, OrderState::picking);
    REQUIRE(
        place.call<api::WeighLine>(place.shop(), {.order = order, .line = 0, .pieces = 2}).ok());
    place.move_to(order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(1), {order}).ok());
    paying.rounds(2);
    CHECK(paying.at_provider() == 600);
    REQUIRE(place
                .call<api::RefundOrder>(
                    place.leader(), {order, whole_order, RefundReason::spoiled, RefundWay::wallet})
                .ok());
    CHECK(paying.wallet(1) == opening);
    CHECK(place.call<api::GetOrder>(place.resident(1), {order})->refunds.at(0).way ==
          RefundWay::online);
    paying.rounds(2);
    CHECK(paying.at_provider() == 0);
    // Who would rather have it in the wallet says so before.
    const OrderId kept = paying.look(2, paying.paid(2, {Money{}, paying.wish(2, 0), {}})).order;
    REQUIRE(place.call<api::SetRefundTo>(place.resident(2), {true}).ok());
    REQUIRE(place.call<api::CancelOrder>(place.resident(2), {kept}).ok());
    CHECK(paying.wallet(2) == opening + 600);
    paying.rounds(2);
    CHECK(paying.at_provider() == 600);
    CHECK(paying.world.house.broken() == "");
}

TEST_CASE("where refunds go stays as it is for a day after the phone was lost") {
    Paying paying;
    Neighbourhood& place = paying.place();
    const auto who = place.resident(0);
    REQUIRE(place.call<api::InviteHousehold>(place.leader(), {who.member->household, true}).ok());
    CHECK(place.call<api::SetRefundTo>(who, {true}).error().code == ErrorCode::destination_held);
    CHECK(place.call<api::SetRefundTo>(who, {false}).ok());
    paying.world.pass(day_ms);
    CHECK(place.call<api::SetRefundTo>(who, {true})->refunds_to_wallet);
}

TEST_CASE("a share that is paid online joins, or goes back when the group has closed or fails") {
    Paying paying;
    Neighbourhood& place = paying.place();
    const GroupId group = paying.world.group();
    const PaymentId in = paying.paid(0, {Money{}, std::nullopt, group});
    CHECK(paying.look(0, in).state == PaymentState::used);
    CHECK(place.held(place.resident(0)) == Money::fen_unchecked(8900));
    const PaymentId twice = paying.start(1, {Money{}, std::nullopt, group}).value().payment;
    const PaymentId late = paying.start(2, {Money{}, std::nullopt, group}).value().payment;
    paying.rounds(2);
    // Joined by another way in between.
    REQUIRE(place.call<api::JoinGroup>(place.resident(1), {group}).ok());
    REQUIRE(paying.provider.pay(Paying::reference(twice)));
    paying.provider.wait_for_notices();
    CHECK(paying.look(1, twice).why == "already_joined");
    CHECK(paying.wallet(1) == opening - 8900);
    paying.world.house.set(House::at(16, 0));
    paying.world.clock.set(House::at(16, 0));
    REQUIRE(paying.provider.pay(Paying::reference(late)));
    paying.provider.wait_for_notices();
    CHECK(paying.look(2, late).why == "group_closed");
    paying.world.house.jobs.run_due(paying.world.house.now());
    CHECK(paying.wallet(0) == opening);
    CHECK(paying.wallet(1) == opening);
    paying.rounds(3);
    CHECK(paying.at_provider() == 0);
    CHECK(paying.look(0, in).returned == Money::fen_unchecked(8900));
    CHECK(paying.world.house.broken() == "");
}

TEST_CASE("the order that a share became gives its money back where it was paid") {
    Paying paying;
    Neighbourhood& place = paying.place();
    const GroupId group = place.open_group(2);
    REQUIRE(place.call<api::JoinGroup>(place.resident(5), {group}).ok());
    const PaymentId forms = paying.paid(0, {Money{}, std::nullopt, group});
    const OrderId order = paying.look(0, forms).order;
    REQUIRE(order.is_set());
    REQUIRE(place.call<api::CancelGroup>(place.leader(), {group}).ok());
    paying.rounds(3);
    CHECK(place.stored(order).state == OrderState::cancelled);
    CHECK(paying.wallet(0) == opening);
    CHECK(paying.wallet(5) == opening);
    CHECK(paying.at_provider() == 0);
    CHECK(paying.world.house.broken() == "");
}

TEST_CASE("while the provider does not answer nothing is lost, and what it will not take stays") {
    Paying paying;
    Neighbourhood& place = paying.place();
    const OrderId order = paying.look(0, paying.paid(0, {Money{}, paying.wish(0, 0), {}})).order;
    paying.provider.set_away(true);
    REQUIRE(place.call<api::CancelOrder>(place.resident(0), {order}).ok());
    const PaymentId waiting = paying.start(1, 5000).value().payment;
    paying.rounds(5);
    CHECK(paying.look(1, waiting).state == PaymentState::created);
    CHECK(paying.wallet(0) == opening);
    CHECK(paying.at_provider() == 600);
    CHECK(paying.world.house.broken() == "");
    paying.provider.set_away(false);
    paying.world.pass(hour_ms);
    paying.rounds(2);
    CHECK(paying.at_provider() == 0);
    CHECK(!paying.look(1, waiting).pay_url.empty());
    // A provider that forgot what it was paid refuses to give it back.
    const OrderId second = paying.look(2, paying.paid(2, {Money{}, paying.wish(2, 0), {}})).order;
    const adapters::SimulatedPayments forgetful(payment_key, {});
    const auto there = adapters::HttpPayments::make(forgetful.url(), payment_key);
    there->set_home("http://127.0.0.1:1");
    REQUIRE(place.call<api::CancelOrder>(place.resident(2), {second}).ok());
    paying.world.house.context.payments = there.get();
    paying.rounds(2);
    CHECK(paying.wallet(2) == opening + 600);
    CHECK(paying.world.house.broken() == "");
    paying.world.house.context.payments = paying.client.get();
}

}  // namespace louxia::test
