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

TEST_CASE("without net a courier reads that it goes on, and nothing of a resident's list") {
    model::State state = riding({stop(14, OrderState::out)});
    state.connection = model::Connection::offline;
    state.offline_since = noon;
    Shown shown(state, draw_courier);
    CHECK(shown.sees("没网了，连上就接着来"));
    CHECK_FALSE(shown.sees("清单"));
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
    CHECK(door.tap_button("当面交给了本人"));
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

TEST_CASE("off shift there is one thing to do: start, and say until when") {
    for (const bool open_end : {true, false}) {
        Shown shown(riding({}, false), draw_courier);
        CHECK(shown.tap_button("上岗接单"));
        CHECK(shown.last_sent<model::Shift>() == nullptr);
        for (const std::string_view text :
             {"怎么走？", "骑自行车", "到几点？", "到 13:00", "到 14:00", "到 16:00", "1 小时"}) {
            CAPTURE(text);
            CHECK(shown.sees(text));
        }
        check_touch(shown);
        const char* choice = open_end ? "不限" : "到 14:00";
        CHECK(shown.tap(ui::Role::radio, choice));
        const auto* sent = shown.last_sent<model::Shift>();
        REQUIRE(sent != nullptr);
        CHECK(sent->on);
        CHECK(sent->until == (open_end ? Instant{} : noon + 2 * hour_ms));
        CHECK_FALSE(shown.sees("到几点？"));
    }
}

TEST_CASE("how the courier goes is chosen with the shift, and sent at once within it") {
    Shown shown(riding({}, false), draw_courier);
    CHECK(shown.tap_button("上岗接单"));
    CHECK(shown.tap(ui::Role::radio, "骑电瓶车"));
    CHECK(shown.last_sent<model::Shift>() == nullptr);
    CHECK(shown.tap(ui::Role::radio, "到 14:00"));
    REQUIRE(shown.last_sent<model::Shift>() != nullptr);
    CHECK(shown.last_sent<model::Shift>()->vehicle == CourierVehicle::scooter);

    model::State state = riding({});
    state.run.value->shift_until = noon + 7 * hour_ms;
    Shown on(std::move(state), draw_courier);
    CHECK(on.tap_button("上班中 · 到 19:00"));
    CHECK(on.tap(ui::Role::radio, "走路"));
    REQUIRE(on.last_sent<model::Shift>() != nullptr);
    CHECK(on.last_sent<model::Shift>()->on);
    CHECK(on.last_sent<model::Shift>()->until == noon + 7 * hour_ms);
    CHECK(on.last_sent<model::Shift>()->vehicle == CourierVehicle::foot);
}

TEST_CASE("an end is offered at the nearest half hour of the clock") {
    Shown shown(riding({}, false), draw_courier);
    for (const auto& [minutes, first] :
         {std::pair{14, "到 13:00"}, {15, "到 13:30"}, {44, "到 13:30"}, {45, "到 14:00"}}) {
        CAPTURE(minutes);
        shown.hands.platform().wall_utc_ms = noon.ms + minutes * minute_ms;
        CHECK(shown.tap_button("上岗接单"));
        CHECK(shown.sees(first));
        CHECK(shown.tap_button("关闭"));
    }
}

TEST_CASE("on shift the chip says until when, and changes or ends it") {
    model::State state = riding({stop(14, OrderState::out)});
    state.run.value->shift_until = noon + 7 * hour_ms;
    state.run.value->vehicle = CourierVehicle::scooter;
    Shown shown(std::move(state), draw_courier);
    CHECK(shown.tap_button("上班中 · 到 19:00"));
    CHECK(shown.tap(ui::Role::radio, "到 16:00"));
    REQUIRE(shown.last_sent<model::Shift>() != nullptr);
    CHECK(shown.last_sent<model::Shift>()->until == noon + 4 * hour_ms);
    const auto* changed = model::test::first_of<model::Send<api::SetShift>>(shown.effects);
    REQUIRE(changed != nullptr);
    CHECK(changed->request.on);
    CHECK(changed->request.vehicle == CourierVehicle::scooter);
    shown.answer<api::SetShift>(changed->request, *shown.state.run.value);
    CHECK(shown.tap_button("上班中"));
    CHECK(shown.tap_button("现在下班"));
    CHECK_FALSE(shown.last_sent<model::Shift>()->on);
    shown.answer<api::SetShift>({}, Error{ErrorCode::wrong_state, ""});
    CHECK(shown.sees("车上还有没交的单"));
}
