#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

std::int32_t missing(const api::GroupView& group) {
    return std::max(0, group.target_households - group.households);
}

bool is_running(GroupState state) {
    switch (state) {
        case GroupState::draft:
        case GroupState::open:
        case GroupState::formed:
        case GroupState::packing:
        case GroupState::out:
        case GroupState::done: return true;
        case GroupState::failed:
        case GroupState::cancelled: return false;
    }
    return false;
}

bool may_join(const Face& face, const api::GroupView& group) {
    const bool open = group.state == GroupState::open || group.state == GroupState::formed;
    const bool room = group.cap_households == 0 || group.households < group.cap_households;
    return open && room && group.cutoff_at > face.now && !face.state.has_joined(group.group);
}

std::string short_yuan(Money amount) {
    return price_text(amount.fen(), amount.fen() % 100 != 0);
}

/// 还差 3 户 and the countdown, or what became of it: the lower part of the card.
std::string progress_words(const Face& face, const api::GroupView& group) {
    if (group.state == GroupState::open) {
        return format(face.words.common.missing, {missing(group)});
    }
    return group_state_words(face, group);
}

/// Times are never cut: where there is no room for both it is the time left.
std::string countdown_line(const Face& face, const api::GroupView& group, float room) {
    const auto& words = face.words.resident;
    const std::int64_t left = group.cutoff_at - face.now;
    if (left <= 0) return format(words.cutoff_at, {clock_words(face, group.cutoff_at)});
    const CountdownText count = countdown(face.ui, left);
    const std::string both =
        format(words.cutoff_left, {clock_words(face, group.cutoff_at), count.text});
    const bool fits = text_width(face.ui, TextStyle::note, both, Digits::tabular) <= room;
    return fits ? both : format(words.time_left, {count.text});
}

}  // namespace

void group_card(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const std::string path = "/g/" + group.group.text();
    const std::uint64_t id = group.group.value;
    const Rect start{ui.column().x, ui.cursor(), ui.column().w, 196};
    {
        const Card card(ui, dusk_spec(theme));
        const Rect inner = card.inner();
        if (tap_area(ui, Id("group", id), start, group.title, Metrics::card_radius, ui::Role::link,
                     path)) {
            face.open(model::Page::group, id);
        }
        goods_tile_plain(face, {inner.right() - 68, start.y + 10, 64, 64}, group.picture);
        Slicer title(ui.take(26));
        title.right(76);
        heading_at(ui, title.rest(), TextStyle::head, theme.on_dusk, group.title, 2);
        ui.space(2);
        const std::string goods =
            format(words.group_line,
                   {group.contents.size(), group.serves, clock_words(face, group.deliver_before)});
        const float line = inner.w - 72;
        const float high = text_height(ui, TextStyle::note, goods, line);
        {
            const Column beside(ui, {inner.x, ui.cursor() + 1, line, 0});
            paragraph(ui, TextStyle::note, theme.on_dusk2, goods, 2);
        }
        ui.space(high + 2);
        ui.space(16);
        const std::string progress = progress_words(face, group);
        windows_at(ui, Id("windows", id), ui.take(windows_height(group.target_households)),
                   {.target = group.target_households,
                    .lit = group.households,
                    .words = progress,
                    .next_frame = group.state == GroupState::open});
        ui.space(12);
        Slicer foot(ui.take(54));
        const bool joined = face.state.has_joined(group.group);
        if (may_join(face, group)) {
            const std::string label = format(words.join, {short_yuan(group.price)});
            const ButtonSpec spec{.kind = ButtonKind::join,
                                  .size = ButtonSize::medium,
                                  .label = label,
                                  .waiting = face.state.is_pending(api::JoinGroup::name, id)};
            const Rect place = foot.right(button_width(ui, spec), 12);
            if (button_at(ui, Id("join", id), {place.x, place.y + 6, place.w, 44}, spec)) {
                // The first tap shows what it is; joining holds money and is done on its own page.
                face.open(model::Page::group, id);
            }
        } else if (joined) {
            const float wide = badge_width(ui, words.joined, icon_of(Icon::check));
            const Rect place = foot.right(wide, 12);
            badge_at(ui, {place.x, place.mid_y()}, Tone::leaf, words.joined, icon_of(Icon::check));
        }
        const Rect text = foot.rest();
        label_at(ui, {text.x, text.y, text.w, 32},
                 group.state == GroupState::open ? TextStyle::title : TextStyle::name,
                 theme.dusk_amber, progress);
        if (group.state == GroupState::open) {
            label_at(ui, {text.x, text.y + 33, text.w, 20}, TextStyle::note, theme.on_dusk2,
                     countdown_line(face, group, text.w), Align::left, Digits::tabular);
        }
    }
}

