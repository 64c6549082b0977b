// The kit's wider habits: taking back, pulling, two panes, a keyboard's way, large text, the
// system's colours.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "tests/client/ui/screen.hpp"

using namespace louxia;
using namespace louxia::ui;
using namespace louxia::ui::test;

TEST_CASE("what was taken away comes back by the toast's way back, once") {
    int undone = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        if (button(ui, {"remove"}, {.label = "拿掉"})) {
            ui.toast("拿掉了茼蒿", [&undone] { ++undone; });
        }
    });
    Headless shown(screen);
    shown.settle();
    CHECK(shown.tap({"remove"}));
    shown.settle();
    CHECK(shown.tap(Role::button, "撤销"));
    CHECK(undone == 1);
    shown.settle();
    CHECK(shown.a11y().find(Role::button, "撤销") == nullptr);
    SUBCASE("and not after its time") {
        CHECK(shown.tap({"remove"}));
        shown.settle();
        shown.advance(7000);
        shown.settle();
        CHECK(shown.a11y().find(Role::button, "撤销") == nullptr);
        CHECK(undone == 1);
    }
}

TEST_CASE("a sheet pulled far down by its head closes, pulled a little it comes back") {
    bool open = true;
    int taps = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        if (Sheet sheet(ui, {"sheet"}, "选楼号", open); sheet) {
            ui.space(300);
            if (button(ui, {"ok"}, {.label = "好"})) ++taps;
        }
    });
    Headless shown(screen);
    shown.settle();
    const auto pull = [&](float by) {
        const Rect panel = shown.a11y().find(Id("sheet"))->rect;
        const Vec2 at{panel.mid_x(), panel.y + 30};
        shown.ui().pointer({PointerKind::down, at});
        shown.ui().pointer({PointerKind::move, {at.x, at.y + by / 2}});
        shown.frame();
        shown.ui().pointer({PointerKind::move, {at.x, at.y + by}});
        shown.frame();
        shown.ui().pointer({PointerKind::up, {at.x, at.y + by}});
        shown.settle();
    };
    const float top = shown.a11y().find(Id("sheet"))->rect.y;
    pull(40);
    CHECK(open);
    CHECK(shown.a11y().find(Id("sheet"))->rect.y == doctest::Approx(top));
    pull(-60);
    CHECK(open);
    pull(140);
    CHECK_FALSE(open);
    CHECK(taps == 0);
}

TEST_CASE("two panes stand beside each other where there is room, else below each other") {
    Rect first;
    Rect second;
    float end = 0;
    Panes::First which = Panes::First::half;
    Screen screen([&](Ui& ui) {
        const Page page(ui, {.panes = true});
        {
            Panes panes(ui, which);
            first = ui.take(200);
            panes.next();
            second = ui.take(1600);
        }
        end = ui.cursor();
    });
    SUBCASE("a phone") {
        Headless shown(screen, Viewport{.width = 390, .height = 844});
        shown.settle();
        CHECK(second.y == first.bottom());
        CHECK(second.w == first.w);
    }
    SUBCASE("a tablet, alike") {
        Headless shown(screen, Viewport{.width = 1024, .height = 768});
        shown.settle();
        CHECK(first.y == second.y);
        CHECK(first.w == second.w);
        CHECK(second.x >= first.right() + 12);
        CHECK(end == second.bottom());
    }
    SUBCASE("a tablet, the narrow one stays in sight") {
        which = Panes::First::aside;
        Headless shown(screen, Viewport{.width = 820, .height = 1180});
        shown.settle();
        CHECK(first.w < second.w);
        CHECK(first.x >= second.right() + 12);
        CHECK(end == second.bottom());
        shown.platform().scroll_to(600);
        shown.settle();
        CHECK(second.y < -400);
        CHECK(first.y >= 0);
    }
}

TEST_CASE("a keyboard's first stop leads past the page to the bars at its foot") {
    Screen screen([](Ui& ui) {
        {
            const Page page(ui);
            for (std::uint64_t i = 0; i < 30; ++i)
                (void)button(ui, Id("row", i), {.label = "行"});
        }
        const TabSpec tabs[] = {{Icon::today, Icon::today_filled, "今日", "/"},
                                {Icon::me, Icon::me_filled, "我的", "/me"}};
        (void)tab_bar(ui, tabs, 0, "主要页面");
    });
    Headless shown(screen);
    shown.settle();
    shown.frame();  // the page knows its bars from the frame before
    const Node& first = shown.a11y().nodes().front();
    CHECK(first.role == Role::button);
    CHECK(first.name == "跳到下面的按钮");
    const Id skip = first.id;
    shown.ui().activate(skip);
    shown.frame();
    // It takes no tap: nobody sees it.
    CHECK_FALSE(shown.ui().region_at({20, 20}) == skip);
    CHECK(shown.ui().take_wanted_focus() == Id{});  // the platform has taken it
    const Node* tab = shown.a11y().find(Role::link, "今日");
    REQUIRE(tab != nullptr);
    CHECK(shown.ui().keyboard_focus(tab->id));
}

