#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "client/ui/text/format.hpp"
#include "client/ui/text/kit.hpp"
#include "client/ui/widgets.hpp"

namespace louxia::ui {

namespace {

struct Skin {
    Color ground, ground_to, ink, border;
};

Skin skin_of(const Theme& t, ButtonKind kind, bool disabled) {
    if (disabled) return {t.sunk, {}, t.off_ink, {}};
    switch (kind) {
        case ButtonKind::primary: return {t.leaf, {}, t.on_leaf, {}};
        case ButtonKind::join:
            return {t.forced ? t.lamp : Color::rgb(0xF8BC58), t.lamp, t.on_lamp, {}};
        case ButtonKind::secondary: return {t.leaf_tint, {}, t.leaf_ink, {}};
        case ButtonKind::outline: return {t.card, {}, t.ink, t.line};
        case ButtonKind::danger: return {t.tomato, {}, t.on_tomato, {}};
    }
    return {};
}

struct Shape {
    float height, padding, radius, icon, gap;
    TextStyle style;
};

Shape shape_of(ButtonSize size) {
    switch (size) {
        case ButtonSize::normal: return {48, 20, Metrics::button_radius, 20, 6, TextStyle::name};
        case ButtonSize::medium:
            return {44, 16, Metrics::button_m_radius, 20, 6, TextStyle::body_bold};
        case ButtonSize::giant: return {72, 20, Metrics::card_radius, 26, 12, TextStyle::title};
    }
    return {};
}

// Three dots that breathe, the one thing that loops.
void waiting_dots(Ui& ui, Vec2 left_middle, Color color) {
    for (int i = 0; i < 3; ++i) {
        float strength = 1;
        if (!ui.reduced_motion()) {
            const double phase = ui.now_ms() / 1000.0 * 3.0 - i * 0.7;
            strength = 0.35f + 0.65f * static_cast<float>(0.5 + 0.5 * std::sin(phase));
        }
        circle(ui, {left_middle.x + 3 + 9 * static_cast<float>(i), left_middle.y}, 2.5f,
               color.with_alpha(strength));
    }
    if (!ui.reduced_motion()) ui.wake_in(33);
}

// How a label stands in a button.
struct LabelFit {
    TextStyle style;
    float width;
    float height;  // 0: on one line
};

constexpr float label_margin = 6;  // left of it and right of it, at least
constexpr std::array label_styles{TextStyle::title,      TextStyle::head,
                                  TextStyle::name,       TextStyle::body_bold,
                                  TextStyle::label_bold, TextStyle::note_bold};

// In the largest style in which it stands on one line; else in the smallest, wrapped.
LabelFit fit_label(Ui& ui, TextStyle largest, std::string_view label, float room) {
    for (const TextStyle style : label_styles) {
        if (style < largest) continue;
        const float width = text_width(ui, style, label);
        if (width <= room + 0.5f) return {style, width, 0};
    }
    const TextStyle style = label_styles.back();
    return {style, room, text_height(ui, style, label, room)};
}

void button_content(Ui& ui, const Rect& rect, const ButtonSpec& spec, const Shape& shape,
                    Color ink) {
    if (spec.stacked) {
        Slicer rows(rect.centred(rect.w - 8, 24 + 4 + 24));
        const Rect first = rows.top(24, 4);
        const Rect second = rows.rest();
        draw_label(ui, spec.icon_after ? first : second, shape.style, ink, spec.label,
                   Align::centre);
        if (spec.icon >= 0) {
            icon(ui, static_cast<Icon>(spec.icon), (spec.icon_after ? second : first).centre(), 24,
                 ink);
        }
        return;
    }
    float extra = spec.waiting ? 34.f : spec.icon >= 0 ? shape.icon + shape.gap : 0.f;
    const float room = rect.w - 2 * label_margin;
    LabelFit fit = fit_label(ui, shape.style, spec.label, room - extra);
    const bool wanting = fit.height > 0 && extra > 0 && ui.narrow();
    if (wanting && spec.waiting) return waiting_dots(ui, rect.centre() - Vec2{12, 0}, ink);
    if (wanting) {
        // Pictures give way to words.
        extra = 0;
        fit = fit_label(ui, shape.style, spec.label, room);
    }
    Slicer parts(rect.centred(fit.width + extra, rect.h));
    if (spec.waiting) {
        const Rect dots = parts.right(24, 10);
        waiting_dots(ui, {dots.x, dots.mid_y()}, ink);
    } else if (extra > 0) {
        const Rect at = spec.icon_after ? parts.right(shape.icon, shape.gap)
                                        : parts.left(shape.icon, shape.gap);
        icon(ui, static_cast<Icon>(spec.icon), at.centre(), shape.icon, ink);
    }
    if (fit.height <= 0) return draw_label(ui, parts.rest(), fit.style, ink, spec.label);
    const float line = type_of(fit.style).line;
    const int lines_max = std::max(2, static_cast<int>((rect.h - 8) / line));
    const float height = std::min(fit.height, line * static_cast<float>(lines_max));
    draw_wrapped(ui, parts.rest().centred(fit.width, height), fit.style, ink, spec.label, lines_max,
                 Align::centre);
}

void register_button(Ui& ui, Id id, const Rect& rect, const ButtonSpec& spec) {
    Node node;
    node.id = id;
    node.role = Role::button;
    node.name = std::string(spec.name.empty() ? spec.label : spec.name);
    if (spec.waiting) node.name = format(ui.text().waiting, {node.name});
    node.description = spec.disabled ? std::string(spec.reason) : std::string();
    node.rect = rect;
    node.disabled = spec.disabled || spec.waiting;
    ui.node(std::move(node));
}

void square(Ui& ui, const Rect& box, bool strong, Icon which, bool off) {
    const Theme& t = ui.theme();
    if (off) {
        fill(ui, box, t.sunk, Metrics::tile_radius);
        icon(ui, which, box.centre(), 20, t.off_ink, 2.2f);
        return;
    }
    if (strong) fill(ui, box, t.leaf, Metrics::tile_radius);
    icon(ui, which, box.centre(), 20, strong ? t.on_leaf : t.leaf_ink, strong ? 2.2f : 1.8f);
}

bool stepper_part(Ui& ui, Id id, const Rect& touch, const Rect& box, Icon which, bool strong,
                  bool off, std::string_view name) {
    Node node;
    node.id = id;
    node.role = Role::button;
    node.name = std::string(name);
    node.labelled = true;
    node.rect = touch;
    node.disabled = off;
    ui.node(std::move(node));
    const bool tapped = !off && ui.tappable(id, touch);
    square(ui, box, strong, which, off);
    const float press = ui.press_amount(id);
    if (press > 0) fill(ui, box, ui.theme().ink.with_alpha(.08f * press), Metrics::tile_radius);
    ui.focus_ring(id, box, Metrics::tile_radius);
    return tapped;
}

}  // namespace

float button_height(Ui& ui, const ButtonSpec& spec, float width) {
    const Shape shape = shape_of(spec.size);
    const float icon_room = spec.icon >= 0 && !ui.narrow() ? shape.icon + shape.gap : 0.f;
    const LabelFit fit =
        fit_label(ui, shape.style, spec.label, width - 2 * label_margin - icon_room);
    return std::max(shape.height, fit.height + 12);
}

float button_width(Ui& ui, const ButtonSpec& spec) {
    const Shape shape = shape_of(spec.size);
    const float extra = spec.icon >= 0 ? shape.icon + shape.gap : 0.f;
    return std::max(Metrics::touch,
                    text_width(ui, shape.style, spec.label) + extra + 2 * shape.padding);
}

bool button_at(Ui& ui, Id id, const Rect& where, const ButtonSpec& spec) {
    const Rect rect = ui.snap(where);
    const bool active = !spec.disabled && !spec.waiting;
    const bool tapped = active && ui.tappable(id, rect);
    register_button(ui, id, rect, spec);
    if (!ui.visible(rect)) return tapped;
    const Shape shape = shape_of(spec.size);
    const Skin skin = skin_of(ui.theme(), spec.kind, spec.disabled);
    const float radius = spec.pill ? rect.h / 2 : shape.radius;
    if (skin.ground_to == Color{}) {
        fill(ui, rect, skin.ground, radius);
    } else {
        gradient(ui, rect, skin.ground, skin.ground_to, radius);
    }
    if (!(skin.border == Color{})) outline(ui, rect, skin.border, radius);
    button_content(ui, rect, spec, shape, skin.ink);
    const float press = ui.press_amount(id);
    if (press > 0) fill(ui, rect, ui.theme().ink.with_alpha(.08f * press), radius);
    ui.focus_ring(id, rect, radius);
    return tapped;
}

bool button(Ui& ui, Id id, const ButtonSpec& spec) {
    const float height = button_height(ui, spec, ui.column().w);
    const bool tapped = button_at(ui, id, ui.take(height), spec);
    if (spec.disabled && !spec.reason.empty()) {
        ui.space(6);
        paragraph(ui, TextStyle::note, ui.theme().ink3, spec.reason, 2, Align::centre);
    }
    return tapped;
}

int button_row(Ui& ui, std::span<const ButtonOf> buttons, float gap) {
    const int count = static_cast<int>(buttons.size());
    int abreast = count;
    float width = 0;
    bool fits = false;
    for (;; abreast = (abreast + 1) / 2) {
        width = column_of(ui.column(), 0, abreast, gap).w;
        fits = std::all_of(buttons.begin(), buttons.end(), [&](const ButtonOf& each) {
            const TextStyle largest = shape_of(each.spec.size).style;
            return fit_label(ui, largest, each.spec.label, width - 2 * label_margin).height <= 0;
        });
        if (fits || abreast == 1 || !ui.narrow()) break;
    }
    float height = 0;
    for (const ButtonOf& each : buttons)
        height = std::max(height, button_height(ui, each.spec, width));
    int tapped = -1;
    Rect row;
    for (int i = 0; i < count; ++i) {
        if (i > 0 && i % abreast == 0) ui.space(8);
        if (i % abreast == 0) row = ui.take(height);
        const ButtonOf& each = buttons[static_cast<std::size_t>(i)];
        if (button_at(ui, each.id, column_of(row, i % abreast, abreast, gap), each.spec))
            tapped = i;
    }
    return tapped;
}

bool icon_button(Ui& ui, Id id, Vec2 centre, Icon which, std::string_view name, Color ground,
                 Color color, float diameter, float icon_size) {
    const float touch = std::max(Metrics::touch, diameter);
    const Rect box{centre.x - touch / 2, centre.y - touch / 2, touch, touch};
    const bool tapped = tap_area(ui, id, box, name, touch / 2);
    if (!(ground == Color{})) circle(ui, centre, diameter / 2, ground);
    icon(ui, which, centre, icon_size, color == Color{} ? ui.theme().ink : color);
    return tapped;
}

bool tap_area(Ui& ui, Id id, const Rect& rect, std::string_view name, float radius, Role role,
              std::string_view href) {
    const bool tapped = ui.tappable(id, rect);
    Node node;
    node.id = id;
    node.role = role;
    node.name = std::string(name);
    node.value = std::string(href);
    node.labelled = true;
    node.rect = rect;
    ui.node(std::move(node));
    const float press = ui.press_amount(id);
    if (press > 0) fill(ui, rect, ui.theme().ink.with_alpha(.06f * press), radius);
    ui.focus_ring(id, rect.inset(4), std::max(4.f, radius - 4));
    return tapped;
}

int stepper_at(Ui& ui, Id id, Vec2 right_centre, const StepperSpec& spec) {
    const Theme& t = ui.theme();
    // Grows leftwards from the plus alone (36) to − n + (100), in 140 ms.
    const float open = ui.animate(id.child("open"), spec.count > 0 ? 1.f : 0.f, Motion::toggle);
    const float width = 36 + 64 * open;
    const Rect whole = ui.snap(Rect{right_centre.x - width, right_centre.y - 18, width, 36});
    const Rect plus{whole.right() - 36, whole.y, 36, 36};
    if (open > 0) fill(ui, whole, t.leaf_tint, Metrics::tile_radius);
    int change = 0;
    if (spec.count > 0) {
        const Rect minus{whole.x, whole.y, 36, 36};
        const std::string remove = format(ui.text().remove_one, {spec.name});
        // 44 boxes that meet in the middle and overlap nothing else.
        const Rect touch{whole.x - 6, whole.y - 4, 50, 44};
        if (stepper_part(ui, id.child("minus"), touch, minus, Icon::minus, false, false, remove)) {
            change = -1;
        }
        Node count;
        count.id = id.child("count");
        count.role = Role::status;
        count.name = format(ui.text().counted, {spec.name, spec.count});
        count.rect = {whole.x + 36, whole.y, 28, 36};
        ui.node(std::move(count));
        draw_label(ui, {plus.x - 28, whole.y, 28, 36}, TextStyle::name, t.ink.with_alpha(open),
                   std::to_string(spec.count), Align::centre);
    }
    const bool off = spec.disabled || spec.count >= spec.limit;
    const std::string add = format(ui.text().add_one, {spec.name});
    const Rect touch{plus.x - 8, plus.y - 4, 50, 44};
    if (stepper_part(ui, id.child("plus"), touch, plus, Icon::plus, true, off, add)) change = 1;
    return change;
}

}  // namespace louxia::ui
