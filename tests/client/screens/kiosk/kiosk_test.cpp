#include <doctest/doctest.h>

#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;
using model::test::group;
using model::test::signed_in;

namespace {

model::State standing(int households) {
    model::State state = signed_in(Role::kiosk);
    state.route.page = model::Page::kiosk;
    api::GetKioskBoard::Response board;
    board.now = noon;
    board.utc_offset_minutes = 480;
    board.community_name = "云杉里小区";
    board.hub_name = "自提点";
    for (int i = 0; i < households; ++i) {
        api::GetKioskBoard::Row row;
        row.building_number = i + 1;
        row.waiting = {{"李**", 2, noon + 9 * hour_ms, false}};
        board.rows.push_back(row);
    }
    board.groups = {group()};
    state.kiosk_board.value = board;
    return state;
}

Viewport portrait() {
    Viewport view;
    view.width = 1080;
    view.height = 1920;
    return view;
}

}  // namespace

TEST_CASE("the kiosk says the hour, who may fetch, the code's pad and the open group") {
    for (const bool tall : {true, false}) {
        Viewport view = portrait();
        if (!tall) std::swap(view.width, view.height);
        Shown shown(standing(3), draw_kiosk, view);
        for (const char* text : {"12:00", "可取货", "3 户 · 6 件", "1栋 李** 2 件", "输 4 位取货码",
                                 "今晚火锅食材", "还差 3 户"}) {
            CAPTURE(text);
            CHECK(shown.sees(text));
        }
        CHECK(shown.hands.platform().awake);
        for (const ui::Node& node : shown.hands.a11y().nodes()) {
            CAPTURE(node.name);
            CHECK(node.rect.x >= -1);
            CHECK(node.rect.right() <= view.width + 1);
            CHECK(node.rect.bottom() <= view.height + 1);
        }
        check_touch(shown);
    }
}

TEST_CASE("more rows than fit turn in pages of ten seconds") {
    Shown shown(standing(9), draw_kiosk, portrait());
    const bool first = shown.sees("1栋 李**");
    shown.hands.platform().wall_utc_ms += 10'000;
    shown.hands.advance(10'000);
    CHECK(shown.sees("1栋 李**") != first);
    CHECK(shown.sees("共 3 页"));
}

TEST_CASE("the fourth digit submits, and twenty seconds untouched clear the pad") {
    Shown shown(standing(1), draw_kiosk, portrait());
    for (const char* key : {"5", "2"})
        CHECK(shown.tap_button(key));
    CHECK(shown.state.pad.typed == "52");
    shown.hands.platform().wall_utc_ms += 20'000;
    shown.hands.advance(20'000);
    CHECK(shown.state.pad.typed.empty());
    for (const char* key : {"0", "7", "1", "3"})
        CHECK(shown.tap_button(key));
    CHECK(model::test::count_of<model::Send<api::CollectByCode>>(shown.effects) == 1);
}

TEST_CASE("a locked pad says so and its keys answer nothing until it opens") {
    model::State state = standing(1);
    state.pad.refusal = Error{ErrorCode::pad_locked, {}};
    state.pad.touched_at = noon;
    Shown shown(state, draw_kiosk, portrait());
    CHECK(shown.sees("输错太多次"));
    shown.tap_button("5");
    CHECK(shown.state.pad.typed.empty());
    shown.hands.platform().wall_utc_ms += 60'000;
    shown.hands.advance(60'000);
    CHECK_FALSE(shown.state.pad.refusal);
}

TEST_CASE("what spoils soonest is said in red words until somebody is served") {
    model::State state = standing(1);
    state.kiosk_board.value->rows[0].waiting = {{"陈**", 3, noon + 44 * minute_ms, true}};
    Shown shown(state, draw_kiosk, portrait());
    CHECK(shown.sees("1栋 陈** 有冷藏品"));
    CHECK(shown.sees("还有 44 分钟"));
    CHECK(shown.sees("12:44 前取"));
    shown.state.pad.collected = api::CollectByCode::Response{"陈**", 1, 3, {}};
    shown.state.pad.touched_at = noon;
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK(shown.sees("1栋 陈** 的 3 件，拿好"));
}

TEST_CASE("a phone's last digits find the row and do not hand it out") {
    Shown shown(standing(1), draw_kiosk, portrait());
    CHECK(shown.tap_button("没带手机"));
    CHECK(shown.sees("输手机尾号 4 位"));
    for (const char* key : {"6", "6", "2", "1"})
        CHECK(shown.tap_button(key));
    CHECK(model::test::count_of<model::Send<api::FindByPhone>>(shown.effects) == 1);
    CHECK(model::test::count_of<model::Send<api::CollectByCode>>(shown.effects) == 0);
}

TEST_CASE("without the net the board says from when it is") {
    model::State state = standing(1);
    state.connection = model::Connection::offline;
    state.offline_since = noon + -5 * minute_ms;
    Shown shown(state, draw_kiosk, portrait());
    CHECK(shown.sees("没网了，这是 11:55 的"));
}