namespace {

// That text alone was cut, and what is said to be left out of it is its end.
void check_cut(Headless& shown, const std::string& text) {
    const std::string said = shown.ui().cut();
    CAPTURE(said);
    REQUIRE(said.starts_with(text + "\t"));
    const std::string left_out = said.substr(text.size() + 1);
    CHECK(left_out.size() > 1);
    CHECK(left_out.size() < text.size());
    CHECK((text + "\n").ends_with(left_out));
}

}  // namespace

TEST_CASE("large text gives up some of its gain before anything of it is cut") {
    const std::string line = "13:56 前送到，约 24 分钟";
    float room = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        label_at(ui, {0, 20, room, 20}, TextStyle::body, ui.theme().ink, line);
    });
    Viewport large;
    large.width = 195;
    large.height = 422;
    large.text_scale = 2;
    Headless shown(screen, large);
    shown.frame();
    const float whole = text_width(shown.ui(), TextStyle::body, line);
    // Smaller down to its usual size, and then on two such lines.
    for (const float part : {1.f, 0.8f, 0.6f, 0.4f}) {
        room = whole * part;
        shown.frame();
        CAPTURE(part);
        CHECK(shown.ui().cut().empty());
    }
    // More would not fit in its height: it is cut, as it would be without the wish for larger text.
    room = whole * 0.15f;
    shown.frame();
    check_cut(shown, line);
    shown.platform().view.text_scale = 1;
    room = whole * 0.5f;
    shown.frame();
    check_cut(shown, line);
}

TEST_CASE(
    "a label gives way for a number before the number is cut, and a fitted one for all of it") {
    std::string line;
    float room = 0;
    bool fitted = false;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        const Rect rect{0, 20, room, 20};
        if (fitted) {
            fitted_at(ui, rect, TextStyle::body, ui.theme().ink, line);
        } else {
            label_at(ui, rect, TextStyle::body, ui.theme().ink, line);
        }
    });
    Headless shown(screen);
    const auto draw = [&](std::string_view text, float part) {
        line = text;
        room = text_width(shown.ui(), TextStyle::body, text) * part;
        shown.frame();
    };
    shown.frame();
    draw("3栋2单元502", 0.82f);
    CHECK(shown.ui().cut().empty());
    draw("3栋2单元502", 0.6f);
    check_cut(shown, line);
    draw("住在顶楼看得见淀浦河的人", 0.95f);
    check_cut(shown, line);
    fitted = true;
    draw("住在顶楼看得见淀浦河的人", 0.75f);
    CHECK(shown.ui().cut().empty());
    draw("住在顶楼看得见淀浦河的人", 0.2f);
    check_cut(shown, line);
}

TEST_CASE("of a name and its facts the name is cut") {
    float room = 0;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        named_at(ui, {0, 20, room, 18}, TextStyle::note, ui.theme().ink, "住在顶楼看得见淀浦河的人",
                 "尾号 3530");
    });
    Headless shown(screen);
    shown.frame();
    room = text_width(shown.ui(), TextStyle::note, "住在顶楼 · 尾号 3530");
    shown.frame();
    check_cut(shown, "住在顶楼看得见淀浦河的人");
    CHECK(shown.a11y().find(Role::text, "住在顶楼看得见淀浦河的人 · 尾号 3530") != nullptr);
    room *= 2;
    shown.frame();
    CHECK(shown.ui().cut().empty());
}

namespace {

// A phone 320 wide whose user wants text twice as large.
Viewport narrow_phone() {
    Viewport view;
    view.width = 160;
    view.height = 422;
    view.text_scale = 2;
    return view;
}

float height_of(Headless& shown, Id id) {
    const Node* node = shown.a11y().find(id);
    return node == nullptr ? 0 : node->rect.h;
}

}  // namespace

TEST_CASE("a label that is too wide takes a smaller style, then more lines, and the button grows") {
    std::string label;
    bool waiting = false;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        button(ui, {"go"}, {.size = ButtonSize::medium, .label = label, .waiting = waiting});
    });
    Headless shown(screen, narrow_phone());
    shown.settle();
    // 132 of 144 are the label's: eight characters of 15, ten of 13, then two and three lines.
    const struct {
        std::size_t letters;
        float height;
    } rows[] = {{8, 44}, {10, 44}, {11, 48}, {20, 48}, {21, 66}};
    for (const auto& row : rows) {
        label.clear();
        for (std::size_t i = 0; i < row.letters; ++i)
            label += "楼";
        CAPTURE(row.letters);
        for (const bool waits : {false, true}) {
            waiting = waits;
            shown.frame();
            CHECK(height_of(shown, {"go"}) == doctest::Approx(row.height));
            CHECK(shown.ui().cut().empty());
        }
    }
}

