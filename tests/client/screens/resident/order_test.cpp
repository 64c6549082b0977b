#include <doctest/doctest.h>

#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;
using model::test::signed_in;

namespace {

model::State looking_at(api::OrderView order) {
    model::State state = signed_in(Role::resident);
    state.route.page = model::Page::order;
    state.route.id = order.order.value;
    order.due_at = order.estimate_at = noon + 20 * minute_ms;
    state.orders[order.order.value].value = std::move(order);
    return state;
}

api::OrderView on_its_way() {
    api::OrderView order = model::test::order(OrderState::out);
    order.fulfilment = Fulfilment::delivery;
    order.pickup_code = "0713";
    order.track = api::TrackView{};
    order.track->courier_name = "郑师傅";
    return order;
}

}  // namespace

TEST_CASE("while it is on its way the household reads its code for the door") {
    Shown shown(looking_at(on_its_way()), draw_order);
    for (const char* text : {"郑师傅", "收货码", "0713", "骑手到门口问起时报给他"}) {
        CAPTURE(text);
        CHECK(shown.sees(text));
    }
    CHECK_FALSE(shown.sees("取货码"));
    shown.state.language = model::Language::english;
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK(shown.sees("Door code"));
}

TEST_CASE("a rider of the crowd asks for no code") {
    api::OrderView order = on_its_way();
    order.pickup_code.clear();
    Shown shown(looking_at(std::move(order)), draw_order);
    CHECK(shown.sees("郑师傅"));
    CHECK_FALSE(shown.sees("收货码"));
}

TEST_CASE("what waits at the hub has a pickup code and none for a door") {
    api::OrderView order = model::test::order(OrderState::ready);
    order.fulfilment = Fulfilment::pickup;
    order.pickup_code = "0713";
    order.collect_before = noon + hour_ms;
    Shown shown(looking_at(std::move(order)), draw_order);
    CHECK(shown.sees("取货码"));
    CHECK_FALSE(shown.sees("收货码"));
}

TEST_CASE("the photo of where it was left is shown when it came, with a name") {
    api::OrderView order = on_its_way();
    order.state = OrderState::done;
    order.pickup_code.clear();
    order.done_at = noon;
    order.handed_photo = "/m/7.webp";
    Shown shown(looking_at(order), draw_order);
    CHECK(shown.sees("放在这里了"));
    CHECK(shown.hands.a11y().find(ui::Role::image, "骑手放下时拍的照片") != nullptr);
    // The list of orders, which does not tell it, takes it not away.
    api::OrderView listed = order;
    listed.handed_photo.clear();
    shown.answer<api::ListOrders>({}, api::ListOrders::Response{{listed}});
    CHECK(shown.sees("放在这里了"));
}
