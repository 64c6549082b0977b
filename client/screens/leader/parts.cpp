#include "client/screens/leader/parts.hpp"

#include <array>
#include <charconv>

#include "client/platform/platform.hpp"

namespace louxia::screens {

using namespace ui;

std::string field_text(Ui& ui, Id id, std::string_view shown) {
    const FieldState& state = ui.field_state(id);
    const bool being_written = state.focused || state.changed || state.blurred || state.submitted;
    return being_written ? state.value : std::string(shown);
}

std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t max) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    if (!whole || number < 0 || number > max) return std::nullopt;
    return number;
}

void open_sheet(const Face& face, Id id) {
    face.ui.memory(id) = 1;
}

bool ask_sheet(const Face& face, Id id, const Ask& ask) {
    Ui& ui = face.ui;
    KeptFlag open(ui, id);
    bool confirmed = false;
    Sheet sheet(ui, id, ask.title, open.on);
    if (!sheet) return false;
    paragraph(ui, TextStyle::body, face.theme().ink2, ask.note);
    ui.space(16);
    if (button(ui, id.child("yes"), {.kind = ask.kind, .label = ask.action})) {
        confirmed = true;
        open.on = false;
    }
    ui.space(8);
    const ButtonSpec no{.kind = ButtonKind::outline, .label = face.words.common.cancel};
    if (button(ui, id.child("no"), no)) open.on = false;
    return confirmed;
}

bool head_with_link(const Face& face, std::string_view title, Id id, std::string_view link,
                    Icon icon) {
    Slicer row(face.ui.take(28));
    bool tapped = false;
    if (!link.empty()) {
        const float wide = text_width(face.ui, TextStyle::label, link) + 24;
        tapped = text_link_at(face.ui, id, row.right(wide, 8), link, icon);
    }
    heading_at(face.ui, row.rest(), TextStyle::head, face.theme().ink, title);
    return tapped;
}

CivilDate day_after(CivilDate date, int days) {
    return civil_from_days(days_from_civil(date) + days);
}

CivilDate today_of(const Face& face) {
    return face.civil(face.now).date;
}

std::string list_state_words(const Face& face, const api::LeaderList& list) {
    const auto& words = face.words.leader;
    if (list.state == ListState::published) {
        return format(words.published_at, {moment_words(face, list.published_at)});
    }
    if (!list.publish_at.is_set()) return words.not_made_yet;
    return format(words.publishes_at, {clock_words(face, list.publish_at)});
}

void choose_sheet(const Face& face, CivilDate date) {
    model::IntentSink* sink = &face.intents;
    face.ui.platform().pick_file(PickKind::any_file, [sink, date](const PickedFile& file) {
        sink->send(model::ChooseSheet{file.name, file.bytes, date});
        model::Route route;
        route.page = model::Page::leader_list;
        route.date = date;
        sink->send(model::Open{route});
    });
}

void leader_tabs(const Face& face, model::Page page) {
    const auto& words = face.words.leader;
    constexpr std::array pages{model::Page::leader_today, model::Page::leader_list,
                               model::Page::leader_picking, model::Page::leader_groups,
                               model::Page::leader_households};
    constexpr std::array icons{Icon::lamp, Icon::list, Icon::scale, Icon::group, Icon::people};
    std::array<TabSpec, pages.size()> tabs;
    std::array<std::string, pages.size()> paths;
    int selected = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        model::Route route;
        route.page = pages[i];
        paths[i] = model::path_of(route, face.state.community);
        const Icon filled = icons[i] == Icon::group ? Icon::group_filled : icons[i];
        tabs[i] = {icons[i], filled, words.tabs[i], paths[i]};
        if (pages[i] == page) selected = static_cast<int>(i);
    }
    if (face.state.leader_today.value) {
        tabs[2].count = static_cast<int>(face.state.leader_today.value->alerts.size());
        tabs[2].urgent = true;
    }
    const int tapped = tab_bar(face.ui, tabs, selected, words.tabs_name);
    if (tapped >= 0) face.open(pages[static_cast<std::size_t>(tapped)]);
}

