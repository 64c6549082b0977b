#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"
#include "client/ui/text/kit.hpp"

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
std::string countdown_line(const Face& face, const api::GroupView& group, float room = 1e6f) {
    const auto& words = face.words.resident;
    const std::int64_t left = group.cutoff_at - face.now;
    if (left <= 0) return format(words.cutoff_at, {clock_words(face, group.cutoff_at)});
    const CountdownText count = countdown(face.ui, left);
    const std::string both =
        format(words.cutoff_left, {clock_words(face, group.cutoff_at), count.text});
    const bool fits = text_width(face.ui, TextStyle::note, both, Digits::tabular) <= room;
    return fits ? both : format(words.time_left, {count.text});
}

/// How many are missing, drawn in the column or, where lines have room beside each other, in
/// `rect`. A reader hears it when it changes, and the last minutes at ten, five and one; never each
/// second.
void progress_line(const Face& face, const api::GroupView& group, Rect rect, TextStyle style) {
    Ui& ui = face.ui;
    const std::string progress = progress_words(face, group);
    const Color amber = face.theme().dusk_amber;
    if (ui.narrow()) {
        rect = ui.take(std::max(rect.h, text_height(ui, style, progress, ui.column().w)));
        draw_wrapped(ui, rect, style, amber, progress);
    } else {
        draw_fitted(ui, rect, style, amber, progress);
    }
    Node node;
    node.id = Id("progress", group.group.value);
    node.role = ui::Role::status;
    node.name = progress;
    node.rect = rect;
    const std::int64_t left = group.cutoff_at - face.now;
    int within = 0;
    if (group.state == GroupState::open && left > 0) {
        for (const int minutes : {10, 5, 1}) {
            const std::int64_t mark = minutes * minute_ms;
            if (left > mark) {
                ui.wake_in(static_cast<double>(left - mark));
                break;
            }
            within = minutes;
        }
    }
    if (within > 0) {
        node.name +=
            " · " + format(face.words.resident.cutoff_left, {clock_words(face, group.cutoff_at),
                                                             format(ui.text().minutes, {within})});
    }
    ui.node(std::move(node));
}

/// The first tap shows what it is; joining holds money and is done on its own page.
void join_button(const Face& face, const api::GroupView& group, const Rect& rect,
                 const ButtonSpec& spec) {
    if (button_at(face.ui, Id("join", group.group.value), rect, spec)) {
        face.open(model::Page::group, group.group.value);
    }
}

/// How many are missing and for how long, and the button or what became of it: side by side, or one
/// below the other for large text.
void card_foot(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const bool narrow = ui.narrow();
    const bool open = group.state == GroupState::open;
    const TextStyle style = open ? TextStyle::title : TextStyle::name;
    const std::string label = format(words.join, {short_yuan(group.price)});
    const ButtonSpec spec{
        .kind = ButtonKind::join,
        .size = ButtonSize::medium,
        .label = label,
        .waiting = face.state.is_pending(api::JoinGroup::name, group.group.value)};
    const bool joined = face.state.has_joined(group.group);
    Slicer foot(narrow ? Rect{} : ui.take(54));
    if (narrow) {
        progress_line(face, group, {0, 0, 0, 32}, style);
        if (open) line_of(ui, 20, TextStyle::note, theme.on_dusk2, countdown_line(face, group));
        ui.space(8);
    }
    if (may_join(face, group)) {
        const Rect place = narrow ? ui.take(44) : foot.right(button_width(ui, spec), 12);
        join_button(face, group, place.centred(place.w, 44), spec);
    } else if (joined) {
        const float wide = badge_width(ui, words.joined, icon_of(Icon::check));
        const Rect place = narrow ? ui.take(24) : foot.right(wide, 12);
        badge_at(ui, {place.x, place.mid_y()}, Tone::leaf, words.joined, icon_of(Icon::check));
    }
    if (narrow) return;
    const Rect text = foot.rest();
    progress_line(face, group, {text.x, text.y, text.w, 32}, style);
    if (open) {
        label_at(ui, {text.x, text.y + 33, text.w, 20}, TextStyle::note, theme.on_dusk2,
                 countdown_line(face, group, text.w), Align::left, Digits::tabular);
    }
}

}  // namespace

void group_card(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const std::string path = "/g/" + group.group.text();
    const std::uint64_t id = group.group.value;
    const bool narrow = ui.narrow();
    // As high as it was drawn: with large text its lines wrap.
    float& height = ui.memory(Id("card height", id), 196);
    const Rect start{ui.column().x, ui.cursor(), ui.column().w, height};
    {
        const Card card(ui, dusk_spec(theme));
        const Rect inner = card.inner();
        if (tap_area(ui, Id("group", id), start, group.title, Metrics::card_radius, ui::Role::link,
                     path)) {
            face.open(model::Page::group, id);
        }
        const std::string goods =
            format(words.group_line,
                   {group.contents.size(), group.serves, clock_words(face, group.deliver_before)});
        {
            // Beside the picture, where there is room for both.
            if (!narrow) {
                goods_tile_plain(face, {inner.right() - 68, start.y + 10, 64, 64}, group.picture);
            }
            const Rect at{inner.x, ui.cursor(), inner.w - (narrow ? 0.f : 76.f), 0};
            ui.push_column(at);
            line_of(ui, 26, TextStyle::head, theme.on_dusk, group.title, Align::left, 2);
            ui.space(2);
            line_of(ui, 20, TextStyle::note, theme.on_dusk2, goods);
            const float bottom = ui.pop_column();
            ui.space(bottom - at.y);
        }
        ui.space(16);
        const std::string progress = progress_words(face, group);
        windows_at(ui, Id("windows", id), ui.take(windows_height(group.target_households)),
                   {.target = group.target_households,
                    .lit = group.households,
                    .words = progress,
                    .next_frame = group.state == GroupState::open});
        ui.space(12);
        card_foot(face, group);
    }
    height = ui.cursor() - start.y;
}

