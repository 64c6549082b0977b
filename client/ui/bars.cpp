#include <string>

#include "client/platform/platform.hpp"
#include "client/ui/text/kit.hpp"
#include "client/ui/widgets.hpp"

namespace louxia::ui {

namespace {

std::string counter_text(int count) {
    return count > 99 ? "99+" : std::to_string(count);
}

void counter(Ui& ui, Vec2 left_top, int count, bool urgent, float height) {
    const Theme& t = ui.theme();
    const std::string text = counter_text(count);
    const TextStyle style = height > 18 ? TextStyle::note_bold : TextStyle::small_bold;
    const float width = std::max(height, text_width(ui, style, text) + 8);
    const Rect pill = ui.snap(Rect{left_top.x, left_top.y, width, height});
    fill(ui, pill, urgent ? t.tomato : t.lamp, height / 2);
    draw_label(ui, pill, style, urgent ? t.on_tomato : t.on_lamp, text, Align::centre);
}

}  // namespace

int tab_bar(Ui& ui, std::span<const TabSpec> tabs, int selected, std::string_view name) {
    const Theme& t = ui.theme();
    const float safe = ui.platform().viewport().safe_bottom;
    const float height = Metrics::tab_bar + safe;
    // Under an open keyboard there is no bar.
    if (ui.platform().viewport().keyboard > 0) return -1;
    const OnLayer layer(ui, Layer::bar);
    const Rect bar{0, ui.height() - height, ui.width(), height};
    ui.block(bar);
    ui.reserve_bottom(height);
    surface(ui, bar, 0, Lift::up, t.card);
    const float outer = std::min(ui.width(), Metrics::content_max);
    const Rect inner{ui.snap((ui.width() - outer) / 2) + 4, bar.y, outer - 8, Metrics::tab_bar - 6};
    const Group group(ui, Id("tab bar"), Role::navigation, name);
    // Large words become smaller together, by what the longest needs.
    float longest = 1;
    for (const TabSpec& tab : tabs)
        longest = std::max(longest, text_width(ui, TextStyle::small_bold, tab.label));
    const float smaller =
        std::clamp(inner.w / static_cast<float>(tabs.size()) / longest, 1 / ui.text_scale(), 1.f);
    int tapped = -1;
    for (int i = 0; i < static_cast<int>(tabs.size()); ++i) {
        const TabSpec& tab = tabs[static_cast<std::size_t>(i)];
        const bool on = i == selected;
        const Rect part = column_of(inner, i, static_cast<int>(tabs.size()), 0);
        const Id id = Id("tab bar").child("tab", static_cast<std::uint64_t>(i));
        if (ui.tappable(id, part)) tapped = i;
        Node node;
        node.id = id;
        node.role = tab.href.empty() ? Role::button : Role::link;
        node.name = std::string(tab.label);
        if (tab.count > 0) node.name += ' ' + counter_text(tab.count);
        node.value = std::string(tab.href);
        node.rect = part;
        node.selected = on ? 1 : 0;
        ui.node(std::move(node));
        const float press = ui.press_amount(id);
        if (press > 0) fill(ui, part.inset(4), t.ink.with_alpha(.06f * press), 12);
        const Color color = on ? t.leaf_ink : t.ink3;
        const float top = part.mid_y() - 21;
        icon(ui, on ? tab.filled : tab.icon, {part.mid_x(), top + 12}, 24, color);
        const TextStyle style = on ? TextStyle::small_bold : TextStyle::small;
        const float words = text_width(ui, style, tab.label) * smaller;
        draw_label(ui, {part.mid_x() - words / 2, top + 26, words, 16}, style, color, tab.label,
                   Align::centre);
        const float count_x = std::min(part.mid_x() + 8, part.right() - 18);
        if (tab.count > 0) counter(ui, {count_x, bar.y + 7}, tab.count, tab.urgent, 18);
        ui.focus_ring(id, part.inset(6), 10);
    }
    return tapped;
}

BarAction top_bar(Ui& ui, const TopBarSpec& spec) {
    const Theme& t = ui.theme();
    ui.space(ui.platform().viewport().safe_top);
    const Rect column = ui.take(Metrics::top_bar);
    const float bleed = std::min(12.f, column.x);
    const Rect row{column.x - bleed, column.y, column.w + 2 * bleed, column.h};
    BarAction action = BarAction::none;
    Slicer parts(row);
    if (spec.back) {
        const Rect at = parts.left(44, 8);
        if (icon_button(ui, {"top back"}, at.centre(), Icon::left, ui.text().back)) {
            action = BarAction::back;
        }
    }
    if (spec.end_icon >= 0) {
        const Rect at = parts.right(44, 8);
        const std::string_view name = spec.end_name.empty() ? ui.text().more : spec.end_name;
        if (icon_button(ui, {"top end"}, at.centre(), static_cast<Icon>(spec.end_icon), name)) {
            action = BarAction::end;
        }
    } else if (!spec.end_label.empty()) {
        const float wanted = text_width(ui, TextStyle::label, spec.end_label) + 16;
        const Rect at = parts.right(wanted, 8);
        if (tap_area(ui, {"top end"}, at.inset(0, 4), spec.end_label, 8)) action = BarAction::end;
        draw_label(ui, at, TextStyle::label, t.leaf_ink, spec.end_label, Align::centre);
    }
    // In the middle of the bar, unless its neighbours leave less room.
    const float words = text_width(ui, TextStyle::bar_title, spec.title);
    const Rect middle = row.centred(words, row.h);
    const Rect rest = parts.rest();
    const bool fits = middle.x >= rest.x && middle.right() <= rest.right();
    heading_at(ui, fits ? middle : rest, TextStyle::bar_title, t.ink, spec.title, 1);
    return action;
}

CartAction cart_bar(Ui& ui, const CartBarSpec& spec) {
    const float shown = ui.animate({"cart bar"}, spec.count > 0 ? 1.f : 0.f, Motion::sheet);
    if (shown <= 0 && spec.count <= 0) return CartAction::none;
    const Theme& t = ui.theme();
    const OnLayer layer(ui, Layer::bar);
    const float bottom = std::max(ui.reserved_bottom_now(), 16.f) + 10;
    const bool narrow = ui.narrow();
    const float outer = std::min(ui.width(), Metrics::content_max) - (narrow ? 16.f : 32.f);
    const float x = ui.snap((ui.width() - outer) / 2);
    const float go_width = text_width(ui, TextStyle::name, spec.action) + 44;
    const float room = outer - 24 - (26 + 18) - (go_width + 12);
    const bool whole =
        spec.short_note.empty() || text_width(ui, TextStyle::small, spec.note) <= room;
    const std::string_view note = narrow ? std::string_view{} : whole ? spec.note : spec.short_note;
    const float line = type_of(TextStyle::small).line;
    const float lines = text_height(ui, TextStyle::small, note, room, 2);
    const float height = narrow ? 96.f : 56 + std::max(0.f, lines - line);
    const Rect bar = ui.snap(Rect{x, ui.height() - bottom - height * shown, outer, height});
    ui.reserve_bottom(bottom + height);
    surface(ui, bar, 28, Lift::floating, t.cart);
    const std::string sum = price_text(spec.fen);
    CartAction action = CartAction::none;
    const std::string name = std::string(spec.open_name) + " " + sum;
    if (tap_area(ui, {"cart open"}, bar, name, 28)) action = CartAction::open;
    Slicer parts(Rect{bar.x + 18, bar.y, bar.w - 24, bar.h});
    const ButtonSpec go{.kind = ButtonKind::join, .label = spec.action, .pill = true};
    // Where they have no room side by side the button goes below, and what the checkout says again
    // is left to it.
    const Rect place = narrow ? parts.bottom(44, 6).moved(-6, -4) : parts.right(go_width, 12);
    if (button_at(ui, {"cart go"}, place.centred(narrow ? place.w : go_width, 44), go)) {
        action = CartAction::checkout;
    }
    const Rect basket = parts.left(26, 18);
    icon(ui, Icon::basket, basket.centre(), 26, t.on_cart);
    counter(ui, {basket.x + 14, basket.mid_y() - 21}, spec.count, false, 20);
    Slicer words(parts.rest().centred(parts.rest().w, note.empty() ? 22.f : 22 + lines));
    draw_label(ui, words.top(22), TextStyle::head, t.on_cart, sum);
    if (!note.empty()) draw_wrapped(ui, words.rest(), TextStyle::small, t.on_cart2, note, 2);
    return action;
}

}  // namespace louxia::ui
