#include <doctest/doctest.h>

#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;
using model::test::signed_in;

namespace {

api::StopView stop(std::uint64_t id, OrderState state) {
    api::StopView made;
    made.order = OrderId{id};
    made.number = static_cast<std::int32_t>(id);
    made.state = state;
    made.address = {BuildingId{3}, 3, 2, 502};
    made.household_name = "王女士";
    made.phone_last4 = "6621";
    made.phone = "13800006621";
    made.pieces = 3;
    made.hub_name = "老周便利店";
    made.due_at = noon + 11 * minute_ms;
    made.route = {{0, 0}, {100, 0}, {100, 80}};
    made.door = {100, 80};
    made.distance_m = 350;
    return made;
}

model::State riding(std::vector<api::StopView> stops, bool on_shift = true) {
    model::State state = signed_in(Role::courier);
    state.route.page = model::Page::courier;
    api::RunView run;
    run.courier_name = "郑师傅";
    run.on_shift = on_shift;
    run.stops = std::move(stops);
    run.done_today = 23;
    run.on_time_today = 22;
    state.run.value = run;
    return state;
}

}  // namespace

TEST_CASE("the next stop stands first: address, minutes, bag, note") {
    Shown shown(riding({stop(14, OrderState::out), stop(15, OrderState::out)}), draw_courier);
    for (const char* text : {"3栋2单元502", "350 米", "还有 11 分", "尾号 6621", "0014",
                             "本趟 2 单", "今天已送 23 单"}) {
        CAPTURE(text);
        CHECK(shown.sees(text));
    }
    check_touch(shown);
}

TEST_CASE("bags at the hub are taken together, then arrived, then handed over") {
    Shown shown(riding({stop(14, OrderState::packed), stop(15, OrderState::packed)}), draw_courier);
    CHECK(shown.tap_button("取走 2 袋"));
    CHECK(model::test::count_of<model::Send<api::CourierStep>>(shown.effects) == 2);

    Shown out(riding({stop(14, OrderState::out)}), draw_courier);
    CHECK(out.tap_button("到了"));
    REQUIRE(out.last_sent<model::Step>() != nullptr);
    CHECK(out.last_sent<model::Step>()->step == api::CourierStep::Step::arrive);

    api::StopView there = stop(14, OrderState::out);
    there.arrived = true;
    there.to_collect = Money::fen_unchecked(1680);
    Shown door(riding({there}), draw_courier);
    CHECK(door.sees("当面收 ¥16.80"));
    CHECK(door.tap_button("收 ¥16.80 交付"));
    CHECK(door.last_sent<model::Step>()->step == api::CourierStep::Step::deliver);
}

TEST_CASE("the phone is called, the address is opened in a map") {
    Shown shown(riding({stop(14, OrderState::out)}), draw_courier);
    CHECK(shown.tap_button("打电话"));
    CHECK(shown.hands.platform().opened_url == "tel:13800006621");
    CHECK(shown.tap_button("用地图带路"));
    CHECK(shown.hands.platform().opened_url.substr(0, 4) == "geo:");
}

TEST_CASE("positions are reported at most once in five seconds, and not off shift") {
    Shown shown(riding({stop(14, OrderState::out)}), draw_courier);
    const Position here{31.2, 121.4, 5, 0};
    const auto reports = [&] {
        shown.hands.settle();
        return model::test::count_of<model::Send<api::ReportPosition>>(shown.effects);
    };
    shown.hands.platform().move_to(here);
    CHECK(reports() == 1);
    shown.hands.platform().move_to(here);
    CHECK(reports() == 1);
    shown.hands.platform().advance(5000);
    shown.hands.platform().move_to(here);
    CHECK(reports() == 2);
    shown.state.run.value->on_shift = false;
    shown.hands.platform().request_frame();
    shown.hands.settle();
    shown.hands.platform().advance(9000);
    shown.hands.platform().move_to(here);
    CHECK(reports() == 2);
}

TEST_CASE("off shift there is one thing to do: start") {
    Shown shown(riding({}, false), draw_courier);
    CHECK(shown.tap_button("上岗接单"));
    REQUIRE(shown.last_sent<model::Shift>() != nullptr);
    CHECK(shown.last_sent<model::Shift>()->on);
}
