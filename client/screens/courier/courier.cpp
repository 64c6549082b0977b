#include <algorithm>
#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/courier/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr float map_height = 208;
constexpr float map_shown = 188;  // the next stop's card lies over the rest

/// A stop that waits at the hub has to be taken before anything is driven to.
bool at_hub(const api::StopView& stop) {
    return stop.state < OrderState::out;
}

std::string distance_words(const Face& face, std::int32_t metres) {
    const auto& words = face.words.staff;
    if (metres < 1000) return format(words.metres, {metres});
    return format(words.kilometres, {metres / 1000, metres % 1000 / 100});
}

std::string minutes_words(const Face& face, Instant due) {
    const std::int64_t left = due - face.now;
    if (left <= 0) return format(face.words.staff.late_minutes, {-left / minute_ms});
    return format(face.words.staff.minutes_left, {countdown(face.ui, left, false).text});
}

void chips(const Face& face, const api::RunView& run, const Rect& view) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    float y = view.y + ui.platform().viewport().safe_top + 12;
    float taken = view.x + 12;
    std::int32_t metres = 0;
    for (const api::StopView& stop : run.stops)
        metres += stop.distance_m;
    if (!run.stops.empty()) {
        const std::string count = format(words.run_stops, {run.stops.size()});
        const std::string far = "  " + distance_words(face, metres);
        const std::array<Piece, 2> pieces{Piece{count, TextStyle::label_bold, theme.ink2},
                                          Piece{far, TextStyle::label, theme.ink2}};
        chip_at(ui, {}, {view.x + 12, y}, pieces);
        taken += chip_width(ui, pieces) + 8;
    }
    const std::string state = shift_words(face, run);
    const std::array<Piece, 2> shift{Piece{"     ", TextStyle::label_bold, theme.ink2},
                                     Piece{state, TextStyle::label_bold, theme.ink2}};
    const float wide = chip_width(ui, shift);
    if (view.right() - 12 - wide < taken) y += 44;
    const Vec2 at{view.right() - 12 - wide, y};
    if (chip_at(ui, {"shift"}, at, shift)) open_sheet(face, {"shift_sheet"});
    circle(ui, {at.x + 18, at.y + 18}, 5, run.on_shift ? theme.lamp : theme.edge);
}

void number_dot(const Face& face, Vec2 centre, std::size_t number, bool next) {
    const Theme& theme = face.theme();
    circle(face.ui, centre, 16, next ? light_theme().ink : theme.sunk);
    draw_label(face.ui, {centre.x - 16, centre.y - 12, 32, 24}, TextStyle::body_bold,
               next ? light_theme().lamp_glow : theme.ink2, std::to_string(number), Align::centre);
}

void next_head(const Face& face, const api::StopView& stop) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    Slicer row(ui.take(32));
    number_dot(face, row.left(32, 8).centre(), 1, true);
    const std::string minutes = minutes_words(face, stop.due_at);
    const bool late = stop.due_at <= face.now;
    const Rect end = row.right(badge_width(ui, minutes), 6);
    badge_at(ui, {end.x, end.mid_y()}, late ? Tone::tomato : Tone::lamp, minutes);
    const std::string before = format(words.before, {clock_words(face, stop.due_at)});
    label_at(ui, row.right(text_width(ui, TextStyle::label, before) + 2, 6), TextStyle::label,
             theme.ink2, before, Align::right);
    label_at(ui, row.rest(), TextStyle::label, theme.ink2,
             at_hub(stop) ? format(words.take_at, {stop.hub_name})
                          : words.next_stop + (" · " + distance_words(face, stop.distance_m)));
}

