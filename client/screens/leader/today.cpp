#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/leader/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

using Today = api::GetLeaderToday::Response;
using Alert = api::GetLeaderToday::Alert;

std::string_view greeting(const Face& face) {
    const std::int32_t hour = face.civil(face.now).minute_of_day / 60;
    const std::size_t part = hour < 11 ? 0 : hour < 13 ? 1 : hour < 18 ? 2 : 3;
    return face.words.leader.greetings[part];
}

void header(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    ui.space(ui.platform().viewport().safe_top + 12);
    Slicer row(ui.take(56));
    const Rect me = row.right(44);
    const Rect home = row.right(44, 4);
    if (icon_button(ui, {"me"}, me.centre(), Icon::me, words.to_me)) face.open(model::Page::me);
    if (icon_button(ui, {"home"}, home.centre(), Icon::home, words.to_home)) {
        face.open(model::Page::home);
    }
    if (!face.state.home.value) return;
    const api::CommunityView& community = face.state.home.value->community;
    Slicer lines(row.rest());
    heading_at(ui, lines.top(34), TextStyle::title, face.theme().ink,
               format(greeting(face), {community.leader_name}), 1);
    const CivilTime now = face.civil(face.now);
    label_at(
        ui, lines.rest(), TextStyle::note, face.theme().ink2,
        community.name + " · " + date_words(face, now.date) + " " + clock_text(now.minute_of_day));
    ui.wake_in(static_cast<double>(minute_ms - face.now.ms % minute_ms));
    ui.space(8);
}

std::string alert_title(const Face& face, const Alert& alert) {
    const std::string number = order_number_text(alert.order_number);
    const std::int64_t minutes = std::max<std::int64_t>(0, (face.now - alert.since) / minute_ms);
    const auto index = static_cast<std::size_t>(alert.kind) - 1;
    return format(face.words.leader.alerts[index], {number, minutes});
}

/// What goes wrong without the leader, the first of it; nothing when all is well.
void alerts(const Face& face, const Today& today) {
    if (today.alerts.empty()) return;
    const auto& words = face.words.leader;
    const Alert& first = today.alerts.front();
    std::string note;
    if (first.order.is_set()) {
        note = format(face.words.common.building, {first.building_number}) + " · " +
               clock_words(face, first.since);
    }
    if (today.alerts.size() > 1) {
        if (!note.empty()) note += " · ";
        note += format(words.more_alerts, {today.alerts.size() - 1});
    }
    if (alert_card(face.ui, {"alert"}, alert_title(face, first), note, words.handle)) {
        face.open(model::Page::leader_picking);
    }
    face.ui.wake_in(static_cast<double>(minute_ms));
    face.ui.space(Metrics::card_gap);
}

/// Refunds that households ask for; they are answered on the server's page of orders.
void open_claims(const Face& face, const Today& today) {
    if (today.open_claims == 0) return;
    const auto& words = face.words.leader;
    if (alert_card(face.ui, {"claims"}, format(words.claims, {today.open_claims}),
                   words.claims_note, words.answer)) {
        face.ui.platform().open_url("/c/" + face.state.community + "/leader/orders");
    }
    face.ui.space(Metrics::card_gap);
}

void turnover_card(const Face& face, const Today& today) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const Card card(ui);
    label_at(ui, ui.take(22), TextStyle::label, theme.ink2, words.turnover);
    price_at(ui, ui.take(48), {.fen = today.turnover.fen(), .size = PriceSize::large});
    ui.space(12);
    const std::string on_time =
        today.done_orders == 0
            ? std::string(words.no_figure)
            : format(words.percent, {100 * today.on_time_orders / today.done_orders});
    const std::array<std::string, 4> figures{std::to_string(today.orders),
                                             std::to_string(today.households), on_time,
                                             std::to_string(today.formed_groups)};
    const Rect row = ui.take(50);
    for (int i = 0; i < 4; ++i) {
        const auto index = static_cast<std::size_t>(i);
        Rect part = column_of(row, i, 4, 0);
        if (i > 0) {
            fill(ui, ui.snap(Rect{part.x, part.y, 1, part.h}), theme.line);
            const float gap = ui.narrow() ? 6.f : 14.f;
            part = {part.x + gap, part.y, part.w - gap, part.h};
        }
        label_at(ui, {part.x, part.y, part.w, 28}, TextStyle::card_title, theme.ink,
                 figures[index]);
        label_at(ui, {part.x, part.y + 30, part.w, 18}, TextStyle::note, theme.ink3,
                 words.figures[index]);
    }
}

