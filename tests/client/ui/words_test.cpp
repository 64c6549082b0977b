#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "client/platform/headless/headless_platform.hpp"
#include "client/ui/path.hpp"
#include "client/ui/text/format.hpp"
#include "client/ui/text/kit.hpp"
#include "client/ui/widgets.hpp"

using namespace louxia;
using namespace louxia::ui;

namespace {

class Measuring : public App {
public:
    explicit Measuring(void (*check)(Ui&)) : check_(check) {}
    void frame(Ui& ui) override { check_(ui); }

private:
    void (*check_)(Ui&);
};

void with_ui(void (*check)(Ui&)) {
    Measuring app(check);
    Headless shown(app);
    shown.settle();
}

}  // namespace

TEST_CASE("patterns are filled by number, in any order") {
    CHECK(format("还差 {0} 户", {3}) == "还差 3 户");
    CHECK(format("{1} of {0}", {"ten", 3}) == "3 of ten");
    CHECK(format("{0} {5} {", {"x"}) == "x {5} {");
    CHECK(format("", {1}).empty());
    CHECK(format("{0} item{0:s}", {1}) == "1 item");
    CHECK(format("{0} item{0:s}, {1} box{1:es}", {11, 0}) == "11 items, 0 boxes");
    CHECK(format("{0:s", {2}) == "{0:s");
    CHECK(format("{7:s} {}", {2}) == "{7:s} {}");
    CHECK(format("{0}", {std::int64_t{-9'000'000'000}}) == "-9000000000");
}

TEST_CASE("the kit speaks both languages") {
    CHECK(std::string_view(kit_text(false).back) == "返回");
    CHECK(std::string_view(kit_text(true).back) == "Back");
}

TEST_CASE("text is measured by its characters' own widths") {
    with_ui([](Ui& ui) {
        CHECK(text_width(ui, TextStyle::body, "楼下") == doctest::Approx(30));
        // The drawn separator: 0.2 em, at least 3 px, with 0.42 em on each side; its spaces are
        // part of it.
        CHECK(text_width(ui, TextStyle::body, "楼 · 下") ==
              doctest::Approx(30 + 3 + 12.6).epsilon(0.05));
        CHECK(text_width(ui, TextStyle::body, "") == doctest::Approx(0));
        CHECK(text_height(ui, TextStyle::body, "一次只加一样", 45) == doctest::Approx(44));
        CHECK(text_height(ui, TextStyle::body, "一次只加一样", 46, 1) == doctest::Approx(22));
    });
}

TEST_CASE("a slicer gives those that must not be cut their width first") {
    Slicer row(Rect{0, 0, 100, 44});
    CHECK(row.right(30, 8) == Rect{70, 0, 30, 44});
    CHECK(row.left(20, 4) == Rect{0, 0, 20, 44});
    CHECK(row.rest() == Rect{24, 0, 38, 44});
    CHECK(row.right(500) == Rect{24, 0, 38, 44});
    CHECK(row.rest().w == doctest::Approx(0));
}

TEST_CASE("columns fill the width with their gaps") {
    const Rect whole{10, 0, 310, 20};
    CHECK(column_of(whole, 0, 3, 5) == Rect{10, 0, 100, 20});
    CHECK(column_of(whole, 2, 3, 5) == Rect{220, 0, 100, 20});
}

TEST_CASE("colours mix per channel and read as they are written") {
    CHECK(mix(Color::rgb(0x000000), Color::rgb(0xFF8000), 0.5f) == Color{0x804000FF});
    CHECK(Color::rgb(0xFFFFFF).with_alpha(0.5f).rgba == 0xFFFFFF80);
}

TEST_CASE("ids of words, numbers and parts differ") {
    static_assert(Id("add", std::uint64_t{1}).value != Id("add", std::uint64_t{2}).value);
    static_assert(Id("add").value != Id("bad").value);
    static_assert(Id("add").child("x").value != Id("add").child("y").value);
    static_assert(Id("add", "1").value != Id("add1").value);
    CHECK_FALSE(Id{});
}

TEST_CASE("path data becomes lines: absolute, relative, curved and arced") {
    const auto line = flatten_path("M1 1h2v2H1z", 0.1f);
    REQUIRE(line.size() == 1);
    CHECK(line[0].closed);
    CHECK(line[0].points == std::vector<Vec2>{{1, 1}, {3, 1}, {3, 3}, {1, 3}});
    // A circle by two arcs stays on its radius.
    const auto circle = flatten_path("M4 12a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z", 0.03f);
    REQUIRE(circle.size() == 1);
    for (const Vec2 p : circle[0].points) {
        CHECK(std::hypot(p.x - 12, p.y - 12) == doctest::Approx(8).epsilon(0.001));
    }
    CHECK(flatten_path("M0 0c1 0 1 1 0 1s-1 1 0 1", 0.05f).size() == 1);
    CHECK(flatten_path("nonsense", 0.1f).empty());
}

TEST_CASE("every icon has path data that can be read to its end") {
    for (int i = 0; i < icon_count; ++i) {
        std::string_view data = icon_path(static_cast<Icon>(i));
        CHECK_FALSE(data.empty());
        while (!data.empty()) {
            const std::size_t end = data.find('|');
            std::string_view part = data.substr(0, end);
            data = end == std::string_view::npos ? std::string_view{} : data.substr(end + 1);
            if (part.front() == '*' || part.front() == '-' || part.front() == '+')
                part.remove_prefix(1);
            for (const SubPath& path : flatten_path(part, 0.03f)) {
                for (const Vec2 p : path.points) {
                    const bool inside = p.x >= 0 && p.y >= 0 && p.x <= 24 && p.y <= 24;
                    CHECK(inside);
                }
            }
        }
    }
}

TEST_CASE("the text colours are readable on their grounds in both themes") {
    const auto light_of = [](Color c) {
        const auto part = [](std::uint32_t v) {
            const double s = v / 255.0;
            return s <= 0.03928 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(c.rgba >> 24) + 0.7152 * part(c.rgba >> 16 & 0xFF) +
               0.0722 * part(c.rgba >> 8 & 0xFF);
    };
    const auto contrast = [&](Color a, Color b) {
        const double x = light_of(a);
        const double y = light_of(b);
        return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
    };
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
        for (const Color ground : {theme->paper, theme->card, theme->sunk}) {
            for (const Color ink : {theme->ink, theme->ink2, theme->ink3, theme->leaf_ink}) {
                CHECK(contrast(ink, ground) >= 4.5);
            }
        }
        CHECK(contrast(theme->edge, theme->card) >= 3);
        CHECK(contrast(theme->on_leaf, theme->leaf) >= 4.5);
        CHECK(contrast(theme->on_lamp, theme->lamp) >= 4.5);
        CHECK(contrast(theme->on_tomato, theme->tomato) >= 4.5);
        CHECK(contrast(theme->lamp_ink, theme->lamp_tint) >= 4.5);
        CHECK(contrast(theme->tomato, theme->tomato_tint) >= 4.5);
        CHECK(contrast(theme->leaf_ink, theme->leaf_tint) >= 4.5);
        CHECK(contrast(theme->water, theme->water_tint) >= 4.5);
    }
}