void goods_tile_plain(const Face& face, const Rect& rect, std::string_view key) {
    picture(face.ui, rect, picture_url(key));
}

std::string group_share_text(const Face& face, const api::GroupView& group) {
    const auto& words = face.words.resident;
    return format(
        words.share_text,
        {group.title, short_yuan(group.price), progress_words(face, group),
         moment_words(face, group.cutoff_at), face.origin() + "/g/" + group.group.text()});
}

void copy_share_text(const Face& face, const api::GroupView& group) {
    const std::string copied =
        face.words.common.said[static_cast<std::size_t>(model::Saying::copied)];
    Ui* ui = &face.ui;
    ui->platform().copy_text(group_share_text(face, group), [ui, copied](bool done) {
        if (done) ui->toast(copied, Icon::check);
    });
}

namespace {

void windows_card(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const Card card(ui, dusk_spec(theme));
    const Rect inner = card.inner();
    goods_tile_plain(face, {inner.right() - 72, ui.cursor() - 4, 72, 72}, group.picture);
    Slicer title(ui.take(32));
    title.right(80);
    heading_at(ui, title.rest(), TextStyle::title, theme.on_dusk, group.title, 1);
    Slicer by(ui.take(22));
    by.right(80);
    const std::string leader =
        face.state.home.value ? face.state.home.value->community.leader_name : std::string();
    label_at(ui, by.rest(), TextStyle::label, theme.on_dusk2,
             format(words.group_by, {leader, clock_words(face, group.deliver_before)}));
    ui.space(24);
    const int cells = std::max(group.target_households, group.households);
    if (cells <= 24) {
        const bool open = group.state == GroupState::open;
        for (int first = 0; first < cells; first += 5) {
            const Rect row = ui.take(72);
            for (int i = first; i < std::min(first + 5, cells); ++i) {
                const Rect cell = column_of(row, i - first, 5, 8);
                const bool lit = i < static_cast<int>(group.neighbours.size());
                const bool dark = !is_running(group.state);
                const bool next = open && i == static_cast<int>(group.neighbours.size());
                const auto& who =
                    lit ? group.neighbours[static_cast<std::size_t>(i)] : api::NeighbourView{};
                named_window_at(
                    ui, Id("window", static_cast<std::uint64_t>(i)), cell,
                    dark ? WindowState::off
                         : (lit ? WindowState::lit : (next ? WindowState::next : WindowState::off)),
                    lit ? std::string_view(who.nickname) : std::string_view(),
                    lit ? std::string_view(
                              format(face.words.common.building, {who.building_number}))
                        : std::string_view(next ? words.waiting_you : words.free_window));
            }
            ui.space(8);
        }
    } else {
        windows_at(ui, {"windows"}, ui.take(windows_height(group.target_households)),
                   {.target = group.target_households, .lit = group.households});
        ui.space(8);
    }
    ui.space(8);
    const std::string progress = progress_words(face, group);
    const bool open = group.state == GroupState::open;
    Slicer numbers(ui.take(44));
    if (open) {
        const std::int64_t left = group.cutoff_at - face.now;
        const std::string count = countdown(ui, std::max<std::int64_t>(left, 0)).text;
        label_at(ui, numbers.right(text_width(ui, TextStyle::title, count, Digits::tabular) + 2, 8),
                 TextStyle::title, theme.on_dusk, count, Align::right, Digits::tabular);
    }
    label_at(ui, numbers.rest(), open ? TextStyle::big : TextStyle::head, theme.dusk_amber,
             progress);
    Slicer below(ui.take(20));
    const std::string cutoff = format(words.cutoff_at, {moment_words(face, group.cutoff_at)});
    label_at(ui, below.right(text_width(ui, TextStyle::note, cutoff) + 2, 8), TextStyle::note,
             theme.on_dusk2, cutoff, Align::right);
    label_at(ui, below.rest(), TextStyle::note, theme.on_dusk2,
             format(words.have_of, {group.households, group.target_households}));
}

void price_card(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const Card card(ui);
    label_at(ui, ui.take(20), TextStyle::label, theme.ink2, words.group_price);
    Slicer row(ui.take(46));
    const auto saved = subtract(group.single_price, group.price);
    const bool saves = saved && !saved->is_negative() && !saved->is_zero();
    if (saves) {
        const Rect right = row.right(150, 8);
        const std::string single = yuan(group.single_price);
        const float single_wide = text_width(ui, TextStyle::note, single);
        const Rect top{right.x, right.y - 8, right.w, 22};
        label_at(ui, top, TextStyle::note, theme.ink3, single, Align::right);
        strike(ui, {top.right() - single_wide, top.y + 2}, single_wide, TextStyle::note,
               theme.ink3);
        label_at(ui, {top.x, top.y, top.w - single_wide - 6, top.h}, TextStyle::note, theme.ink3,
                 words.bought_singly, Align::right);
        const std::string saving = format(words.saves, {yuan(*saved)});
        badge_at(ui, {right.right() - badge_width(ui, saving), right.y + 30}, Tone::leaf, saving);
    }
    price_at(ui, row.rest(), {.fen = group.price.fen(), .size = PriceSize::large});
}

void contents_card(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const Card card(ui);
    section_title(ui, words.contents,
                  format(words.contents_note, {group.contents.size(), group.serves}));
    ui.space(10);
    constexpr TileTone tones[] = {TileTone::meat, TileTone::leaf, TileTone::earth, TileTone::egg};
    for (std::size_t first = 0; first < group.contents.size(); first += 4) {
        const float side = (card.inner().w - 30) / 4;
        const Rect row = ui.take(side + 46);
        for (std::size_t i = first; i < std::min(first + 4, group.contents.size()); ++i) {
            const api::GroupContentView& content = group.contents[i];
            const Rect cell = column_of(row, static_cast<int>(i - first), 4, 10);
            const api::ItemView* item = face.state.item(content.item);
            goods_tile(face, {cell.x, cell.y, cell.w, cell.w}, content.picture,
                       item != nullptr ? tone_of(item->category) : tones[i % 4]);
            label_at(ui, {cell.x, cell.y + cell.w + 5, cell.w, 20}, TextStyle::label, theme.ink,
                     content.name);
            label_at(ui, {cell.x, cell.y + cell.w + 25, cell.w, 16}, TextStyle::note, theme.ink3,
                     content.amount);
        }
        ui.space(6);
    }
}

void rule_row(const Face& face, Icon which, std::string_view title, std::string_view note,
              bool last) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const float wide = ui.column().w - 48;
    const float height = std::max(36.f, text_height(ui, TextStyle::name, title, wide) +
                                            text_height(ui, TextStyle::note, note, wide));
    const Rect row = ui.take(height);
    fill(ui, {row.x, row.y, 36, 36}, theme.leaf_tint, Metrics::badge_radius);
    icon(ui, which, {row.x + 18, row.y + 18}, 22, theme.leaf_ink);
    {
        const Column column(ui, {row.x + 48, row.y, wide, height});
        paragraph(ui, TextStyle::name, theme.ink, title);
        paragraph(ui, TextStyle::note, theme.ink2, note);
    }
    ui.space(12);
    if (!last) {
        separator(ui);
        ui.space(12);
    }
}

