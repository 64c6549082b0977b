#include <string>

#include "client/ui/widgets.hpp"

namespace louxia::ui {

namespace {

float box_height(const FieldSpec& spec) {
    return spec.lines > 1 ? 24 * static_cast<float>(spec.lines) + 24 : 48;
}

Color border_of(const Theme& t, const FieldSpec& spec, bool focused) {
    if (!spec.error.empty()) return t.tomato;
    return focused ? t.leaf : t.edge;
}

void below(Ui& ui, const FieldSpec& spec) {
    const Theme& t = ui.theme();
    if (!spec.error.empty()) {
        ui.space(6);
        paragraph(ui, TextStyle::note, t.tomato, spec.error, 2);
    } else if (!spec.hint.empty()) {
        ui.space(6);
        paragraph(ui, TextStyle::note, t.ink3, spec.hint, 2);
    }
}

// What the browser's element shows while it has the focus, the canvas shows otherwise.
void idle_text(Ui& ui, const Rect& at, const FieldSpec& spec, const std::string& text) {
    const Theme& t = ui.theme();
    const bool empty = text.empty();
    std::string hidden;
    std::string_view shown = empty ? spec.placeholder : std::string_view(text);
    if (spec.kind == FieldKind::password && !empty) {
        for (std::size_t i = 0; i < text.size() && i < 32; ++i)
            hidden += "•";
        shown = hidden;
    }
    const Color color = spec.disabled ? t.off_ink : empty ? t.ink3 : t.ink;
    if (spec.lines > 1) {
        draw_wrapped(ui, at, TextStyle::field, color, shown, spec.lines);
    } else {
        draw_label(ui, at, TextStyle::field, color, shown);
    }
}

Node node_of(Ui& ui, Id id, const Rect& at, const FieldSpec& spec, const std::string& text) {
    Node node;
    node.id = id;
    node.role = Role::textbox;
    node.name = std::string(!spec.name.empty()    ? spec.name
                            : !spec.label.empty() ? spec.label
                                                  : spec.placeholder);
    node.value = text;
    node.description = std::string(spec.error.empty() ? spec.hint : spec.error);
    node.rect = at;
    node.disabled = spec.disabled;
    FieldBox& box = node.field;
    box.kind = spec.lines > 1 ? FieldKind::multiline : spec.kind;
    // A search searches, and in lines Enter is a new one, whatever else a form asks for.
    box.enter = spec.kind == FieldKind::search ? EnterKey::search
                : spec.lines > 1               ? EnterKey::enter
                                               : spec.enter;
    box.max_length = spec.max_length;
    box.ink = ui.theme().ink;
    box.placeholder_ink = ui.theme().ink3;
    box.placeholder = std::string(spec.placeholder);
    box.autocomplete = std::string(spec.autocomplete);
    box.invalid = !spec.error.empty();
    return node;
}

}  // namespace

FieldResult field_at(Ui& ui, Id id, const Rect& where, const FieldSpec& spec, std::string& text) {
    const Theme& t = ui.theme();
    const Rect rect = ui.snap(where);
    FieldState& state = ui.field_state(id);
    FieldResult result;
    if (state.changed) {
        text = state.value;
        result.changed = true;
    }
    result.submitted = state.submitted;
    result.blurred = state.blurred;
    result.focused = state.focused;
    state.changed = state.submitted = state.blurred = false;
    // The program's own change goes to the element, but not into a composition.
    if (!state.composing) state.value = text;

    const bool strong = state.focused || !spec.error.empty();
    fill(ui, rect, spec.disabled ? t.sunk : t.card, Metrics::tile_radius);
    outline(ui, rect, border_of(t, spec, state.focused), Metrics::tile_radius, strong ? 2.f : 1.f);
    Slicer parts(rect.inset(14, spec.lines > 1 ? 12.f : 0.f));
    if (spec.icon >= 0)
        icon(ui, static_cast<Icon>(spec.icon), parts.left(20, 10).centre(), 20, t.ink3);
    if (!spec.unit.empty()) {
        const Rect unit = parts.right(text_width(ui, TextStyle::field, spec.unit), 8);
        draw_label(ui, unit, TextStyle::field, t.ink3, spec.unit);
    }
    if (!state.focused) idle_text(ui, parts.rest(), spec, text);
    ui.node(node_of(ui, id, parts.rest(), spec, text));
    return result;
}

FieldResult field(Ui& ui, Id id, const FieldSpec& spec, std::string& text) {
    if (!spec.label.empty()) {
        const Rect label = ui.take(20);
        // The element carries the label as its name; the drawn one is for eyes.
        draw_label(ui, label, TextStyle::label, ui.theme().ink2, spec.label);
        ui.space(6);
    }
    const FieldResult result = field_at(ui, id, ui.take(box_height(spec)), spec, text);
    below(ui, spec);
    return result;
}

bool select_field(Ui& ui, Id id, std::string_view label, std::string_view value,
                  std::string_view placeholder, std::string_view error) {
    const Theme& t = ui.theme();
    if (!label.empty()) {
        draw_label(ui, ui.take(20), TextStyle::label, t.ink2, label);
        ui.space(6);
    }
    const Rect rect = ui.snap(ui.take(48));
    fill(ui, rect, t.card, Metrics::tile_radius);
    outline(ui, rect, error.empty() ? t.edge : t.tomato, Metrics::tile_radius,
            error.empty() ? 1.f : 2.f);
    std::string name(label);
    if (!name.empty()) name += ' ';
    name += value.empty() ? placeholder : value;
    const bool tapped = tap_area(ui, id, rect, name, Metrics::tile_radius);
    Slicer parts(rect.inset(14, 0));
    icon(ui, Icon::down, parts.right(20, 8).centre(), 20, t.ink2);
    draw_label(ui, parts.rest(), TextStyle::field, value.empty() ? t.ink3 : t.ink,
               value.empty() ? placeholder : value);
    if (!error.empty()) {
        ui.space(6);
        paragraph(ui, TextStyle::note, t.tomato, error, 2);
    }
    return tapped;
}

}  // namespace louxia::ui
