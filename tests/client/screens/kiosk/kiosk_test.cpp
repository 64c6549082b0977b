#include <doctest/doctest.h>

#include <cmath>
#include <set>

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
    state.board_current = true;
    state.connection = model::Connection::live;
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
    state.kiosk_board.value->now = noon + -5 * minute_ms;
    state.board_current = false;
    state.connection = model::Connection::offline;
    Shown shown(state, draw_kiosk, portrait());
    CHECK(shown.sees("11:55 的名单，没网了"));
    CHECK(shown.sees("1栋 李**"));
    shown.state.kiosk_board.value->now = noon + -26 * hour_ms;
    shown.state.connection = model::Connection::connecting;
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK(shown.sees("昨天 10:00 的名单，正在连"));
}

TEST_CASE("a board that was read five minutes ago is read again, one at a time") {
    Shown shown(standing(1), draw_kiosk, portrait());
    CHECK(shown.last_sent<model::BoardAged>() == nullptr);
    shown.hands.platform().wall_utc_ms += 5 * minute_ms + 10'000;
    shown.hands.advance(5 * minute_ms + 10'000);
    CHECK(model::test::count_of<model::Send<api::GetKioskBoard>>(shown.effects) == 1);
    shown.hands.platform().wall_utc_ms += minute_ms;
    shown.hands.advance(minute_ms);
    CHECK(model::test::count_of<model::Send<api::GetKioskBoard>>(shown.effects) == 1);
}

TEST_CASE("sixty households with long names stand on whole pages, nothing over an edge") {
    constexpr std::string_view names[] = {"李**", "欧阳**", "阿布都热合曼·买买提**",
                                          "Featherstonehaugh**", "王**"};
    for (const bool tall : {true, false}) {
        model::State state = standing(12);
        for (auto& row : state.kiosk_board.value->rows) {
            row.waiting.clear();
            for (const std::string_view name : names)
                row.waiting.push_back(
                    {std::string(name), 199, noon + 30 * minute_ms, row.building_number % 2 == 0});
        }
        Viewport view = portrait();
        if (!tall) std::swap(view.width, view.height);
        Shown shown(state, draw_kiosk, view);
        std::set<std::string> seen;
        for (int page = 0; page < 40; ++page) {
            for (const ui::Node& node : shown.hands.a11y().nodes()) {
                CAPTURE(node.name);
                CHECK(node.rect.x >= -1);
                CHECK(node.rect.right() <= view.width + 1);
                CHECK(node.rect.bottom() <= view.height + 1);
                if (node.name.find("**") != std::string::npos) seen.insert(node.name);
            }
            shown.hands.advance(10'000);
        }
        std::set<std::pair<int, std::string_view>> households;
        for (int building = 1; building <= 12; ++building) {
            const std::string begins =
                ui::format(ui::catalog(false).common.building, {building}) + " ";
            for (const std::string& line : seen) {
                if (line.substr(0, begins.size()) != begins) continue;
                for (const std::string_view name : names) {
                    if (line.find(name) != std::string::npos) households.insert({building, name});
                }
            }
        }
        CHECK(households.size() == 60);
    }
}

TEST_CASE("keys are at least 80 high and the picture moves by a few pixels in minutes") {
    for (const bool tall : {true, false}) {
        Viewport view = portrait();
        if (!tall) std::swap(view.width, view.height);
        Shown shown(standing(3), draw_kiosk, view);
        std::set<std::pair<int, int>> places;
        const auto key = [&] {
            for (const ui::Node& node : shown.hands.a11y().nodes())
                if (node.role == ui::Role::button && node.name == "5") return node.rect;
            return ui::Rect{};
        };
        const ui::Rect first = key();
        CHECK(first.h >= 80);
        CHECK(first.w >= 80);
        for (int minute = 0; minute < 60; ++minute) {
            const ui::Rect now = key();
            CHECK(std::abs(now.x - first.x) <= 3);
            CHECK(std::abs(now.y - first.y) <= 3);
            places.emplace(static_cast<int>(now.x), static_cast<int>(now.y));
            shown.hands.platform().wall_utc_ms += minute_ms;
            shown.hands.advance(minute_ms);
        }
        CHECK(places.size() == 8);
    }
}

TEST_CASE("what is scanned is taken as a code, and anything else is refused in words") {
    Shown shown(standing(1), draw_kiosk, portrait());
    CHECK(shown.hands.platform().unattended);
    shown.hands.ui().scanned("https://example.com/2024");
    shown.hands.settle();
    CHECK(shown.sees("这不是取货码"));
    CHECK(shown.effects.empty());
    shown.hands.ui().scanned("0713\r");
    shown.hands.settle();
    REQUIRE(model::test::first_of<model::Send<api::CollectByCode>>(shown.effects) != nullptr);
    CHECK(model::test::first_of<model::Send<api::CollectByCode>>(shown.effects)->request.code ==
          "0713");
    CHECK_FALSE(shown.sees("这不是取货码"));
}

TEST_CASE("the camera opens by a tap and closes after a minute; allowed beforehand it stays open") {
    Shown shown(standing(1), draw_kiosk, portrait());
    CHECK_FALSE(shown.tap_button("打开摄像头扫取货码"));
    shown.hands.platform().camera_state = CameraState::closed;
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK_FALSE(shown.hands.platform().camera_wanted);
    CHECK(shown.sees("用手机扫的二维码"));
    CHECK(shown.tap_button("打开摄像头扫取货码"));
    CHECK(shown.hands.platform().camera_wanted);
    CHECK_FALSE(shown.sees("用手机扫的二维码"));
    shown.hands.platform().wall_utc_ms += minute_ms;
    shown.hands.advance(minute_ms + 1);
    CHECK_FALSE(shown.hands.platform().camera_wanted);

    shown.hands.platform().camera_state = CameraState::allowed;
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK(shown.hands.platform().camera_wanted);
    shown.hands.platform().wall_utc_ms += 10 * minute_ms;
    shown.hands.advance(10 * minute_ms);
    CHECK(shown.hands.platform().camera_wanted);
}

TEST_CASE("an empty board is said kindly") {
    Shown shown(standing(0), draw_kiosk, portrait());
    CHECK(shown.sees("现在没有等着取的"));
    CHECK(shown.sees("到了会亮在这里"));
}

TEST_CASE("a screen that nobody paired says how, and opens an invite that is scanned") {
    model::State state = standing(1);
    state.me.reset();
    state.community = "yunshan";
    Shown shown(state, draw_kiosk, portrait());
    CHECK(shown.sees("这块屏还没有配对"));
    CHECK_FALSE(shown.sees("李**"));
    shown.hands.ui().scanned("http://elsewhere/c/yunshan/in#secret");
    shown.hands.settle();
    CHECK(shown.hands.platform().opened_url.empty());
    shown.hands.ui().scanned("http://localhost/c/yunshan/in#secret");
    shown.hands.settle();
    CHECK(shown.hands.platform().opened_url == "http://localhost/c/yunshan/in#secret");
}