void rules_card(const Face& face, const api::GroupView& group) {
    const auto& words = face.words.resident;
    const std::string before = clock_words(face, group.deliver_before);
    const Card card(face.ui);
    heading(face.ui, TextStyle::head, words.how);
    face.ui.space(10);
    rule_row(face, Icon::home, words.how_1, words.how_1_note, false);
    rule_row(face, Icon::check, format(words.how_2, {group.target_households}),
             format(words.how_2_note, {group.target_households, before}), false);
    rule_row(face, Icon::wallet, words.how_3,
             format(words.how_3_note, {clock_words(face, group.cutoff_at)}), true);
}

void share_card(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const Card card(ui);
    heading(ui, TextStyle::head, words.call);
    paragraph(ui, TextStyle::note, face.theme().ink2, words.call_note);
    ui.space(12);
    const Rect row = ui.take(48);
    if (button_at(ui, {"poster"}, column_of(row, 0, 2, 12),
                  {.kind = ButtonKind::secondary,
                   .label = words.poster,
                   .icon = icon_of(Icon::poster)})) {
        ui.memory({"poster_open"}) = 1;
    }
    if (button_at(ui, {"copy"}, column_of(row, 1, 2, 12),
                  {.kind = ButtonKind::secondary,
                   .label = words.copy_text,
                   .icon = icon_of(Icon::copy)})) {
        copy_share_text(face, group);
    }
}

void leave_sheet(const Face& face, const api::GroupView& group, bool& open) {
    const auto& words = face.words.resident;
    if (Sheet sheet(face.ui, {"leave_sheet"}, words.leave_ask, open); sheet) {
        paragraph(face.ui, TextStyle::body, face.theme().ink2,
                  format(words.leave_note, {yuan(group.price)}));
        face.ui.space(16);
        if (button(face.ui, {"leave_sure"}, {.kind = ButtonKind::danger, .label = words.leave})) {
            face.send(model::Leave{group.group});
            open = false;
        }
        face.ui.space(8);
        if (button(face.ui, {"stay"}, {.kind = ButtonKind::outline, .label = words.stay})) {
            open = false;
        }
    }
}