void contact_buttons(const Face& face, const api::StopView& stop, Slicer& row) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    const Rect nav = row.right(52, 8);
    if (icon_button(ui, {"nav"}, nav.centre(), Icon::nav, words.navigate, theme.leaf_tint,
                    theme.leaf_ink, 52)) {
        // The plan has no degrees: a map app finds the address by its words.
        const std::string community =
            face.state.home.value ? face.state.home.value->community.name : std::string();
        ui.platform().open_url("geo:0,0?q=" + community + address_words(face, stop.address));
    }
    if (stop.phone.empty()) return;
    const Rect phone = row.right(52, 8);
    if (icon_button(ui, {"phone"}, phone.centre(), Icon::phone, words.call, theme.leaf_tint,
                    theme.leaf_ink, 52)) {
        ui.platform().open_url("tel:" + stop.phone);
    }
}

/// What the courier can say when it does not go as it should: to the leader, or to whoever is next.
void trouble(const Face& face, const api::StopView& stop) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    ui.space(12);
    if (stop.reported) {
        banner(ui, {"reported"},
               {.tone = Tone::lamp, .icon = icon_of(Icon::alert), .text = words.reported});
        ui.space(8);
    }
    const bool waiting = face.state.is_pending(api::ReportProblem::name, stop.order.value);
    const bool open = face.state.in_trouble == stop.order;
    if (button(ui, {"trouble"},
               {.kind = ButtonKind::secondary,
                .size = ButtonSize::medium,
                .label = words.trouble,
                .icon = icon_of(Icon::alert),
                .waiting = waiting})) {
        face.send(model::ShowTrouble{open ? OrderId{} : stop.order});
    }
    if (!open) return;
    using Step = api::CourierStep::Step;
    for (const auto& [kind, word] : EnumWords<ProblemKind>::table) {
        const bool at_door = kind == ProblemKind::nobody_home;
        const bool here = kind == ProblemKind::item_missing;
        if (at_hub(stop) ? at_door : here) continue;
        ui.space(8);
        const auto index = static_cast<std::size_t>(kind);
        if (button(ui, {"problem", word},
                   {.kind = ButtonKind::outline,
                    .size = ButtonSize::medium,
                    .label = words.problems[index - 1]})) {
            face.send(model::Report{stop.order, kind});
        }
    }
    ui.space(8);
    const bool out = !at_hub(stop);
    if (button(ui, {"give_up"},
               {.kind = ButtonKind::danger,
                .size = ButtonSize::medium,
                .label = out ? words.bring_back : words.decline})) {
        face.send(model::Step{stop.order, out ? Step::bring_back : Step::decline});
    }
}

void next_card(const Face& face, const api::StopView& stop) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    const Card card(ui, CardSpec{.lift = Lift::floating});
    next_head(face, stop);
    ui.space(10);
    const std::string address = address_words(face, stop.address);
    const TextStyle size = text_width(ui, TextStyle::hero, address) <= ui.column().w
                               ? TextStyle::hero
                               : TextStyle::big;
    heading_at(ui, ui.take(52), size, theme.ink, address, 1);
    ui.space(4);
    Slicer row(ui.take(52));
    contact_buttons(face, stop, row);
    const Rect text = row.rest();
    label_at(ui, {text.x, text.y + 2, text.w, 22}, TextStyle::body, theme.ink,
             format(words.who, {stop.household_name, stop.phone_last4}));
    std::string goods = format(face.words.common.pieces, {stop.pieces}) + " · ";
    if (stop.chilled > 0) goods += format(words.chilled, {stop.chilled}) + " · ";
    goods += std::string(words.bag) + " ";
    const std::string bag = order_number_text(stop.number);
    const std::array<Piece, 2> pieces{Piece{goods, TextStyle::body, theme.ink2},
                                      Piece{bag, TextStyle::body_bold, theme.ink}};
    pieces_at(ui, {text.x, text.y + 26, text.w, 22}, pieces);
    if (!stop.note.empty()) {
        ui.space(12);
        banner(ui, {"stop_note"},
               {.tone = Tone::sunk, .icon = icon_of(Icon::chat), .text = stop.note});
    }
    if (!stop.to_collect.is_zero()) {
        ui.space(8);
        const std::string collect = format(words.to_collect, {yuan(stop.to_collect)});
        banner(ui, {"stop_cash"},
               {.tone = Tone::lamp, .icon = icon_of(Icon::wallet), .text = collect});
    }
    step_news(face, stop);
    trouble(face, stop);
}

