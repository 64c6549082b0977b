// The kit in a whole headless client: what a person does and what a reader meets.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tests/client/ui/screen.hpp"

using namespace louxia;
using namespace louxia::ui;
using namespace louxia::ui::test;

TEST_CASE("a button answers to a finger, to a reader and to nothing else") {
    int taps = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        ui.space(100);
        if (button(ui, {"pay"}, {.label = "付款"})) ++taps;
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.tap({"pay"}));
    CHECK(taps == 1);
    shown.ui().activate({"pay"});
    shown.settle();
    CHECK(taps == 2);
    shown.tap_at({195, 20});
    CHECK(taps == 2);
}

TEST_CASE("a finger that moves over ten pixels, or is taken for scrolling, presses nothing") {
    int taps = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        if (button(ui, {"pay"}, {.label = "付款"})) ++taps;
    });
    Headless shown(screen);
    shown.settle();
    const Vec2 at = shown.a11y().find(Id("pay"))->rect.centre();
    shown.ui().pointer({PointerKind::down, at});
    shown.ui().pointer({PointerKind::move, {at.x, at.y + 11}});
    shown.ui().pointer({PointerKind::up, at});
    shown.settle();
    shown.ui().pointer({PointerKind::down, at});
    shown.ui().pointer({PointerKind::cancel, at});
    shown.ui().pointer({PointerKind::up, at});
    shown.settle();
    CHECK(taps == 0);
    shown.ui().pointer({PointerKind::down, at});
    shown.ui().pointer({PointerKind::move, {at.x + 4, at.y + 4}});
    shown.ui().pointer({PointerKind::up, {at.x + 4, at.y + 4}});
    shown.settle();
    CHECK(taps == 1);
}

TEST_CASE("a button that is off or waiting ignores taps and says why") {
    int taps = 0;
    bool waiting = false;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        if (button(ui, {"off"}, {.label = "下一步", .disabled = true, .reason = "先选地址"}))
            ++taps;
        if (button(ui, {"wait"}, {.label = "付款", .waiting = waiting})) ++taps;
    });
    Headless shown(screen);
    shown.settle();
    CHECK_FALSE(shown.tap({"off"}));
    CHECK(shown.a11y().find(Id("off"))->description == "先选地址");
    CHECK(shown.sees("先选地址"));
    waiting = true;
    shown.frame();
    CHECK_FALSE(shown.tap({"wait"}));
    CHECK(taps == 0);
}

TEST_CASE("small things answer in at least 44 by 44") {
    Screen screen([](Ui& ui) {
        const Page page(ui);
        ui.space(100);
        tap_area(ui, {"small"}, {100, 200, 10, 10}, "小");
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.ui().region_at({105 - 21, 205 - 21}) == Id("small"));
    CHECK(shown.ui().region_at({105 + 21, 205 + 21}) == Id("small"));
    CHECK_FALSE(shown.ui().region_at({105 + 23, 205}));
}

TEST_CASE("the stepper counts up to its limit and back, and no further") {
    int count = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        const Rect row = ui.take(44);
        count += stepper_at(ui, {"step"}, {row.right(), row.mid_y()},
                            {.count = count, .limit = 2, .name = "茼蒿"});
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.a11y().find(Role::button, "减 1 份茼蒿") == nullptr);
    CHECK(shown.tap(Role::button, "加 1 份茼蒿"));
    CHECK(shown.tap(Role::button, "加 1 份茼蒿"));
    CHECK(count == 2);
    CHECK_FALSE(shown.tap(Role::button, "加 1 份茼蒿"));
    CHECK(shown.sees("茼蒿 2 份"));
    CHECK(shown.tap(Role::button, "减 1 份茼蒿"));
    CHECK(count == 1);
}

