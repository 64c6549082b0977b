#include <doctest/doctest.h>

#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;

namespace {

api::OrderView delivered() {
    api::OrderView order = model::test::order(OrderState::done);
    order.done_at = noon + -hour_ms;
    order.lines.resize(2);
    order.lines[0].name = "上海青";
    order.lines[0].total = Money::fen_unchecked(716);
    order.lines[1].name = "豆腐";
    order.lines[1].total = Money::fen_unchecked(450);
    order.total = Money::fen_unchecked(1466);
    return order;
}

model::State looking_at(const api::OrderView& order) {
    model::State state = model::test::signed_in(Role::resident);
    state.route.page = model::Page::order;
    state.route.id = order.order.value;
    state.orders[order.order.value].value = order;
    return state;
}

}  // namespace

TEST_CASE("a line is asked back with its reason and some words, once, and its answer shows") {
    const auto& words = ui::catalog(false).resident;
    api::OrderView order = delivered();
    Shown shown(looking_at(order), draw_order);
    CHECK(shown.tap_button(words.refund));
    CHECK(shown.tap(ui::Role::radio, "豆腐"));
    CHECK(shown.tap(ui::Role::radio, "少了"));
    shown.hands.type(ui::Id("claim_text"), "袋子里没有");
    shown.hands.settle();
    CHECK(shown.tap_button("申请退 ¥4.50"));
    const auto* sent = shown.last_sent<model::ClaimNow>();
    REQUIRE(sent != nullptr);
    CHECK(sent->request.line == 1);
    CHECK(sent->request.reason == RefundReason::missing);
    CHECK(sent->request.text == "袋子里没有");
    CHECK(model::test::count_of<model::Send<api::ClaimRefund>>(shown.effects) == 1);
    SUBCASE("a refusal is said on the sheet") {
        shown.answer<api::ClaimRefund>(sent->request, Error{ErrorCode::claim_too_late, ""});
        CHECK(shown.sees(ui::catalog(false).refusals.claim_too_late));
        CHECK(shown.sees("申请退 ¥4.50"));
    }
    SUBCASE("what was asked for waits on the order, then says why not") {
        api::ClaimView claim;
        claim.number = 1;
        claim.line = 1;
        claim.reason = RefundReason::missing;
        claim.text = "袋子里没有";
        order.claims = {claim};
        shown.answer<api::ClaimRefund>(sent->request, order);
        CHECK_FALSE(shown.sees("申请退 ¥4.50"));
        CHECK(shown.sees(words.claim_waits));
        CHECK(shown.sees("豆腐 · 少了 · 袋子里没有"));
        order.claims[0].state = ClaimState::declined;
        order.claims[0].answer = "交给你家人了";
        shown.answer<api::GetOrder>({order.order}, order);
        CHECK(shown.sees("团长没同意：交给你家人了"));
        CHECK_FALSE(shown.sees(words.claim_waits));
    }
}

TEST_CASE("the entry stands there before the order has come, and after its time, and says so") {
    const auto& words = ui::catalog(false).resident;
    SUBCASE("before") {
        Shown shown(looking_at(model::test::order(OrderState::placed)), draw_order);
        CHECK(shown.tap_button(words.refund));
        CHECK(shown.sees(words.claim_later));
    }
    SUBCASE("after two days") {
        api::OrderView order = delivered();
        order.done_at = noon + -claim_window_ms;
        Shown shown(looking_at(order), draw_order);
        CHECK(shown.tap_button(words.refund));
        CHECK(shown.sees(words.claim_over));
    }
    SUBCASE("not when all went back") {
        api::OrderView order = delivered();
        order.refunded = order.total;
        Shown shown(looking_at(order), draw_order);
        CHECK_FALSE(shown.tap_button(words.refund));
    }
}

TEST_CASE("the list of orders, which tells no claims, takes none away") {
    api::OrderView order = delivered();
    api::ClaimView claim;
    claim.number = 1;
    order.claims = {claim};
    model::State state = looking_at(order);
    api::ListOrders::Response list;
    list.orders = {delivered()};
    (void)model::test::answered<api::ListOrders>(state, {}, list);
    CHECK(state.order(order.order)->claims.size() == 1);
}
