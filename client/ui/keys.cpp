// Codes and keys: the pickup code, its boxes, the keypad.
#include <string>

#include "client/ui/text/format.hpp"
#include "client/ui/text/kit.hpp"
#include "client/ui/widgets.hpp"
#include "shared/base/text.hpp"

namespace louxia::ui {

void code_digits(Ui& ui, std::string_view code, std::string_view name) {
    const Theme& t = ui.theme();
    const Rect rect = ui.take(80);
    const auto count = static_cast<float>(code.size());
    const float step = std::min(54.f, rect.w / std::max(1.f, count));
    float x = rect.mid_x() - step * count / 2;
    for (const char digit : code) {
        draw_label(ui, {x, rect.y, step, rect.h}, TextStyle::code, t.leaf_ink,
                   std::string_view(&digit, 1), Align::centre);
        x += step;
    }
    Node node;
    node.id = Id("code", name);
    node.role = Role::text;
    // The code alone, so that it is copied as it is.
    node.name = std::string(code);
    node.description = std::string(name);
    node.rect = rect;
    const TypeSpec type = type_of(TextStyle::code);
    node.font_size = type.size;
    node.line_height = type.line;
    node.bold = type.bold;
    node.align = Align::centre;
    ui.node(std::move(node));
}

void code_boxes_at(Ui& ui, const Rect& rect, std::string_view typed, int length) {
    const Theme& t = ui.theme();
    const float gap = rect.w * 0.04f;
    for (int i = 0; i < length; ++i) {
        const Rect box = ui.snap(column_of(rect, i, length, gap));
        const bool next = static_cast<std::size_t>(i) == typed.size();
        fill(ui, box, t.card, Metrics::tile_radius);
        outline(ui, box, next ? t.leaf : t.edge, Metrics::tile_radius, next ? 3.f : 1.5f);
        if (static_cast<std::size_t>(i) < typed.size()) {
            const float size = box.h * 0.66f;
            draw_text_sized(ui, {box.mid_x(), box.mid_y() + size * 0.36f}, size, true, t.ink,
                            typed.substr(static_cast<std::size_t>(i), 1), Align::centre);
        }
    }
    Node node;
    node.id = {"code boxes"};
    node.role = Role::status;
    node.name = format(ui.text().digits_typed, {typed.size(), length});
    node.rect = rect;
    ui.node(std::move(node));
}

namespace {

bool key(Ui& ui, Id id, const Rect& where, std::string_view label, int which, bool strong,
         const KeypadSpec& spec) {
    const Theme& t = ui.theme();
    const Rect rect = ui.snap(where);
    const bool tapped = ui.tappable(id, rect);
    Node node;
    node.id = id;
    node.role = Role::button;
    node.name = which >= 0 ? std::string(ui.text().backspace) : std::string(label);
    node.rect = rect;
    ui.node(std::move(node));
    if (strong) {
        surface(ui, rect, Metrics::tile_radius, Lift::card, t.card);
        draw_label(ui, rect, spec.style, t.ink, label, Align::centre);
    } else {
        fill(ui, rect, t.sunk, Metrics::tile_radius);
        const float size = type_of(spec.style).size;
        const TextStyle small = size >= 32 ? TextStyle::title : TextStyle::name;
        if (which >= 0) {
            icon(ui, static_cast<Icon>(which), rect.centre(), size >= 32 ? 36.f : 24.f, t.ink2);
        } else {
            draw_label(ui, rect.inset(4, 0), small, t.ink2, label, Align::centre);
        }
    }
    const float press = ui.press_amount(id);
    if (press > 0) fill(ui, rect, t.ink.with_alpha(.08f * press), Metrics::tile_radius);
    ui.focus_ring(id, rect, Metrics::tile_radius);
    return tapped;
}

}  // namespace

char keypad_at(Ui& ui, Id id, const Rect& rect, const KeypadSpec& spec) {
    char pressed = 0;
    const float height = (rect.h - 3 * spec.gap) / 4;
    static constexpr char order[] = "123456789<0>";
    for (int i = 0; i < 12; ++i) {
        const char symbol = order[i];
        const float y = rect.y + static_cast<float>(i / 3) * (height + spec.gap);
        const Rect box = column_of({rect.x, y, rect.w, height}, i % 3, 3, spec.gap);
        const bool digit = symbol >= '0' && symbol <= '9';
        std::string_view label(&order[i], 1);
        int which = -1;
        if (symbol == '<') label = spec.left_label;
        if (symbol == '>') label = spec.right_label;
        if (symbol == '>' && label.empty()) which = icon_of(Icon::back);
        if (!digit && label.empty() && which < 0) continue;
        const Id own = id.child("key", static_cast<std::uint64_t>(i));
        if (key(ui, own, box, label, which, digit, spec)) pressed = symbol;
    }
    const char typed = ui.take_key();
    if (typed >= '0' && typed <= '9') pressed = typed;
    if (typed == '\b') pressed = spec.right_label.empty() ? '>' : '<';
    return pressed;
}

}  // namespace louxia::ui