TEST_CASE("what lies under a bar is not pressed through it") {
    int below = 0;
    int above = 0;
    Screen screen([&](Ui& ui) {
        {
            const Page page(ui);
            if (tap_area(ui, {"below"}, {0, 0, 390, 844}, "下")) ++below;
            ui.space(900);
        }
        const TabSpec tabs[] = {{Icon::today, Icon::today_filled, "今日"},
                                {Icon::me, Icon::me_filled, "我的"}};
        if (tab_bar(ui, tabs, 0, "页面") == 1) ++above;
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.tap(Role::button, "我的"));
    CHECK(above == 1);
    shown.tap_at({2, 843});  // the bar's ground beside its tabs
    CHECK(below == 0);
    shown.tap_at({200, 300});
    CHECK(below == 1);
    // The page keeps room for the bar below its last thing.
    CHECK(shown.platform().content_height == doctest::Approx(900 + 20 + 64));
}

TEST_CASE("a sheet covers the page and is closed by Back, its cross, the scrim and Escape") {
    bool open = true;
    int below = 0;
    Screen screen([&](Ui& ui) {
        {
            const Page page(ui);
            if (tap_area(ui, {"below"}, {0, 0, 390, 400}, "下")) ++below;
        }
        if (Sheet sheet(ui, {"sheet"}, "退款", open); sheet) {
            paragraph(ui, TextStyle::body, ui.theme().ink, "退回钱包");
        }
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.platform().layers() == 1);
    CHECK(shown.a11y().find(Role::dialog, "退款") != nullptr);
    const auto reopen = [&] {
        open = true;
        shown.frame();
        shown.settle();
        CHECK(shown.platform().layers() == 1);
    };
    SUBCASE("Back") {
        shown.platform().press_back();
    }
    SUBCASE("cross") {
        CHECK(shown.tap(Role::button, "关闭"));
    }
    SUBCASE("scrim") {
        shown.tap_at({195, 100});
    }
    SUBCASE("Escape") {
        shown.ui().escape();
    }
    SUBCASE("the screen itself") {
        open = false;
        shown.frame();
    }
    shown.settle();
    CHECK_FALSE(open);
    CHECK(below == 0);
    CHECK(shown.platform().layers() == 0);
    CHECK(shown.platform().route() == "/");
    CHECK_FALSE(shown.sees("退回钱包"));
    reopen();
    CHECK(shown.sees("退回钱包"));
}

TEST_CASE("a sheet lies over a bar for readers too, whichever was written first") {
    bool open = true;
    Screen screen([&open](Ui& ui) {
        {
            const Page page(ui);
            paragraph(ui, TextStyle::body, ui.theme().ink, "今天");
            if (Sheet sheet(ui, {"sheet"}, "退款", open); sheet) {
                button(ui, {"refund"}, {.label = "退"});
            }
        }
        const TabSpec tabs[] = {{Icon::today, Icon::today_filled, "今日"}};
        tab_bar(ui, tabs, 0, "团长菜单");
    });
    Headless shown(screen);
    shown.settle();
    const auto& nodes = shown.a11y().nodes();
    const auto place_of = [&nodes](Role role) {
        return std::find_if(nodes.begin(), nodes.end(),
                            [role](const Node& node) { return node.role == role; });
    };
    REQUIRE(place_of(Role::navigation) != nodes.end());
    CHECK(place_of(Role::navigation) < place_of(Role::dialog));
    CHECK(nodes.back().name == "退");
}

TEST_CASE("a field hands over what was typed, and shows what the program sets") {
    std::string text = "旧";
    FieldResult last;
    int submitted = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        last = field(ui, {"name"}, {.label = "昵称", .max_length = 12}, text);
        if (last.submitted) ++submitted;
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.a11y().find(Id("name"))->value == "旧");
    CHECK(shown.a11y().find(Id("name"))->field.font_size >= 16);
    CHECK(shown.type_into("昵称", "小满", true));
    CHECK(text == "小满");
    CHECK(submitted == 1);
    text = "石头";
    shown.frame();
    CHECK(shown.a11y().find(Id("name"))->value == "石头");
}

TEST_CASE("during a composition the field's text is not written back") {
    std::string text;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        field(ui, {"name"}, {.label = "昵称"}, text);
        if (text.size() > 3) text = text.substr(0, 3);  // a program that shortens
    });
    Headless shown(screen);
    shown.settle();
    shown.ui().field_focus({"name"}, true);
    shown.ui().field_input({"name"}, "xiao", true);
    shown.settle();
    CHECK(shown.ui().field_state({"name"}).value == "xiao");
    shown.ui().field_input({"name"}, "小", false);
    shown.settle();
    CHECK(text == "小");
}

TEST_CASE("a long list draws and reads only what is on screen, but counts all") {
    std::vector<int> drawn;
    Screen screen([&](Ui& ui) {
        drawn.clear();
        const Page page(ui);
        virtual_rows(ui, {"list"}, "清单", 440, 108, [&](int i, const Rect& row) {
            drawn.push_back(i);
            label_at(ui, row, TextStyle::body, ui.theme().ink, "第 " + std::to_string(i) + " 样");
        });
    });
    Headless shown(screen);
    shown.settle();
    CHECK(drawn.size() < 16);
    CHECK(drawn.front() == 0);
    CHECK(shown.platform().content_height == doctest::Approx(440 * 108 + 20));
    const Node* row = shown.a11y().find(Id("list").child("row", 3));
    REQUIRE(row != nullptr);
    CHECK(row->position == 4);
    CHECK(row->count == 440);
    shown.scroll_to(20000);
    CHECK(drawn.front() > 150);
    CHECK(shown.sees("第 190 样"));
}

