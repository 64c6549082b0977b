#include <doctest/doctest.h>

#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;
using model::test::signed_in;

namespace {

model::State counter(OrderState state, Fulfilment how) {
    model::State made = signed_in(Role::shop);
    made.route.page = model::Page::shop;
    api::GetShopBoard::Response board;
    board.hub.hub = model::test::corner_shop;
    board.hub.name = "老周便利店";
    api::ShopOrder order;
    order.order = model::test::first_order;
    order.number = 713;
    order.state = state;
    order.fulfilment = how;
    order.label = how == Fulfilment::pickup ? "3 李**" : "3-2-502";
    order.due_at = noon + 25 * minute_ms;
    order.collect_before = noon + hour_ms;
    api::LineView line;
    line.item = model::test::greens;
    line.name = "上海青";
    line.quantity = Pieces{2};
    order.lines = {line};
    board.orders = {order};
    api::GetShopBoard::StockRow stock;
    stock.item = model::test::greens;
    stock.name = "上海青";
    stock.on_hand = Pieces{46};
    stock.reserved = Pieces{2};
    board.stock = {stock};
    made.shop_board.value = board;
    return made;
}

struct Step {
    OrderState from;
    Fulfilment how;
    const char* button;
    OrderState to;
    bool hand_out;
};

}  // namespace

TEST_CASE("each order has one solid button: its next step at the counter") {
    const Step steps[] = {
        {OrderState::placed, Fulfilment::delivery, "接单", OrderState::accepted, false},
        {OrderState::accepted, Fulfilment::delivery, "开始拣", OrderState::picking, false},
        {OrderState::picking, Fulfilment::delivery, "装好了", OrderState::packed, false},
        {OrderState::packed, Fulfilment::pickup, "放上架", OrderState::ready, false},
        {OrderState::ready, Fulfilment::pickup, "当面交了", OrderState::done, true},
    };
    for (const Step& step : steps) {
        CAPTURE(step.button);
        Shown shown(counter(step.from, step.how), draw_shop);
        if (step.hand_out) CHECK(shown.tap_button("交出去 1"));
        CHECK(shown.sees("0713"));
        CHECK(shown.sees(step.how == Fulfilment::pickup ? "3栋 李**" : "3栋2单元502"));
        CHECK(shown.tap_button(step.button));
        REQUIRE(shown.last_sent<model::Move>() != nullptr);
        CHECK(shown.last_sent<model::Move>()->to == step.to);
        check_touch(shown);
    }
}

TEST_CASE("a packed delivery waits for its courier and has no step at the counter") {
    Shown shown(counter(OrderState::packed, Fulfilment::delivery), draw_shop);
    CHECK(shown.tap_button("交出去 1"));
    CHECK(shown.sees("还没有骑手接"));
}

TEST_CASE("lines are ticked while picking, and nothing is sent") {
    Shown shown(counter(OrderState::picking, Fulfilment::delivery), draw_shop);
    CHECK(shown.tap(ui::Role::checkbox, "上海青"));
    const ui::Node* line = shown.hands.a11y().find(ui::Role::checkbox, "上海青");
    REQUIRE(line != nullptr);
    CHECK(line->checked == 1);
    CHECK(shown.sent.empty());
}

TEST_CASE("a line is weighed, or told to be short, on a sheet of its own") {
    Shown shown(counter(OrderState::picking, Fulfilment::delivery), draw_shop);
    CHECK(shown.tap_button("称重或缺货：上海青"));
    CHECK(shown.hands.type({"weigh_pieces"}, "1", false));
    CHECK(shown.hands.type({"weigh_grams"}, "460", false));
    shown.hands.settle();
    CHECK(shown.tap_button("记下"));
    const auto* sent = shown.last_sent<model::Weigh>();
    REQUIRE(sent != nullptr);
    CHECK(sent->request.line == 0);
    CHECK(sent->request.pieces == 1);
    CHECK(sent->request.grams == 460);
    CHECK(sent->request.written_off);
    CHECK(model::test::count_of<model::Send<api::WeighLine>>(shown.effects) == 1);
    shown.answer<api::WeighLine>(sent->request, Error{ErrorCode::wrong_state, ""});
    CHECK(shown.sees("记下"));
    CHECK(shown.tap_button("记下"));
    shown.answer<api::WeighLine>(shown.last_sent<model::Weigh>()->request,
                                 shown.state.shop_board.value->orders[0]);
    CHECK_FALSE(shown.sees("记下"));
}

