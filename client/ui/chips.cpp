#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "client/ui/widgets.hpp"

namespace louxia::ui {

Color tone_ground(const Theme& t, Tone tone) {
    switch (tone) {
        case Tone::leaf: return t.leaf_tint;
        case Tone::lamp: return t.lamp_tint;
        case Tone::tomato: return t.tomato_tint;
        case Tone::water: return t.water_tint;
        case Tone::sunk: return t.sunk;
    }
    return t.sunk;
}

Color tone_ink(const Theme& t, Tone tone) {
    switch (tone) {
        case Tone::leaf: return t.leaf_ink;
        case Tone::lamp: return t.lamp_ink;
        case Tone::tomato: return t.tomato;
        case Tone::water: return t.water;
        case Tone::sunk: return t.ink2;
    }
    return t.ink2;
}

float badge_width(Ui& ui, std::string_view label, int which) {
    return text_width(ui, TextStyle::small_bold, label) + 16 + (which >= 0 ? 20.f : 0.f);
}

float badge_at(Ui& ui, Vec2 left_middle, Tone tone, std::string_view label, int which) {
    const Theme& t = ui.theme();
    // Never wider than what is left of the column.
    const float wide =
        std::min(badge_width(ui, label, which), ui.column().x + ui.column().w - left_middle.x);
    const Rect rect = ui.snap(Rect{left_middle.x, left_middle.y - 12, wide, 24});
    fill(ui, rect, tone_ground(t, tone), Metrics::badge_radius);
    Slicer parts(rect.inset(8, 0));
    if (which >= 0)
        icon(ui, static_cast<Icon>(which), parts.left(16, 4).centre(), 16, tone_ink(t, tone));
    label_at(ui, parts.rest(), TextStyle::small_bold, tone_ink(t, tone), label);
    return rect.w;
}

float chip_width(Ui& ui, std::span<const Piece> pieces, int which) {
    return std::ceil(pieces_width(ui, pieces)) + 24 + (which >= 0 ? 26.f : 0.f);
}

bool chip_at(Ui& ui, Id id, Vec2 top_left, std::span<const Piece> pieces, int which,
             Color icon_color) {
    const Theme& t = ui.theme();
    // Never wider than what is left of the column.
    const float wide =
        std::min(chip_width(ui, pieces, which), ui.column().x + ui.column().w - top_left.x);
    const Rect rect = ui.snap(Rect{top_left.x, top_left.y, wide, 36});
    surface(ui, rect, 18, Lift::card, t.card);
    Slicer parts(rect.inset(12, 0));
    bool tapped = false;
    std::string all;
    for (const Piece& piece : pieces)
        all += piece.text;
    if (id) tapped = tap_area(ui, id, rect, all, 18);
    if (which >= 0) {
        icon(ui, static_cast<Icon>(which), parts.left(20, 6).centre(), 20,
             icon_color == Color{} ? t.leaf_ink : icon_color);
    }
    if (id) {
        draw_pieces(ui, parts.rest(), pieces, Align::left);
    } else {
        pieces_at(ui, parts.rest(), pieces);
    }
    return tapped;
}

int filter_chips(Ui& ui, Id id, std::span<const std::string_view> labels, int selected,
                 std::string_view name) {
    const Theme& t = ui.theme();
    const Rect column = ui.take(44);
    // From one edge of the screen to the other; on a wide screen it stays in the column.
    const float bleed = std::min(Metrics::page_margin, column.x);
    const Rect view{column.x - bleed, column.y, column.w + 2 * bleed, column.h};
    std::vector<float> widths;
    float content = 2 * bleed;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        widths.push_back(std::ceil(text_width(ui, TextStyle::body_bold, labels[i])) + 32);
        content += widths.back() + (i > 0 ? 8.f : 0.f);
    }
    const float offset = ui.begin_scroller(id, view, content, true, name);
    float& shown = ui.memory(id.child("shown"), 0);
    if (shown != static_cast<float>(selected) && selected >= 0) {
        // The chosen one comes to the middle, also when the list's scrolling chose it.
        shown = static_cast<float>(selected);
        float at = bleed;
        for (int i = 0; i < selected; ++i)
            at += widths[static_cast<std::size_t>(i)] + 8;
        at += widths[static_cast<std::size_t>(selected)] / 2;
        ui.scrolled(id, {at - view.w / 2, 0});
    }
    float x = view.x + bleed - offset;
    int tapped = -1;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool on = static_cast<int>(i) == selected;
        const Id own = id.child("chip", i);
        const Rect rect = ui.snap(Rect{x, view.y + 2, widths[i], 40});
        x += widths[i] + 8;
        if (ui.tappable(own, rect)) tapped = static_cast<int>(i);
        Node node;
        node.id = own;
        node.role = Role::button;
        node.name = std::string(labels[i]);
        node.rect = rect;
        node.selected = on ? 1 : 0;
        ui.node(std::move(node));
        if (!ui.visible(rect)) continue;
        fill(ui, rect, on ? t.leaf : t.card, 20);
        if (!on) outline(ui, rect, t.line, 20);
        draw_label(ui, rect, on ? TextStyle::body_bold : TextStyle::body, on ? t.on_leaf : t.ink2,
                   labels[i], Align::centre);
        const float press = ui.press_amount(own);
        if (press > 0) fill(ui, rect, t.ink.with_alpha(.08f * press), 20);
        ui.focus_ring(own, rect.inset(4), 16);
    }
    ui.end_scroller();
    return tapped;
}

