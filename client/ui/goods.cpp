// The group's windows, people, goods, steps and facts.
#include <string>

#include "client/ui/widgets.hpp"
#include "shared/base/text.hpp"

namespace louxia::ui {

namespace {

constexpr float window_height = 30;

void windows_row(Ui& ui, Id id, const Rect& row, int first, int count, const WindowsSpec& spec) {
    for (int i = 0; i < count; ++i) {
        const int place = first + i;
        const Rect pane = ui.snap(column_of(row, i, count, spec.gap));
        const bool lit = place < spec.lit;
        // Dark, glow, settle: a newly joined household's window lights up.
        const Id own = id.child("window", static_cast<std::uint64_t>(place));
        const float glow = ui.animate(own, lit ? 1.f : 0.f, Motion::window);
        const bool next = place == spec.lit && spec.next_frame;
        if (lit && glow < 1) {
            const float grow = 10 * glow;
            fill(ui, pane.inset(-grow), Color::rgb(0xFFCD6E).with_alpha(.3f * (1 - glow)),
                 Metrics::window_radius + grow);
        }
        window_pane(ui, pane,
                    lit    ? WindowState::lit
                    : next ? WindowState::next
                           : WindowState::off,
                    glow, pane.w >= 16);
    }
}

}  // namespace

float windows_height(int target) {
    if (target > 24) return 14;
    return target > 12 ? 2 * window_height + 8 : window_height;
}

void windows_at(Ui& ui, Id id, const Rect& rect, const WindowsSpec& spec) {
    Node node;
    node.id = id;
    node.role = Role::image;
    node.name = std::string(spec.words);
    node.rect = rect;
    ui.node(std::move(node));
    if (!ui.visible(rect)) return;
    if (spec.target > 24) {
        const Theme& t = ui.theme();
        fill(ui, rect, t.window_off, rect.h / 2);
        const float part =
            clamp01(static_cast<float>(spec.lit) / static_cast<float>(std::max(1, spec.target)));
        if (part > 0) {
            gradient(ui, {rect.x, rect.y, std::max(rect.h, rect.w * part), rect.h},
                     Color::rgb(0xFFE3A3), Color::rgb(0xF5AE41), rect.h / 2);
        }
        return;
    }
    if (spec.target <= 12) {
        windows_row(ui, id, rect, 0, spec.target, spec);
        return;
    }
    const int upper = (spec.target + 1) / 2;
    const float height = (rect.h - 8) / 2;
    const float pane =
        (rect.w - spec.gap * static_cast<float>(upper - 1)) / static_cast<float>(upper);
    const int lower = spec.target - upper;
    const float lower_width =
        pane * static_cast<float>(lower) + spec.gap * static_cast<float>(lower - 1);
    windows_row(ui, id, {rect.x, rect.y, rect.w, height}, 0, upper, spec);
    windows_row(ui, id, {rect.x, rect.y + height + 8, lower_width, height}, upper, lower, spec);
}

bool named_window_at(Ui& ui, Id id, const Rect& rect, WindowState state, std::string_view name,
                     std::string_view below) {
    const Theme& t = ui.theme();
    const Rect pane = ui.snap(Rect{rect.x, rect.y, rect.w, rect.h - 23});
    const bool next = state == WindowState::next;
    bool tapped = false;
    if (next) {
        tapped = ui.tappable(id, rect);
        Node node;
        node.id = id;
        node.role = Role::button;
        node.name = std::string(below);
        node.rect = rect;
        ui.node(std::move(node));
    }
    const Color halo = Color::rgb(0xFFCD6E);
    if (state == WindowState::lit) {
        fill(ui, pane.inset(-5), halo.with_alpha(.07f), 13);
        fill(ui, pane.inset(-2), halo.with_alpha(.16f), 10);
        gradient(ui, pane, Color::rgb(0xFFE3A3), Color::rgb(0xF5B24A), 8);
        fitted_at(ui, pane.inset(2, 0), TextStyle::label_bold, Color::rgb(0x4A2C00), name,
                  Align::centre);
    } else {
        fill(ui, pane, t.window_off, 8);
        outline(ui, pane, next ? t.dusk_amber : t.window_off_edge, 8, next ? 2.f : 1.f);
        if (next) icon(ui, Icon::plus, pane.centre(), 20, t.dusk_amber);
    }
    const Rect line{rect.x - 4, pane.bottom() + 5, rect.w + 8, 18};
    const Color color = next ? t.dusk_amber : t.on_dusk2;
    if (next) {
        draw_label(ui, line, TextStyle::note, color, below, Align::centre);
        ui.focus_ring(id, pane, 8);
    } else {
        label_at(ui, line, TextStyle::note, color, below, Align::centre);
    }
    return tapped;
}

void avatar(Ui& ui, Vec2 centre, float diameter, std::string_view name) {
    const Theme& t = ui.theme();
    const Tone tones[] = {Tone::leaf, Tone::lamp, Tone::water};
    const Tone tone = tones[Id(name).value % 3];
    circle(ui, centre, diameter / 2, tone_ground(t, tone));
    const std::string_view letter = first_code_points(name, 1);
    const float size = diameter * 0.4f;
    draw_text_sized(ui, {centre.x, centre.y + size * 0.36f}, size, true, tone_ink(t, tone), letter,
                    Align::centre);
}

void tile_at(Ui& ui, const Rect& where, const TileSpec& spec) {
    const Rect rect = ui.snap(where);
    if (!spec.name.empty()) {
        Node node;
        node.role = Role::image;
        node.name = std::string(spec.name);
        node.rect = rect;
        ui.node(std::move(node));
    }
    if (!ui.visible(rect)) return;
    fill(ui, rect, tile_color(ui.theme(), spec.tone), spec.radius);
    if (spec.cover) {
        picture(ui, rect, spec.url, Fit::cover, spec.radius);
    } else {
        const float side = std::min(rect.w, rect.h) * spec.picture_part;
        picture(ui, ui.snap(rect.centred(side, side)), spec.url, Fit::contain);
    }
    if (spec.faded) fill(ui, rect, ui.theme().card.with_alpha(.55f), spec.radius);
}

void clip_at(Ui& ui, const Rect& where, std::string_view url, std::string_view name) {
    const Rect rect = ui.snap(where);
    Node node;
    node.role = Role::video;
    node.name = std::string(name);
    node.value = std::string(url);
    node.rect = rect;
    node.labelled = true;
    ui.node(std::move(node));
    fill(ui, rect, tile_color(ui.theme(), TileTone::leaf), Metrics::tile_radius);
}

void steps(Ui& ui, std::span<const Step> items, int current, std::string_view words) {
    const Theme& t = ui.theme();
    const Rect rect = ui.take(80);
    Node node;
    node.role = Role::status;
    node.name = std::string(words);
    node.rect = rect;
    ui.node(std::move(node));
    if (!ui.visible(rect) || items.empty()) return;
    const int n = static_cast<int>(items.size());
    const auto centre_of = [&](int i) {
        const Rect part = column_of(rect, i, n, 0);
        return Vec2{part.mid_x(), ui.snap(rect.y + 16)};
    };
    for (int i = 0; i + 1 < n; ++i) {
        const Vec2 a = centre_of(i);
        const Vec2 b = centre_of(i + 1);
        fill(ui, {a.x + 10, a.y - 1.5f, b.x - a.x - 20, 3}, i < current ? t.leaf : t.line);
    }
    for (int i = 0; i < n; ++i) {
        const Step& item = items[static_cast<std::size_t>(i)];
        const Rect part = column_of(rect, i, n, 0);
        const Vec2 at = centre_of(i);
        const bool last_done = current >= n - 1 && i == n - 1;
        if (i < current || last_done) {
            circle(ui, at, 10, t.leaf);
            icon(ui, Icon::check, at, 16, t.on_leaf, 2.6f);
        } else if (i == current) {
            circle(ui, at, 18, t.lamp.with_alpha(.14f));
            circle(ui, at, 14, t.lamp.with_alpha(.22f));
            circle(ui, at, 10, t.lamp);
        } else {
            circle(ui, at, 10, t.line);
            circle(ui, at, 8, t.sunk);
        }
        const bool now = i == current;
        draw_label(ui, {part.x, rect.y + 36, part.w, 20},
                   now ? TextStyle::label_bold : TextStyle::label, now ? t.ink : t.ink2, item.label,
                   Align::centre);
        draw_label(ui, {part.x, rect.y + 56, part.w, 18}, TextStyle::note, t.ink3, item.time,
                   Align::centre);
    }
}

void separator(Ui& ui) {
    const Rect line = ui.take(1);
    fill(ui, {line.x, ui.snap(line.y), line.w, 1}, ui.theme().line);
}

void fact_row(Ui& ui, std::string_view label, std::string_view value, bool last) {
    const Theme& t = ui.theme();
    const float label_width =
        std::min(text_width(ui, TextStyle::body, label), ui.column().w * 0.5f);
    const float room = ui.column().w - label_width - 16;
    const float height = text_height(ui, TextStyle::body, value, room);
    const Rect row = ui.take(std::max(52.f, height + 30));
    Slicer parts(row);
    label_at(ui, parts.left(label_width, 16), TextStyle::body, t.ink3, label);
    const Rect at = parts.rest().centred(room, height);
    if (ui.visible(at)) draw_wrapped(ui, at, TextStyle::body, t.ink, value, 0, Align::right);
    Node node;
    node.name = std::string(value);
    node.rect = at;
    const TypeSpec type = type_of(TextStyle::body);
    node.font_size = type.size;
    node.line_height = type.line;
    node.align = Align::right;
    ui.node(std::move(node));
    if (!last) hairline(ui, row, t.line);
}

}  // namespace louxia::ui