void goods_tile_plain(const Face& face, const Rect& rect, std::string_view key) {
    picture(face.ui, rect, picture_url(key, rect.w * face.ui.dpr()));
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
    const bool narrow = ui.narrow();
    const std::string leader =
        face.state.home.value ? face.state.home.value->community.leader_name : std::string();
    {
        if (!narrow) {
            goods_tile_plain(face, {inner.right() - 72, ui.cursor() - 4, 72, 72}, group.picture);
        }
        const Rect at{inner.x, ui.cursor(), inner.w - (narrow ? 0.f : 80.f), 0};
        ui.push_column(at);
        line_of(ui, 32, TextStyle::title, theme.on_dusk, group.title, Align::left, 1);
        line_of(ui, 22, TextStyle::label, theme.on_dusk2,
                format(words.group_by, {leader, clock_words(face, group.deliver_before)}));
        const float bottom = ui.pop_column();
        ui.space(bottom - at.y);
    }
    ui.space(24);
    const int cells = std::max(group.target_households, group.households);
    if (cells <= 24) {
        const bool open = group.state == GroupState::open;
        const int abreast = narrow ? 2 : 5;
        for (int first = 0; first < cells; first += abreast) {
            const Rect row = ui.take(72);
            for (int i = first; i < std::min(first + abreast, cells); ++i) {
                const Rect cell = column_of(row, i - first, abreast, 8);
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
    const bool open = group.state == GroupState::open;
    const TextStyle large = open ? TextStyle::big : TextStyle::head;
    const std::string cutoff = format(words.cutoff_at, {moment_words(face, group.cutoff_at)});
    const std::string have = format(words.have_of, {group.households, group.target_households});
    if (narrow) {
        progress_line(face, group, {0, 0, 0, 44}, large);
        line_of(ui, 20, TextStyle::note, theme.on_dusk2, have);
        if (open) line_of(ui, 20, TextStyle::note, theme.on_dusk2, countdown_line(face, group));
        line_of(ui, 20, TextStyle::note, theme.on_dusk2, cutoff);
        return;
    }
    Slicer numbers(ui.take(44));
    if (open) {
        const std::int64_t left = group.cutoff_at - face.now;
        const std::string count = countdown(ui, std::max<std::int64_t>(left, 0)).text;
        label_at(ui, numbers.right(text_width(ui, TextStyle::title, count, Digits::tabular) + 2, 8),
                 TextStyle::title, theme.on_dusk, count, Align::right, Digits::tabular);
    }
    progress_line(face, group, numbers.rest(), large);
    Slicer below(ui.take(20));
    label_at(ui, below.right(text_width(ui, TextStyle::note, cutoff) + 2, 8), TextStyle::note,
             theme.on_dusk2, cutoff, Align::right);
    label_at(ui, below.rest(), TextStyle::note, theme.on_dusk2, have);
}

void price_card(const Face& face, const api::GroupView& group) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const Card card(ui);
    label_at(ui, ui.take(20), TextStyle::label, theme.ink2, words.group_price);
    if (ui.narrow()) {
        price_at(ui, ui.take(46), {.fen = group.price.fen(), .size = PriceSize::large});
        ui.space(8);
    }
    Slicer row(ui.take(46));
    const auto saved = subtract(group.single_price, group.price);
    const bool saves = saved && !saved->is_negative() && !saved->is_zero();
    if (saves) {
        const Rect right = row.right(ui.narrow() ? row.rest().w : 150, 8);
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
    if (ui.narrow()) return;
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
    const std::size_t abreast = ui.narrow() ? 2 : 4;
    for (std::size_t first = 0; first < group.contents.size(); first += abreast) {
        const float count = static_cast<float>(abreast);
        const float side = (card.inner().w - 10 * (count - 1)) / count;
        const Rect row = ui.take(side + 46);
        for (std::size_t i = first; i < std::min(first + abreast, group.contents.size()); ++i) {
            const api::GroupContentView& content = group.contents[i];
            const Rect cell =
                column_of(row, static_cast<int>(i - first), static_cast<int>(abreast), 10);
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
    const ButtonOf buttons[] = {
        {{"poster"},
         {.kind = ButtonKind::secondary, .label = words.poster, .icon = icon_of(Icon::poster)}},
        {{"copy"},
         {.kind = ButtonKind::secondary, .label = words.copy_text, .icon = icon_of(Icon::copy)}}};
    switch (button_row(ui, buttons)) {
        case 0: ui.memory({"poster_open"}) = 1; break;
        case 1: copy_share_text(face, group); break;
        default: break;
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