TEST_CASE("the order that was asked about is cancelled, also when the board has moved") {
    Shown shown(counter(OrderState::picking, Fulfilment::delivery), draw_shop);
    const OrderId meant = shown.state.shop_board.value->orders[0].order;
    CHECK(shown.tap_button("取消"));
    api::ShopOrder earlier = shown.state.shop_board.value->orders[0];
    earlier.order = OrderId{meant.value + 1};
    auto& orders = shown.state.shop_board.value->orders;
    orders.insert(orders.begin(), earlier);
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK(shown.tap_button("取消，退钱"));
    const auto* sent = shown.last_sent<model::Move>();
    REQUIRE(sent != nullptr);
    CHECK(sent->order == meant);
}

TEST_CASE("what became of a line stands beneath it") {
    model::State state = counter(OrderState::picking, Fulfilment::delivery);
    api::LineView& line = state.shop_board.value->orders[0].lines[0];
    line.missing = Pieces{1};
    line.weighed = Grams{460};
    line.cut = Money::fen_unchecked(340);
    Shown shown(std::move(state), draw_shop);
    CHECK(shown.sees("实称 460 克"));
    CHECK(shown.sees("−¥3.40"));
}

TEST_CASE("cancelling asks once") {
    Shown shown(counter(OrderState::placed, Fulfilment::delivery), draw_shop);
    CHECK(shown.tap_button("取消"));
    CHECK(shown.last_sent<model::Move>() == nullptr);
    CHECK(shown.tap_button("取消，退钱"));
    REQUIRE(shown.last_sent<model::Move>() != nullptr);
    CHECK(shown.last_sent<model::Move>()->to == OrderState::cancelled);
}

TEST_CASE("a count is sent when the field is left, once") {
    Shown shown(counter(OrderState::placed, Fulfilment::delivery), draw_shop);
    CHECK(shown.tap_button("库存"));
    const ui::Id field("stock", model::test::greens.value);
    CHECK(shown.hands.type(field, "40", true));
    shown.hands.settle();
    REQUIRE(shown.last_sent<model::CountStock>() != nullptr);
    CHECK(shown.last_sent<model::CountStock>()->on_hand == 40);
    CHECK(model::test::count_of<model::Send<api::SetStock>>(shown.effects) == 1);
}

TEST_CASE("a pickup code is typed at the counter") {
    Shown shown(counter(OrderState::ready, Fulfilment::pickup), draw_shop);
    CHECK(shown.tap_button("交出去 1"));
    // Places on the pad, in reading order: 0 is the eleventh.
    for (const std::uint64_t place : {10U, 6U, 0U, 2U}) {
        CHECK(shown.hands.tap(ui::Id("pad").child("key", place)));
        shown.hands.settle();
    }
    CHECK(model::test::count_of<model::Send<api::CollectByCode>>(shown.effects) == 1);
}

TEST_CASE("who comes for what, when, and how much of it is packed stands on top") {
    model::State state = counter(OrderState::packed, Fulfilment::delivery);
    auto& coming = state.shop_board.value->coming;
    coming.push_back({"郑师傅", false, noon + 3 * minute_ms, {713, 714, 716}, 2});
    coming.push_back({"陈师傅", true, noon + -minute_ms, {717}, 1});
    coming.push_back({"", true, Instant{}, {718}, 0});
    coming.push_back({"何师傅", false, noon + 3 * hour_ms, {719}, 1});
    Shown shown(std::move(state), draw_shop);
    CHECK(shown.sees("快到的骑手"));
    CHECK(shown.sees("还在找骑手"));
    CHECK_FALSE(shown.sees("陈师傅"));  // nothing to pack for them
    CHECK(shown.tap_button("交出去 1"));
    for (const char* text : {"郑师傅", "约 3 分钟后到", "0713 · 0714 · 0716", "已装 2/3",
                             "众包骑手", "已到", "已装 1/1", "还在找骑手", "15:00"}) {
        CAPTURE(text);
        CHECK(shown.sees(text));
    }
    shown.hands.platform().wall_utc_ms += minute_ms;
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK(shown.sees("约 2 分钟后到"));
    shown.state.shop_board.value->coming.clear();
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK_FALSE(shown.sees("快到的骑手"));
}