/// The day's list as a text for the chat, with numbers to answer by.
std::string chat_text(const Face& face, const api::ListView& list) {
    const auto& words = face.words.leader;
    const api::CommunityView& community = face.state.home.value->community;
    std::string text = format(words.chat_head, {community.name, date_words(face, list.date)});
    std::size_t number = 0;
    for (const api::ItemView& item : list.items) {
        if (item.available.count <= 0) continue;
        text += '\n';
        text += format(words.chat_line,
                       {++number, item.name, yuan(item.price), unit_name(face, item.unit)});
    }
    text += '\n';
    text += format(words.chat_foot, {face.origin() + "/c/" + community.slug});
    return text;
}

void copy_chat(const Face& face) {
    Ui* kit = &face.ui;
    const api::ListView* list = face.state.list();
    if (list == nullptr) {
        kit->toast(face.words.refusals.list_not_published);
        return;
    }
    const std::string copied =
        face.words.common.said[static_cast<std::size_t>(model::Saying::copied)];
    kit->platform().copy_text(chat_text(face, *list), [kit, copied](bool done) {
        if (done) kit->toast(copied, Icon::check);
    });
}

void to_poster(const Face& face, const Today& today) {
    for (const api::GroupView& group : today.groups) {
        if (group.state == GroupState::open) {
            return face.open(model::Page::group, group.group.value);
        }
    }
    face.open(model::Page::leader_groups);
}

void shortcuts(const Face& face, const Today& today) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    constexpr std::array icons{Icon::copy,  Icon::poster, Icon::people, Icon::wallet, Icon::list,
                               Icon::order, Icon::heart,  Icon::phone,  Icon::nav};
    constexpr std::array pages{"accounts", "orders", "coupons", "devices", "fleet"};
    constexpr std::size_t first_page = 4;
    constexpr std::size_t in_a_row = 3;
    const Card card(ui, CardSpec{.padding_x = 8, .padding_y = 6});
    Rect row;
    for (std::size_t index = 0; index < icons.size(); ++index) {
        if (index % in_a_row == 0) row = ui.take(60);
        const Rect part = column_of(row, static_cast<int>(index % in_a_row), in_a_row, 0);
        const bool tapped = tap_area(ui, Id("shortcut", index), part, words.shortcuts[index], 12);
        icon(ui, icons[index], {part.mid_x(), part.y + 20}, 24, theme.leaf_ink);
        draw_label(ui, {part.x, part.y + 36, part.w, 18}, TextStyle::note, theme.ink,
                   words.shortcuts[index], Align::centre);
        if (!tapped) continue;
        switch (index) {
            case 0: copy_chat(face); break;
            case 1: to_poster(face, today); break;
            case 2:
            case 3: face.open(model::Page::leader_households); break;
            default:
                ui.platform().open_url("/c/" + face.state.community + "/leader/" +
                                       pages[index - first_page]);
        }
    }
}

void work_card(const Face& face, const Today& today) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const std::int32_t all = today.to_pick + today.to_hand_over + today.done_orders;
    const Card card(ui);
    Slicer title(ui.take(28));
    if (!today.running.empty()) {
        const std::string first =
            format(words.next_due, {clock_words(face, today.running.front().due_at)});
        label_at(ui, title.right(text_width(ui, TextStyle::note, first) + 2, 8), TextStyle::note,
                 theme.ink3, first, Align::right);
    }
    heading_at(ui, title.rest(), TextStyle::head, theme.ink, words.work);
    const std::array<std::int32_t, 3> counts{today.to_pick, today.to_hand_over, today.done_orders};
    const std::array<Color, 3> colors{theme.leaf, theme.lamp, theme.leaf};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        ui.space(8);
        Slicer row(ui.take(28));
        label_at(ui, row.left(64, 8), TextStyle::body, theme.ink, words.work_rows[i]);
        const std::string count = std::to_string(counts[i]);
        const std::string of = " / " + std::to_string(all);
        const std::array<Piece, 2> pieces{Piece{count, TextStyle::name, theme.ink},
                                          Piece{of, TextStyle::body, theme.ink3}};
        pieces_at(ui, row.right(74, 12), pieces, Align::right);
        const Rect bar = row.rest();
        progress_bar(ui, bar.centred(bar.w, 8),
                     all == 0 ? 0 : static_cast<float>(counts[i]) / static_cast<float>(all),
                     colors[i], words.work_rows[i], count + of);
    }
    ui.space(12);
    const std::string label =
        today.to_pick > 0 ? format(words.go_pick, {today.to_pick}) : std::string(words.go_board);
    if (button(ui, {"pick"},
               {.kind = ButtonKind::secondary,
                .size = ButtonSize::medium,
                .label = label,
                .icon = icon_of(Icon::scale)})) {
        face.open(model::Page::leader_picking);
    }
}