void later_stops(const Face& face, const api::RunView& run) {
    if (run.stops.size() < 2) return;
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    const Card card(ui);
    for (std::size_t i = 1; i < run.stops.size(); ++i) {
        const api::StopView& stop = run.stops[i];
        const Rect row = ui.take(66);
        Slicer cut(row);
        const Rect dot = cut.left(32, 12);
        if (i + 1 < run.stops.size()) {
            fill(ui, ui.snap(Rect{dot.mid_x() - 1, row.y + 42, 2, 24}), theme.line);
        }
        number_dot(face, {dot.mid_x(), row.y + 23}, i + 1, false);
        const std::string before = format(words.before, {clock_words(face, stop.due_at)});
        const std::string minutes = minutes_words(face, stop.due_at);
        const Rect end = cut.right(std::max(text_width(ui, TextStyle::name, before),
                                            text_width(ui, TextStyle::note, minutes)) +
                                       2,
                                   8);
        label_at(ui, {end.x, end.y + 4, end.w, 24}, TextStyle::name, theme.ink, before,
                 Align::right);
        label_at(ui, {end.x, end.y + 28, end.w, 18}, TextStyle::note,
                 stop.due_at <= face.now ? theme.tomato : theme.ink3, minutes, Align::right);
        const Rect text = cut.rest();
        label_at(ui, {text.x, text.y + 4, text.w, 24}, TextStyle::name, theme.ink,
                 address_words(face, stop.address));
        const std::string what = stop.to_collect.is_zero()
                                     ? format(words.who, {stop.household_name, stop.phone_last4})
                                     : format(words.to_collect, {yuan(stop.to_collect)});
        label_at(ui, {text.x, text.y + 28, text.w, 18}, TextStyle::note, theme.ink3,
                 format(face.words.common.pieces, {stop.pieces}) + " · " + what);
        step_news(face, stop);
    }
}

void take_all(const Face& face, const api::RunView& run) {
    for (const api::StopView& stop : run.stops) {
        if (stop.state == OrderState::packed && stop.hub_name == run.stops[0].hub_name) {
            face.send(model::Step{stop.order, api::CourierStep::Step::take});
        }
    }
}

/// A kept step counts as done.
bool on_its_way(const Face& face, const api::StopView& stop, api::CourierStep::Step step) {
    const model::Pending* sent = face.state.pending_step(stop.order, step);
    return sent != nullptr && !sent->kept;
}

/// One solid button at a time: take, then arrived, then handed over.
void foot(const Face& face, const api::RunView& run) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    const api::StopView& stop = run.stops[0];
    using Step = api::CourierStep::Step;
    const Foot bar(ui, 72);
    if (at_hub(stop)) {
        const auto bags = std::count_if(run.stops.begin(), run.stops.end(), [&](const auto& s) {
            return s.state == OrderState::packed && s.hub_name == stop.hub_name;
        });
        const bool packed = stop.state == OrderState::packed;
        const std::string label =
            packed ? format(words.take, {bags}) : std::string(words.still_packing);
        if (button_at(ui, {"take"}, bar.rect(),
                      {.size = ButtonSize::giant,
                       .label = label,
                       .icon = icon_of(Icon::box),
                       .waiting = on_its_way(face, stop, Step::take),
                       .disabled = !packed})) {
            take_all(face, run);
        }
        return;
    }
    Slicer row(bar.rect());
    const float wide = bar.rect().w;
    const Rect deliver = stop.arrived ? row.right(wide * 0.6f, 12) : row.right(wide * 0.4f, 12);
    const std::string cash = stop.to_collect.is_zero()
                                 ? std::string(words.hand_over)
                                 : format(words.collect_and_hand_over, {yuan(stop.to_collect)});
    if (button_at(ui, {"deliver"}, deliver,
                  {.kind = stop.arrived ? ButtonKind::primary : ButtonKind::secondary,
                   .size = ButtonSize::giant,
                   .label = cash,
                   .icon = icon_of(Icon::check),
                   .waiting = on_its_way(face, stop, Step::deliver)})) {
        face.send(model::HandOver{stop.order});
    }
    if (button_at(ui, {"arrive"}, row.rest(),
                  {.size = ButtonSize::giant,
                   .label = words.arrived,
                   .icon = icon_of(Icon::pin),
                   .waiting = on_its_way(face, stop, Step::arrive),
                   .disabled = stop.arrived})) {
        face.send(model::Step{stop.order, Step::arrive});
    }
}