void foot(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const std::uint64_t id = group.group.value;
    const Foot bar(ui, 48);
    const Error* refused = face.state.refusal(api::JoinGroup::name, id);
    if (may_join(face, group)) {
        const std::string label = face.state.me ? format(words.join, {yuan(group.price)})
                                                : std::string(words.sign_in_to_join);
        const ButtonSpec spec{.kind = ButtonKind::join,
                              .label = label,
                              .waiting = face.state.is_pending(api::JoinGroup::name, id),
                              .disabled = !face.state.me || !face.state.me->address};
        if (button_at(ui, {"join"}, bar.rect(), spec)) face.send(model::Join{group.group});
    } else {
        std::string label = group_state_words(face, group);
        if (face.state.has_joined(group.group) && group.state == GroupState::open) {
            label = format(words.joined_waiting, {missing(group)});
        }
        if (label.empty()) label = words.failed_plain;
        const bool leavable = face.state.has_joined(group.group) && group.state == GroupState::open;
        Slicer row(bar.rect());
        if (leavable &&
            text_link_at(ui, {"leave"}, row.right(96, 8), words.leave, Icon::right, Align::right)) {
            ui.memory({"leaving"}) = 1;
        }
        label_at(ui, row.rest(), TextStyle::name, face.theme().ink, label);
    }
    if (refused != nullptr) ui.memory({"join_refused"}) = 1;
}

void sheets(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    bool leaving = ui.memory({"leaving"}) > 0;
    leave_sheet(face, group, leaving);
    ui.memory({"leaving"}) = leaving ? 1.f : 0.f;
    bool poster = ui.memory({"poster_open"}) > 0;
    poster_sheet(face, group, poster);
    ui.memory({"poster_open"}) = poster ? 1.f : 0.f;
}

}  // namespace

void draw_group(const Face& face) {
    Ui& ui = face.ui;
    const GroupId id{face.state.route.id};
    const api::GroupView* group = face.state.group(id);
    {
        const Page page(ui, {.panes = true});
        notices(face);
        if (top_bar(ui, {.title = face.words.resident.group_title}) == BarAction::back) {
            face.send(model::GoBack{});
        }
        const auto remote = face.state.groups.find(id.value);
        const Error* error = remote != face.state.groups.end() && remote->second.error
                                 ? &*remote->second.error
                                 : nullptr;
        if (!loaded_parts(face, group != nullptr, error)) return;
        Panes panes(ui);
        windows_card(face, *group);
        ui.space(Metrics::card_gap);
        if (const Error* refused = face.state.refusal(api::JoinGroup::name, id.value)) {
            banner(ui, {"refused"},
                   {.tone = Tone::tomato,
                    .icon = icon_of(Icon::alert),
                    .text = refusal_words(face, *refused),
                    .alert = true});
            ui.space(Metrics::card_gap);
        }
        const std::string honest =
            group->state == GroupState::open
                ? format(face.words.resident.honest,
                         {group->target_households, clock_words(face, group->cutoff_at)})
                : group_state_words(face, *group);
        banner(ui, {"honest"},
               {.tone = is_running(group->state) ? Tone::lamp : Tone::sunk,
                .icon = icon_of(Icon::shield),
                .text = {},
                .strong = honest});
        ui.space(Metrics::card_gap);
        price_card(face, *group);
        ui.space(Metrics::card_gap);
        panes.next();
        contents_card(face, *group);
        ui.space(Metrics::card_gap);
        rules_card(face, *group);
        ui.space(Metrics::card_gap);
        share_card(face, *group);
    }
    foot(face, *group);
    sheets(face, *group);
}

void draw_groups(const Face& face) {
    Ui& ui = face.ui;
    {
        const Page page(ui);
        notices(face);
        ui.space(16);
        heading(ui, TextStyle::title, face.words.resident.groups_title, 1);
        ui.space(12);
        if (loaded(face, face.state.home)) {
            bool any = false;
            for (const api::GroupView& group : face.state.home.value->groups) {
                any = true;
                group_card(face, group);
                ui.space(Metrics::card_gap);
            }
            if (!any &&
                empty_state(ui, {"no_groups"}, face.words.resident.groups_none_title,
                            face.words.resident.groups_none_hint, face.words.resident.to_list)) {
                face.open(model::Page::home);
            }
        }
    }
    resident_tabs(face, model::Page::groups);
}

}  // namespace louxia::screens