int segmented(Ui& ui, Id id, std::span<const std::string_view> labels, int selected,
              std::string_view name) {
    const Theme& t = ui.theme();
    const Rect row = ui.take(44);
    const int n = static_cast<int>(labels.size());
    fill(ui, row, t.sunk, Metrics::tile_radius);
    const Rect inner = row.inset(3);
    const float at = ui.animate(id, static_cast<float>(selected), Motion::toggle);
    const Rect first = column_of(inner, 0, n, 0);
    surface(ui, first.moved(first.w * at, 0), 10, Lift::card, t.card);
    const Group group(ui, id, Role::group, name);
    int tapped = -1;
    for (int i = 0; i < n; ++i) {
        const Rect part = column_of(inner, i, n, 0);
        const Id own = id.child("part", static_cast<std::uint64_t>(i));
        const std::string_view label = labels[static_cast<std::size_t>(i)];
        if (ui.tappable(own, part)) tapped = i;
        Node node;
        node.id = own;
        node.role = Role::radio;
        node.name = std::string(label);
        node.rect = part;
        node.checked = i == selected ? 1 : 0;
        ui.node(std::move(node));
        draw_fitted(ui, part, i == selected ? TextStyle::body_bold : TextStyle::body,
                    i == selected ? t.ink : t.ink2, label, Align::centre);
        ui.focus_ring(own, part.inset(4), 8);
    }
    return tapped;
}

namespace {

// The rows of choices share everything but their mark.
bool choice_row(Ui& ui, Id id, Role role, bool on, std::string_view label, std::string_view note,
                std::string_view trailing) {
    const Theme& t = ui.theme();
    const Rect row = ui.take(note.empty() ? 56.f : 72.f);
    const bool tapped = ui.tappable(id, row);
    Node node;
    node.id = id;
    node.role = role;
    node.name = std::string(label);
    node.description = std::string(note);
    if (!note.empty() && !trailing.empty()) node.description += " · ";
    node.description += trailing;
    node.rect = row;
    node.checked = on ? 1 : 0;
    ui.node(std::move(node));
    if (!ui.visible(row)) return tapped;
    const float press = ui.press_amount(id);
    if (press > 0) fill(ui, row, t.ink.with_alpha(.06f * press), Metrics::tile_radius);
    Slicer parts(row);
    const Rect mark = parts.left(24, 12).centred(22, 22);
    const float amount = ui.animate(id.child("mark"), on ? 1.f : 0.f, Motion::toggle);
    if (role == Role::radio) {
        ring(ui, mark.centre(), 11, lerp(1.5f, 6.5f, amount), on ? t.leaf : t.edge);
    } else {
        outline(ui, mark, t.edge, 6, 1.5f);
        if (amount > 0) {
            fill(ui, mark, t.leaf.with_alpha(amount), 6);
            icon(ui, Icon::check, mark.centre(), 18, t.on_leaf.with_alpha(amount), 2.4f);
        }
    }
    if (!trailing.empty()) {
        const Rect end = parts.right(text_width(ui, TextStyle::body_bold, trailing), 8);
        draw_label(ui, end, TextStyle::body_bold, t.ink, trailing, Align::right);
    }
    if (note.empty()) {
        draw_fitted(ui, parts.rest(), TextStyle::body, t.ink, label);
    } else {
        Slicer lines(parts.rest().centred(parts.rest().w, 42));
        draw_fitted(ui, lines.top(22, 2), TextStyle::body, t.ink, label);
        draw_fitted(ui, lines.rest(), TextStyle::note, t.ink3, note);
    }
    ui.focus_ring(id, row.inset(2), 10);
    return tapped;
}

}  // namespace

bool radio_row(Ui& ui, Id id, bool selected, std::string_view label, std::string_view note,
               std::string_view trailing) {
    return choice_row(ui, id, Role::radio, selected, label, note, trailing);
}

bool check_row(Ui& ui, Id id, bool checked, std::string_view label, std::string_view note) {
    return choice_row(ui, id, Role::checkbox, checked, label, note, {});
}

}  // namespace louxia::ui