void nothing_to_do(const Face& face, const api::RunView& run) {
    const auto& words = face.words.staff;
    const bool on = run.on_shift;
    const std::string name = format(words.hello_courier, {run.courier_name});
    if (empty_state(face.ui, {"no_run"}, on ? std::string_view(words.no_stops) : name,
                    on ? words.no_stops_hint : words.off_shift_hint,
                    on ? std::string_view() : words.start_shift)) {
        open_sheet(face, {"shift_sheet"});
    }
}

void day_line(const Face& face, const api::RunView& run) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    ui.space(16);
    Slicer row(ui.take(44));
    const Rect me = row.right(44, 8);
    if (icon_button(ui, {"me"}, me.centre(), Icon::me, face.words.leader.to_me)) {
        face.open(model::Page::me);
    }
    label_at(ui, row.rest().inset(8, 0), TextStyle::label, face.theme().ink2,
             format(words.courier_day, {run.done_today, run.on_time_today}));
}

}  // namespace

void draw_courier(const Face& face) {
    const bool drives = face.state.me && face.state.me->role == louxia::Role::courier;
    if (face.state.me_known && !drives) return draw_sign_in_needed(face);
    Ui& ui = face.ui;
    const std::optional<api::RunView> kept = face.state.run_as_kept();
    const auto& shown = kept ? kept : face.state.run.value;
    const bool has_stops = shown && !shown->stops.empty();
    {
        const Page page(ui, PageSpec{.margin = 12});
        notices(face);
        if (!loaded(face, face.state.run)) return;
        const api::RunView& run = *shown;
        watch_position(face, run.on_shift);
        const float outer = std::min(ui.width(), Metrics::content_max);
        const Rect view{(ui.width() - outer) / 2, ui.cursor(), outer, map_height};
        run_map(face, run, view);
        chips(face, run, view);
        ui.space(map_shown);
        const Error* refusal = face.state.refusal(api::SetShift::name);
        if (refusal != nullptr) {
            banner(ui, {"shift_refused"},
                   {.tone = Tone::tomato,
                    .icon = icon_of(Icon::alert),
                    .text = refusal->code == ErrorCode::wrong_state
                                ? std::string_view(face.words.staff.still_aboard)
                                : refusal_words(face, *refusal),
                    .alert = true});
            ui.space(12);
        }
        if (kept) {
            banner(ui, {"kept"},
                   {.tone = Tone::lamp,
                    .icon = icon_of(Icon::clock),
                    .text = face.words.staff.steps_kept});
            ui.space(12);
        }
        if (has_stops) {
            next_card(face, run.stops[0]);
            ui.space(Metrics::card_gap);
            later_stops(face, run);
        } else {
            ui.space(map_height - map_shown);
            nothing_to_do(face, run);
        }
        day_line(face, run);
    }
    if (has_stops) foot(face, *shown);
    hand_over_sheet(face, *shown);
    shift_sheet(face, *shown);
}

}  // namespace louxia::screens