namespace {

/// Ten small windows on the green ground; the exact figure stands beside it in words.
void mini_windows(Ui& ui, const Rect& rect, const api::GroupView& group) {
    gradient(ui, rect, ui.theme().dusk_a, ui.theme().dusk_b, 10);
    const int cells = std::min(group.target_households, 10);
    const int lit =
        std::min(cells, group.households * cells / std::max(1, group.target_households));
    const int per_row = cells > 5 ? (cells + 1) / 2 : std::max(cells, 1);
    const Rect inner = rect.inset(7, 7);
    for (int i = 0; i < cells; ++i) {
        const float y = cells > 5 ? inner.y + static_cast<float>(i / per_row) * (inner.h / 2 + 1.5f)
                                  : inner.mid_y() - inner.h / 4;
        const Rect row{inner.x, y, inner.w, inner.h / 2 - 1.5f};
        const Rect pane = ui.snap(column_of(row, i % per_row, per_row, 4));
        // Too small for the panes of the big windows: no bars, no glow.
        if (i < lit) {
            gradient(ui, pane, Color::rgb(0xFFE3A3), Color::rgb(0xF5AE41), 3);
        } else {
            fill(ui, pane, ui.theme().window_off, 3);
        }
    }
}

std::string_view group_badge(const Face& face, GroupState state) {
    const auto& words = face.words.leader;
    switch (state) {
        case GroupState::draft:
        case GroupState::open: return {};
        case GroupState::formed: return words.group_formed;
        case GroupState::packing: return words.group_packing;
        case GroupState::out: return words.group_out;
        case GroupState::done: return words.group_done;
        case GroupState::failed: return words.group_failed;
        case GroupState::cancelled: return words.group_cancelled;
    }
    return {};
}

}  // namespace

bool leader_group_row(const Face& face, const api::GroupView& group, bool last) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const Rect row = ui.take(68);
    const bool tapped = tap_area(ui, Id("row", group.group.value), row.inset(-8, 0), group.title,
                                 12, ui::Role::link, "/g/" + group.group.text());
    Slicer cut(row);
    std::string note;
    if (group.state == GroupState::open) {
        const std::int64_t left = group.cutoff_at - face.now;
        const std::string count = countdown(ui, left).text;
        const Rect end = cut.right(text_width(ui, TextStyle::name, count, Digits::tabular) + 2, 8);
        label_at(ui, end, TextStyle::name, left < 3 * hour_ms ? theme.lamp_ink : theme.ink3, count,
                 Align::right, Digits::tabular);
        note =
            format(words.group_open_line, {std::max(0, group.target_households - group.households),
                                           moment_words(face, group.cutoff_at)});
    } else {
        const std::string_view badge = group_badge(face, group.state);
        const Rect end = cut.right(badge_width(ui, badge), 8);
        const bool good = group.state != GroupState::failed && group.state != GroupState::cancelled;
        badge_at(ui, {end.x, end.mid_y()}, good ? Tone::leaf : Tone::sunk, badge);
        note = format(words.group_later_line,
                      {group.households, moment_words(face, group.deliver_before)});
    }
    // The windows give way where the words have no room beside them.
    const bool room = text_width(ui, TextStyle::note, note) <= cut.rest().w - (76 + 12);
    if (room && !ui.narrow()) mini_windows(ui, cut.left(76, 12).centred(76, 44), group);
    const Rect text = cut.rest();
    label_at(ui, {text.x, text.y + 12, text.w, 24}, TextStyle::name, theme.ink, group.title);
    label_at(ui, {text.x, text.y + 36, text.w, 18}, TextStyle::note, theme.ink3, note);
    if (!last) hairline(ui, row, theme.line);
    return tapped;
}

void draw_leader(const Face& face) {
    const bool leads = face.state.me && face.state.me->role == louxia::Role::leader;
    if (face.state.me_known && !leads) return draw_sign_in_needed(face);
    const model::Page page = face.state.route.page;
    if (page == model::Page::leader_list) return draw_leader_list(face);
    if (page == model::Page::leader_picking) return draw_leader_picking(face);
    if (page == model::Page::leader_groups) return draw_leader_groups(face);
    if (page == model::Page::leader_households) return draw_leader_households(face);
    draw_leader_today(face);
}

}  // namespace louxia::screens