TEST_CASE("where a button cannot grow its picture gives way to its label") {
    Screen screen([](Ui& ui) {
        const Page page(ui);
        button_at(ui, {"go"}, {8, 8, 58, 48}, {.label = "再来一单", .icon = icon_of(Icon::copy)});
    });
    Headless shown(screen, narrow_phone());
    shown.settle();
    CHECK(shown.ui().cut().empty());
}

TEST_CASE("buttons stand abreast where their labels have room, else one below the other") {
    int tapped = -1;
    const ButtonOf buttons[] = {{{"import"}, {.kind = ButtonKind::outline, .label = "导入报价单"}},
                                {{"copy"}, {.label = "抄前一天的", .icon = icon_of(Icon::copy)}}};
    const ButtonOf amounts[] = {
        {{"a"}, {.label = "¥500"}}, {{"b"}, {.label = "¥1000"}}, {{"c"}, {.label = "¥2000"}}};
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        if (const int now = button_row(ui, buttons); now >= 0) tapped = now;
        button_row(ui, amounts, 8);
    });
    const auto top_of = [](Headless& shown, Id id) { return shown.a11y().find(id)->rect.y; };
    SUBCASE("at the usual size") {
        Headless shown(screen);
        shown.settle();
        CHECK(top_of(shown, {"import"}) == top_of(shown, {"copy"}));
        CHECK(top_of(shown, {"a"}) == top_of(shown, {"c"}));
        CHECK(shown.tap({"copy"}));
        CHECK(tapped == 1);
        CHECK(shown.tap({"import"}));
        CHECK(tapped == 0);
    }
    SUBCASE("with large text on a phone") {
        Headless shown(screen, narrow_phone());
        shown.settle();
        CHECK(top_of(shown, {"copy"}) == doctest::Approx(top_of(shown, {"import"}) + 48 + 8));
        CHECK(shown.a11y().find(Id("copy"))->rect.w == doctest::Approx(144));
        CHECK(top_of(shown, {"a"}) == top_of(shown, {"b"}));
        CHECK(top_of(shown, {"c"}) > top_of(shown, {"a"}));
        CHECK(shown.tap({"copy"}));
        CHECK(tapped == 1);
        CHECK(shown.ui().cut().empty());
    }
}

TEST_CASE("an alert's button goes below its words where there is no room beside them") {
    bool tapped = false;
    Screen screen([&](Ui& ui) {
        const Page page(ui);
        tapped |= alert_card(ui, {"late"}, "0012 号单晚了 12 分钟", "5 栋 · 13:20", "去看看");
    });
    Headless shown(screen, narrow_phone());
    shown.settle();
    CHECK(shown.ui().cut().empty());
    const Node* words = shown.a11y().find(Id("late"));
    const Node* action = shown.a11y().find(Id("late").child("action"));
    REQUIRE(words != nullptr);
    REQUIRE(action != nullptr);
    CHECK(action->rect.y >= words->rect.bottom());
    CHECK(shown.tap(Role::button, "去看看"));
    CHECK(tapped);
}

TEST_CASE("a text under a link is tapped, and one beside it can be selected") {
    Screen screen([](Ui& ui) {
        const Page page(ui);
        (void)tap_area(ui, {"open"}, {0, 0, 200, 60}, "菠菜", 0, Role::link, "/p/1");
        label_at(ui, {10, 10, 100, 24}, TextStyle::name, ui.theme().ink, "菠菜");
        label_at(ui, {10, 80, 100, 24}, TextStyle::name, ui.theme().ink, "3栋2单元502");
    });
    Headless shown(screen);
    shown.frame();
    CHECK_FALSE(shown.a11y().find(Role::text, "菠菜")->selectable);
    CHECK(shown.a11y().find(Role::text, "3栋2单元502")->selectable);
    CHECK(shown.a11y().find(Role::text, "菠菜")->font_size == 16);
}

TEST_CASE("the system's colours are taken as they are, and a tint's edge is drawn") {
    const std::array<std::uint32_t, 8> system{0x000000FF, 0xFFFFFFFF, 0xFFFF00FF, 0x000000FF,
                                              0xFFFFFFFF, 0x1AEBFFFF, 0x000000FF, 0x3FF23FFF};
    const Theme t = forced_theme(system);
    CHECK(t.dark);
    CHECK(t.paper == Color{system[0]});
    CHECK(t.ink == Color{system[1]});
    CHECK(t.leaf_ink == Color{system[2]});
    CHECK(t.leaf == Color{system[5]});
    CHECK(t.on_leaf == Color{system[6]});
    CHECK(t.off_ink == Color{system[7]});
    Screen screen([](Ui& ui) {
        const Page page(ui);
        fill(ui, {10, 10, 100, 40}, ui.theme().leaf_tint, 8);
    });
    Headless shown(screen);
    shown.frame();
    const int plain = shown.surface().vertices;
    shown.platform().wishes.forced_colors = true;
    shown.platform().wishes.system_colors = system;
    shown.frame();
    CHECK(shown.ui().theme().forced);
    CHECK(shown.surface().vertices > plain);
}
