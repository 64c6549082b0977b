#include <doctest/doctest.h>

#include "tests/client/model/worlds.hpp"

using namespace louxia;
using namespace louxia::model;
using namespace louxia::model::test;

namespace {

OrderForm form_of(const api::OrderView& order) {
    OrderForm form;
    form.order = order.order;
    form.fulfilment = order.fulfilment;
    for (const api::LineView& line : order.lines)
        form.quantities.push_back(line.quantity.count);
    return form;
}

State with_order() {
    State state = signed_in(Role::resident);
    api::OrderView one = order();
    api::LineView line;
    line.item = greens;
    line.quantity = Pieces{3};
    one.lines = {line};
    state.orders[one.order.value].value = one;
    return state;
}

}  // namespace

TEST_CASE("each choice on the sheet is quoted, and the quote's terms go with the change") {
    State state = with_order();
    const api::OrderView one = *state.order(first_order);
    CHECK(count_of<Send<api::QuoteChange>>(did(state, EditOrder{form_of(one)})) == 0);
    OrderForm fewer = form_of(one);
    fewer.quantities[0] = 1;
    const Effects asked = did(state, EditOrder{fewer});
    REQUIRE(first_of<Send<api::QuoteChange>>(asked) != nullptr);
    const auto request = first_of<Send<api::QuoteChange>>(asked)->request;
    REQUIRE(request.lines.size() == 1);
    CHECK(request.lines[0].quantity == 1);
    CHECK(count_of<Send<api::ChangeOrder>>(did(state, ChangeOrderNow{})) == 0);
    api::QuoteChange::Response quote;
    quote.terms = TermsId{77};
    quote.offered = true;
    answered<api::QuoteChange>(state, request, quote);
    const Effects sent = did(state, ChangeOrderNow{});
    REQUIRE(first_of<Send<api::ChangeOrder>>(sent) != nullptr);
    CHECK(first_of<Send<api::ChangeOrder>>(sent)->request.terms == TermsId{77});
    CHECK(count_of<Send<api::ChangeOrder>>(did(state, ChangeOrderNow{})) == 0);
}

TEST_CASE("a changed order is shown, and what came out of the basket is in it no more") {
    State state = with_order();
    did(state, ChangeBasket{shrimp, 1});
    OrderForm more = form_of(*state.order(first_order));
    more.with_basket = true;
    const Effects asked = did(state, EditOrder{more});
    REQUIRE(first_of<Send<api::QuoteChange>>(asked) != nullptr);
    const auto wish = first_of<Send<api::QuoteChange>>(asked)->request;
    CHECK(wish.add.size() == 1);
    api::OrderView changed = *state.order(first_order);
    changed.total = Money::fen_unchecked(4200);
    const Effects effects = answered<api::ChangeOrder>(
        state, {wish.order, wish.lines, wish.add, wish.fulfilment, TermsId{1}}, changed);
    CHECK(says(effects, Saying::order_changed));
    CHECK(state.order(first_order)->total == Money::fen_unchecked(4200));
    CHECK(state.basket.empty());
    CHECK_FALSE(state.order_form);
}

TEST_CASE("prices that moved in between are quoted again, and the refusal stays to be read") {
    State state = with_order();
    OrderForm form = form_of(*state.order(first_order));
    form.fulfilment = Fulfilment::pickup;
    const Effects asked = did(state, EditOrder{form});
    REQUIRE(first_of<Send<api::QuoteChange>>(asked) != nullptr);
    const auto wish = first_of<Send<api::QuoteChange>>(asked)->request;
    answered<api::QuoteChange>(state, wish, api::QuoteChange::Response{});
    const Effects again =
        answered<api::ChangeOrder>(state, {wish.order, {}, {}, wish.fulfilment, TermsId{1}},
                                   refused(ErrorCode::price_changed, "terms"));
    CHECK(count_of<Send<api::QuoteChange>>(again) == 1);
    CHECK(state.refusal(api::ChangeOrder::name, first_order.value) != nullptr);
    CHECK(state.order_form);
}

TEST_CASE("money that came back is said to its household") {
    State state = with_order();
    const Effects effects = heard<api::OrderRefunded>(
        state, {first_order, Money::fen_unchecked(358), RefundReason::recalled, RefundWay::wallet});
    CHECK(says(effects, Saying::refunded));
    CHECK(state.orders.at(first_order.value).stale);
}
