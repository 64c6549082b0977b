#include <doctest/doctest.h>

#include "client/ui/text/format.hpp"
#include "client/ui/text/kit.hpp"
#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;

namespace {

constexpr Viewport phone{};
constexpr Viewport narrow{.width = 320, .height = 640};
constexpr Viewport tablet{.width = 820, .height = 1180};

/// Two shelves of thirty items each.
model::State long_list() {
    model::State state = model::test::signed_in(Role::resident);
    state.route.page = model::Page::home;
    api::ListView& list = *state.home.value->list;
    const api::ItemView pattern = list.items.front();
    list.items.clear();
    for (std::uint64_t i = 0; i < 60; ++i) {
        api::ItemView item = pattern;
        item.item = ItemId{100 + i};
        item.name = "菜" + std::to_string(i);
        item.category = i < 30 ? Category::leafy : Category::fruit;
        list.items.push_back(item);
    }
    model::arrange_shelves(state);
    return state;
}

const ui::Node* chip(Shown& shown, std::string_view shelf) {
    const std::string name = ui::format(ui::catalog(false).resident.shelf_count, {shelf, 30});
    return shown.hands.a11y().find(ui::Role::button, name);
}

std::string_view shelf_name(Category category) {
    return ui::catalog(false).common.shelves[static_cast<std::size_t>(category) - 1];
}

}  // namespace

TEST_CASE("without net a resident reads how old the list is") {
    model::State state = long_list();
    state.connection = model::Connection::offline;
    state.offline_since = noon;
    Shown shown(state, draw_home);
    CHECK(shown.sees("没网了，先看 12:00 的清单"));
}

TEST_CASE("what the last minus took out of the basket comes back as it was") {
    Shown shown(long_list(), draw_home);
    const ItemId item{101};
    const auto& kit = ui::kit_text(false);
    CHECK(shown.tap_button(ui::format(kit.add_one, {"菜1"})));
    CHECK(shown.tap_button(ui::format(kit.add_one, {"菜2"})));
    CHECK(shown.tap_button(ui::format(kit.remove_one, {"菜1"})));
    CHECK(shown.state.basket.count_of(item) == 0);
    CHECK(shown.tap_button(kit.undo));
    CHECK(shown.state.basket.count_of(item) == 1);
    CHECK(shown.state.basket.lines().front().item == item);
}

TEST_CASE("the shelves' chips stay in sight below which the list scrolls, and say which it is") {
    Shown shown(long_list(), draw_home, phone);
    const ui::Node* leafy = chip(shown, shelf_name(Category::leafy));
    REQUIRE(leafy != nullptr);
    CHECK_FALSE(leafy->fixed);
    CHECK(leafy->selected == 1);
    shown.hands.platform().scroll_to(1200);
    shown.hands.settle();
    leafy = chip(shown, shelf_name(Category::leafy));
    REQUIRE(leafy != nullptr);
    CHECK(leafy->fixed);
    CHECK(leafy->selected == 1);
    CHECK(shown.tap(ui::Role::button, chip(shown, shelf_name(Category::fruit))->name));
    const ui::Node* fruit = chip(shown, shelf_name(Category::fruit));
    CHECK(fruit->selected == 1);
    CHECK(shown.hands.platform().scroll_y() > 3000);
}

TEST_CASE("a tablet shows the basket beside the list, a phone in its bar") {
    for (const Viewport& view : {phone, tablet}) {
        Shown shown(long_list(), draw_home, view);
        CHECK(shown.tap_button(ui::format(ui::kit_text(false).add_one, {"菜0"})));
        const bool bar = shown.sees(ui::catalog(false).resident.clear_basket);
        CHECK(bar == (view.width > 700));
        const auto& words = ui::catalog(false).resident;
        const std::string sum = yuan(shown.state.basket.total(*shown.state.list()));
        CHECK(shown.tap_button(view.width > 700 ? std::string(words.checkout) + " " + sum
                                                : std::string(words.checkout)));
        const auto* opened = shown.last_sent<model::Open>();
        REQUIRE(opened != nullptr);
        CHECK(opened->route.page == model::Page::checkout);
    }
}

TEST_CASE("a group's time left is whole on the narrowest phone") {
    model::State state = model::test::signed_in(Role::resident);
    state.route.page = model::Page::home;
    Shown shown(state, draw_home, narrow);
    bool whole = false;
    for (const ui::Node& node : shown.hands.a11y().nodes()) {
        if (node.name.find("还有 ") != std::string::npos) {
            whole = ui::text_width(shown.hands.ui(), ui::TextStyle::note, node.name,
                                   ui::Digits::tabular) <= node.rect.w + 1;
        }
    }
    CHECK(whole);
}