void groups_card(const Face& face, const Today& today) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const Card card(ui);
    if (head_with_link(face, words.open_groups, {"new_group"}, words.new_group, Icon::plus)) {
        start_group_form(face);
        face.open(model::Page::leader_groups);
    }
    ui.space(4);
    std::vector<const api::GroupView*> shown;
    for (const api::GroupView& group : today.groups) {
        if (group.state < GroupState::done) shown.push_back(&group);
    }
    if (shown.empty()) {
        paragraph(ui, TextStyle::note, face.theme().ink3, words.no_groups);
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (leader_group_row(face, *shown[i], i + 1 == shown.size())) {
            face.open(model::Page::group, shown[i]->group.value);
        }
    }
}

void open_list(const Face& face, CivilDate date) {
    model::Route route;
    route.page = model::Page::leader_list;
    route.date = date;
    face.send(model::Open{route});
}

void tomorrow_card(const Face& face, const api::LeaderList& list) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const Card card(ui);
    const bool draft = list.state == ListState::draft && list.publish_at.is_set();
    Slicer title(ui.take(30));
    if (draft) {
        const std::string left = countdown(ui, list.publish_at - face.now).text;
        const std::array<Piece, 2> pieces{Piece{words.still, TextStyle::note, theme.ink3},
                                          Piece{left, TextStyle::head, theme.ink, Digits::tabular}};
        pieces_at(ui, title.right(pieces_width(ui, pieces) + 2, 8), pieces, Align::right);
    }
    heading_at(ui, title.rest(), TextStyle::head, theme.ink, words.tomorrow_list);
    Slicer line(ui.take(20));
    const std::string state = list_state_words(face, list);
    label_at(ui, line.right(text_width(ui, TextStyle::note, state) + 2, 8), TextStyle::note,
             theme.ink3, state, Align::right);
    const std::string filled = format(words.filled, {list.items.size()});
    const std::string missing = " · " + format(words.without_price, {list.without_price});
    const bool lacks = list.without_price > 0;
    const std::array<Piece, 2> pieces{Piece{filled, TextStyle::note, theme.ink3},
                                      Piece{lacks ? std::string_view(missing) : std::string_view(),
                                            TextStyle::note_bold, theme.tomato}};
    pieces_at(ui, line.rest(), pieces);
    ui.space(12);
    const std::string go =
        lacks ? format(words.fill_prices, {list.without_price}) : std::string(words.see_list);
    const ButtonOf buttons[] = {
        {{"import"},
         {.kind = ButtonKind::outline, .size = ButtonSize::medium, .label = words.import_file}},
        {{"tomorrow"}, {.size = ButtonSize::medium, .label = go}}};
    switch (button_row(ui, buttons)) {
        case 0: choose_sheet(face, list.date); break;
        case 1: open_list(face, list.date); break;
        default: break;
    }
}

}  // namespace

void draw_leader_today(const Face& face) {
    Ui& ui = face.ui;
    {
        const Page page(ui, {.panes = true});
        notices(face);
        header(face);
        if (loaded(face, face.state.leader_today)) {
            const Today& today = *face.state.leader_today.value;
            Panes panes(ui);
            alerts(face, today);
            open_claims(face, today);
            turnover_card(face, today);
            ui.space(Metrics::card_gap);
            shortcuts(face, today);
            ui.space(Metrics::card_gap);
            work_card(face, today);
            ui.space(Metrics::card_gap);
            panes.next();
            groups_card(face, today);
            ui.space(Metrics::card_gap);
            tomorrow_card(face, today.tomorrow);
            ui.space(Metrics::card_gap);
            delivered_card(face, today.delivered);
        }
    }
    leader_tabs(face, model::Page::leader_today);
}

}  // namespace louxia::screens