TEST_CASE("what lies below the fold is met by readers though it is not drawn") {
    int taps = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        ui.space(3000);
        if (button(ui, {"far"}, {.label = "远处"})) ++taps;
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.sees("远处"));
    CHECK(shown.surface().vertices < 50);
    CHECK(shown.tap({"far"}));
    CHECK(taps == 1);
}

TEST_CASE("a countdown asks for the frame in which it changes, and for no other") {
    std::string text;
    HeadlessPlatform platform;
    const std::int64_t end = platform.utc_ms() + 65'400;
    Screen screen([&](Ui& ui) { text = countdown(ui, end - platform.utc_ms()).text; });
    Headless shown(platform, screen);
    shown.settle();
    CHECK(text == "00:01:06");
    const std::uint64_t before = shown.engine().frames();
    shown.advance(399);
    CHECK(shown.engine().frames() == before);
    shown.advance(2);
    CHECK(text == "00:01:05");
    CHECK(shown.engine().frames() == before + 1);
    shown.advance(70'000);
    CHECK(text == "00:00:00");
    const std::uint64_t after = shown.engine().frames();
    shown.advance(10'000);
    CHECK(shown.engine().frames() == after);
}

TEST_CASE("a countdown below the fold is silent until it is over") {
    HeadlessPlatform platform;
    const std::int64_t end = platform.utc_ms() + 65'400;
    bool over = false;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        ui.space(3000);
        over = countdown(ui, end - platform.utc_ms()).over;
        ui.space(30);
    });
    Headless shown(platform, screen);
    shown.settle();
    const std::uint64_t before = shown.engine().frames();
    shown.advance(65'399);
    CHECK(shown.engine().frames() == before);
    CHECK_FALSE(over);
    shown.advance(1);
    CHECK(over);
}

TEST_CASE("nothing moves: no frame is drawn") {
    Screen screen([](Ui& ui) {
        const Page page(ui);
        button(ui, {"a"}, {.label = "一"});
    });
    Headless shown(screen);
    shown.settle();
    const std::uint64_t before = shown.engine().frames();
    shown.advance(10'000);
    CHECK(shown.engine().frames() == before);
}

TEST_CASE("an animation runs to its end and then stops; with reduced motion it is there at once") {
    float wanted = 0;
    float value = 0;
    Screen screen([&](Ui& ui) { value = ui.animate({"x"}, wanted, 200); });
    HeadlessPlatform platform;
    SUBCASE("in motion") {
        platform.wishes.reduced_motion = false;
        Headless shown(platform, screen);
        shown.settle();
        wanted = 1;
        shown.frame();
        CHECK(value == doctest::Approx(0));
        CHECK(shown.settle() > 8);
        CHECK(value == doctest::Approx(1));
        CHECK(shown.settle() == 0);
    }
    SUBCASE("reduced") {
        platform.wishes.reduced_motion = true;
        Headless shown(platform, screen);
        shown.settle();
        wanted = 1;
        shown.frame();
        CHECK(value == doctest::Approx(1));
        CHECK(shown.settle() == 0);
    }
}

TEST_CASE("a toast is seen for 2.4 seconds and announced") {
    bool once = true;
    Screen screen([&](Ui& ui) {
        if (once) ui.toast("已加 1 份茼蒿", Icon::check);
        once = false;
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.platform().announced == std::vector<std::string>{"已加 1 份茼蒿"});
    const int with = shown.surface().vertices;
    shown.advance(2300);
    CHECK(shown.surface().vertices == with);
    shown.advance(200);
    CHECK(shown.surface().vertices == 0);
}

TEST_CASE("a skeleton waits 200 ms, so that a quick answer does not flash") {
    Screen screen([](Ui& ui) {
        const Page page(ui);
        skeleton_rows(ui, {"skeleton"}, 3);
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.surface().vertices == 0);
    shown.advance(210);
    CHECK(shown.surface().vertices > 100);
}

TEST_CASE("chips scroll sideways in their own coordinates") {
    int chosen = 0;
    const std::string_view labels[] = {"叶菜 6", "瓜果 11",  "肉禽 9",
                                       "水产 6", "豆制品 3", "粮油 8"};
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        if (const int tapped = filter_chips(ui, {"kinds"}, labels, chosen, "种类"); tapped >= 0) {
            chosen = tapped;
        }
    });
    Headless shown(screen);
    shown.settle();
    const Node* row = shown.a11y().find(Id("kinds"));
    REQUIRE(row != nullptr);
    CHECK(row->scrolls);
    CHECK(row->scroll_content.x > row->rect.w);
    shown.ui().scrolled({"kinds"}, {row->scroll_content.x, 0});
    shown.settle();
    CHECK(shown.tap(Role::button, "粮油 8"));
    CHECK(chosen == 5);
    // A mouse drags the row; what is under it is not pressed.
    shown.ui().pointer({PointerKind::down, {200, 22}, false});
    shown.ui().pointer({PointerKind::move, {380, 22}, false});
    shown.ui().pointer({PointerKind::up, {380, 22}, false});
    shown.settle();
    CHECK(chosen == 5);
    CHECK(shown.tap(Role::button, "叶菜 6"));
    CHECK(chosen == 0);
}

TEST_CASE("a list of choices that is longer than the sheet scrolls in it") {
    std::vector<Choice> choices;
    for (int i = 1; i <= 40; ++i)
        choices.push_back({std::to_string(i) + "栋", ""});
    bool open = true;
    int chosen = -1;
    Screen screen([&](Ui& ui) {
        const int tapped = select_sheet(ui, {"buildings"}, open, "选楼号", choices, chosen);
        if (tapped >= 0) chosen = tapped;
    });
    Headless shown(screen);
    shown.settle();
    const Node* list = shown.a11y().find(Id("buildings").child("scroll"));
    REQUIRE(list != nullptr);
    CHECK(list->scroll_content.y > list->rect.h);
    CHECK(shown.a11y().find(Role::radio, "40栋")->rect.y > list->rect.h);  // below what is seen
    CHECK(shown.tap(Role::radio, "40栋"));
    CHECK(chosen == 39);
    CHECK_FALSE(open);
}

TEST_CASE("prices are written with their fen, grouped, never rounded") {
    CHECK(price_text(8900) == "¥89.00");
    CHECK(price_text(8900, false) == "¥89");
    CHECK(price_text(8950, false) == "¥89.50");
    CHECK(price_text(428650) == "¥4,286.50");
    CHECK(price_text(123456789) == "¥1,234,567.89");
    CHECK(price_text(5) == "¥0.05");
    CHECK(price_text(-300) == "-¥3.00");
}

TEST_CASE("the keypad takes fingers and a hardware keyboard") {
    std::string typed;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        const char key = keypad_at(ui, {"keys"}, ui.take(248), {.left_label = "清空"});
        if (key >= '0' && key <= '9') typed += key;
        if (key == '>' && !typed.empty()) typed.pop_back();
        if (key == '<') typed.clear();
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.tap(Role::button, "5"));
    shown.ui().character('2');
    shown.settle();
    CHECK(typed == "52");
    shown.ui().character('\b');
    shown.settle();
    CHECK(typed == "5");
    CHECK(shown.tap(Role::button, "清空"));
    CHECK(typed.empty());
}

TEST_CASE("losing the surface's textures makes them anew") {
    Screen screen([](Ui& ui) {
        const Page page(ui);
        paragraph(ui, TextStyle::body, ui.theme().ink, "楼下");
    });
    Headless shown(screen);
    shown.settle();
    const int uploads = shown.surface().uploads;
    shown.surface().textures.clear();
    shown.engine().restore_textures();
    shown.settle();
    CHECK(shown.surface().uploads > uploads);
    CHECK(shown.surface().textures.size() == 1);
}

TEST_CASE("too many new characters for one frame come in the next ones") {
    Screen screen([](Ui& ui) {
        const Page page(ui);
        paragraph(ui, TextStyle::body, ui.theme().ink, "今早下的单七点四十一到的草莓一颗没压坏");
    });
    Headless shown(screen);
    shown.engine().set_glyph_budget(5);
    CHECK(shown.settle() > 3);
    const int all = shown.surface().vertices;
    shown.engine().set_glyph_budget(500);
    shown.frame();
    CHECK(shown.surface().vertices == all);
}

TEST_CASE("nothing is uploaded or drawn before there is something to show") {
    struct Starting : Screen {
        using Screen::Screen;
        bool ready() const override { return has_come; }
        bool has_come = false;
    };
    Starting screen([](Ui& ui) { paragraph(ui, TextStyle::body, ui.theme().ink, "小白菜"); });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.surface().vertices == 0);
    CHECK(shown.surface().textures.empty());
    screen.has_come = true;
    shown.frame();
    CHECK(shown.surface().vertices > 0);
    CHECK(shown.surface().textures.size() == 1);
}
