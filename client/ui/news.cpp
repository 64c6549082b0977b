// What tells: banners, alerts, empty places, skeletons, progress, countdowns.
#include <string>

#include "client/ui/text/format.hpp"
#include "client/ui/text/kit.hpp"
#include "client/ui/widgets.hpp"

namespace louxia::ui {

void banner(Ui& ui, Id id, const BannerSpec& spec) {
    const Theme& t = ui.theme();
    const Color ink = tone_ink(t, spec.tone);
    // A strip has no box of its own: its words stand in the column.
    const float side = spec.strip ? 0.f : 14.f;
    const float icon_room = spec.icon >= 0 ? 34.f : 0.f;
    const Rect column = ui.column();
    const float width = column.w - 2 * side - icon_room;
    std::string all(spec.strong);
    all += spec.text;
    const TextStyle style = spec.strip ? TextStyle::label : TextStyle::body;
    const TextStyle strong = spec.strip ? TextStyle::label_bold : TextStyle::body_bold;
    const Piece pieces[] = {{spec.strong, strong, ink}, {spec.text, style, ink}};
    const bool one_line = pieces_width(ui, pieces) <= width;
    const TextStyle whole = spec.text.empty() ? strong : style;
    const float words = one_line ? type_of(style).line : text_height(ui, whole, all, width);
    Rect rect = ui.take(words + (spec.strip ? 20.f : 24.f));
    if (spec.strip) rect = {0, rect.y, ui.width(), rect.h};
    fill(ui, rect, tone_ground(t, spec.tone), spec.strip ? 0 : Metrics::tile_radius);
    Slicer parts(Rect{column.x + side, rect.y, column.w - 2 * side, rect.h});
    if (spec.icon >= 0) {
        const float size = spec.strip ? 18.f : 22.f;
        icon(ui, static_cast<Icon>(spec.icon),
             parts.left(spec.strip ? 18.f : 24.f, spec.strip ? 8.f : 10.f).centre(), size, ink);
    }
    if (one_line) {
        draw_pieces(ui, parts.rest(), pieces);
    } else {
        draw_wrapped(ui, parts.rest().centred(parts.rest().w, words), whole, ink, all);
    }
    Node node;
    node.id = id;
    node.role = spec.alert ? Role::alert : Role::status;
    node.name = std::move(all);
    node.rect = rect;
    ui.node(std::move(node));
}

bool alert_card(Ui& ui, Id id, std::string_view title, std::string_view note,
                std::string_view action) {
    const Theme& t = ui.theme();
    const ButtonSpec go{.kind = ButtonKind::danger, .size = ButtonSize::medium, .label = action};
    const bool below = ui.narrow() && !action.empty();
    const float inner = ui.column().w - 28;
    const float go_width = action.empty() ? 0 : below ? inner : button_width(ui, go);
    const float words = inner - 34 - (action.empty() || below ? 0 : go_width + 12);
    const float title_height = text_height(ui, TextStyle::name, title, words, below ? 0 : 2);
    const float note_height =
        note.empty() ? 0 : text_height(ui, TextStyle::note, note, words, below ? 0 : 3);
    const float height = std::max(68.f, title_height + note_height + 24);
    const Rect rect = ui.take(height + (below ? 44.f + 14 : 0.f));
    fill(ui, rect, t.tomato_tint, Metrics::card_radius);
    Slicer parts(rect.inset(14, 0));
    const Rect foot = below ? parts.bottom(44 + 14) : Rect{};
    icon(ui, Icon::alert, parts.left(24, 10).moved(2, 0).centre(), 24, t.tomato);
    bool tapped = false;
    if (!action.empty()) {
        const Rect at = below ? Rect{foot.x, foot.y, foot.w, 44}
                              : parts.right(go_width, 12).centred(go_width, 44);
        tapped = button_at(ui, id.child("action"), at, go);
    }
    const Rect text = parts.rest().centred(words, title_height + note_height);
    draw_wrapped(ui, text, TextStyle::name, t.tomato, title, below ? 0 : 2);
    draw_wrapped(ui, text.moved(0, title_height), TextStyle::note, t.tomato, note, below ? 0 : 3);
    Node node;
    node.id = id;
    node.role = Role::alert;
    node.name = std::string(title);
    if (!note.empty()) node.name += " · " + std::string(note);
    node.rect = text;
    ui.node(std::move(node));
    return tapped;
}

bool empty_state(Ui& ui, Id id, std::string_view title, std::string_view hint,
                 std::string_view action, bool on_wall) {
    const Theme& t = ui.theme();
    const float size = on_wall ? 2.6f : 1;
    const Rect art = ui.take(146 * size);
    lamp(ui, {art.mid_x(), art.y}, 40 * size, 29 * size, true, t.leaf, t.leaf_deep);
    paragraph(ui, on_wall ? TextStyle::kiosk_name : TextStyle::head, t.ink, title, 2,
              Align::centre);
    ui.space(2 * size);
    paragraph(ui, on_wall ? TextStyle::kiosk_text : TextStyle::body, t.ink2, hint, on_wall ? 5 : 3,
              Align::centre);
    if (action.empty()) return false;
    ui.space(14 * size);
    const ButtonSpec spec{.size = on_wall ? ButtonSize::giant : ButtonSize::medium,
                          .label = action};
    const float width = std::min(button_width(ui, spec), ui.column().w);
    const float height = button_height(ui, spec, width);
    return button_at(ui, id, ui.take(height).centred(width, height), spec);
}

void skeleton_rows(Ui& ui, Id id, int rows) {
    const Theme& t = ui.theme();
    if (!ui.after(id, 200)) {
        ui.space(Metrics::item_row * static_cast<float>(rows));
        return;
    }
    Node node;
    node.id = id;
    node.role = Role::status;
    node.name = ui.text().loading;
    node.rect = ui.column();
    node.rect.h = Metrics::item_row * static_cast<float>(rows);
    ui.node(std::move(node));
    const Card card(ui, CardSpec{.padding_x = 12, .padding_y = 0});
    for (int i = 0; i < rows; ++i) {
        Slicer parts(ui.take(Metrics::item_row).inset(0, 12));
        fill(ui, parts.left(84, 12), t.sunk, Metrics::tile_radius);
        const Rect rest = parts.rest();
        fill(ui, {rest.x, rest.y + 1, 112, 18}, t.sunk, 8);
        fill(ui, {rest.x, rest.y + 29, std::min(188.f, rest.w), 14}, t.sunk, 7);
        fill(ui, {rest.x, rest.y + 61, 86, 22}, t.sunk, 8);
        fill(ui, {rest.right() - 36, rest.y + 48, 36, 36}, t.sunk, Metrics::tile_radius);
    }
}

void progress_bar(Ui& ui, const Rect& rect, float part, Color color, std::string_view name,
                  std::string_view words) {
    const float radius = rect.h / 2;
    fill(ui, rect, ui.theme().sunk, radius);
    const float width = rect.w * clamp01(part);
    if (width > 0) fill(ui, {rect.x, rect.y, std::max(width, rect.h), rect.h}, color, radius);
    Node node;
    node.id = Id("progress", name);
    node.role = Role::progress;
    node.name = std::string(name);
    node.value = std::string(words);
    node.rect = rect;
    ui.node(std::move(node));
}

CountdownText countdown(Ui& ui, std::int64_t remaining_ms, bool seconds) {
    CountdownText out;
    out.over = remaining_ms <= 0;
    const std::int64_t left = out.over ? 0 : remaining_ms;
    if (!out.over) {
        // Shown rounded up, so that it reads zero exactly when it is over. Out of sight it only
        // wakes for that.
        constexpr float line_reach = 80;
        const Rect here = ui.column();
        const bool seen = ui.visible({here.x, here.y - line_reach, here.w, 2 * line_reach});
        const std::int64_t step = seconds ? 1000 : 60000;
        ui.wake_in(static_cast<double>(seen ? (left - 1) % step + 1 : left));
    }
    if (seconds) {
        const std::int64_t total = (left + 999) / 1000;
        const auto two = [&](std::int64_t v) {
            if (v < 10) out.text += '0';
            out.text += std::to_string(v);
        };
        two(total / 3600);
        out.text += ':';
        two(total / 60 % 60);
        out.text += ':';
        two(total % 60);
        return out;
    }
    const std::int64_t minutes = (left + 59999) / 60000;
    out.text = minutes >= 60 ? format(ui.text().hours_minutes, {minutes / 60, minutes % 60})
                             : format(ui.text().minutes, {minutes});
    return out;
}

}  // namespace louxia::ui
