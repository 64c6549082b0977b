#include <algorithm>
#include <array>

#include "client/screens/shop/parts.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

/// The one next step at the counter; nothing when somebody else has to act.
std::optional<OrderState> next_step(const api::ShopOrder& order) {
    switch (order.state) {
        case OrderState::placed: return OrderState::accepted;
        case OrderState::accepted: return OrderState::picking;
        case OrderState::picking: return OrderState::packed;
        case OrderState::packed:
            if (order.fulfilment == Fulfilment::pickup) return OrderState::ready;
            return std::nullopt;
        case OrderState::ready: return OrderState::done;
        case OrderState::out:
        case OrderState::done:
        case OrderState::cancelled: return std::nullopt;
    }
    return std::nullopt;
}

std::string_view step_words(const Face& face, OrderState to) {
    const auto& words = face.words.staff;
    switch (to) {
        case OrderState::accepted: return words.accept;
        case OrderState::picking: return words.start_picking;
        case OrderState::packed: return words.packed;
        case OrderState::ready: return words.on_shelf;
        case OrderState::done: return words.handed_out;
        case OrderState::placed:
        case OrderState::out:
        case OrderState::cancelled: return {};
    }
    return {};
}

bool may_cancel(const api::ShopOrder& order) {
    return who_may_move(order.state, OrderState::cancelled, order.fulfilment)
        .has(louxia::Role::shop);
}

std::string_view state_badge(const Face& face, const api::ShopOrder& order) {
    if (order.state == OrderState::packed && order.fulfilment == Fulfilment::delivery) {
        return face.words.staff.waits_for_courier;
    }
    return state_words(face, order.state, order.fulfilment);
}

/// Whose bag. The server writes it without words: "3-2-502" for a door, "3 李**" for the counter.
std::string label_words(const Face& face, std::string_view label) {
    const auto& words = face.words.common;
    const auto space = label.find(' ');
    if (space != std::string_view::npos) {
        return format(words.building, {label.substr(0, space)}) + std::string(label.substr(space));
    }
    const auto first = label.find('-');
    const auto second = label.find('-', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) {
        return std::string(label);
    }
    return format(words.address,
                  {label.substr(0, first), label.substr(first + 1, second - first - 1),
                   label.substr(second + 1)});
}

void due_line(const Face& face, const api::ShopOrder& order) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    const std::string_view how =
        order.fulfilment == Fulfilment::delivery ? words.delivery : words.pickup;
    const std::string kind =
        order.group_title.empty() ? std::string(how) : std::string(how) + " · " + order.group_title;
    if (ui.narrow()) line_of(ui, 20, TextStyle::note, theme.ink3, kind);
    Slicer row(ui.take(20));
    const Instant due = order.state == OrderState::ready ? order.collect_before : order.due_at;
    const std::int64_t left = due - face.now;
    const bool late = left <= 0;
    const std::string minutes = late
                                    ? format(words.late_minutes, {-left / minute_ms})
                                    : format(words.minutes_left, {countdown(ui, left, false).text});
    const std::string before = format(words.before, {clock_words(face, due)}) + " · ";
    const std::array<Piece, 2> pieces{Piece{before, TextStyle::note, theme.ink2},
                                      Piece{minutes, TextStyle::note_bold,
                                            late                    ? theme.tomato
                                            : left < 10 * minute_ms ? theme.lamp_ink
                                                                    : theme.ink2}};
    const Rect place = ui.narrow() ? row.rest() : row.right(pieces_width(ui, pieces) + 2, 8);
    pieces_at(ui, place, pieces, ui.narrow() ? Align::left : Align::right);
    if (!ui.narrow()) label_at(ui, row.rest(), TextStyle::note, theme.ink3, kind);
}

/// The order whose id is kept under `id`: by its id, since the board may move while a sheet is
/// open.
std::vector<api::ShopOrder>::const_iterator order_named(const Face& face, const Board& board,
                                                        Id id) {
    const auto chosen = OrderId::parse(face.ui.field_state(id).value);
    return std::find_if(board.orders.begin(), board.orders.end(),
                        [&](const api::ShopOrder& each) { return each.order == chosen; });
}

void start_weighing(const Face& face, const api::ShopOrder& order, std::size_t line_index) {
    Ui& ui = face.ui;
    const api::LineView& line = order.lines[line_index];
    ui.field_state({"weigh_order"}).value = order.order.text();
    ui.memory({"weigh_line"}) = static_cast<float>(line_index);
    ui.memory({"weigh_gone"}) = 1;
    ui.memory({"weigh_sent"}) = 0;
    ui.field_state({"weigh_pieces"}).value =
        std::to_string(line.quantity.count - line.missing.count);
    ui.field_state({"weigh_grams"}).value =
        line.weighed.count > 0 ? std::to_string(line.weighed.count) : std::string();
    open_sheet(face, {"weigh_sheet"});
}

void weigh_form(const Face& face, const api::ShopOrder& order, std::size_t index, KeptFlag& open) {
    Ui& ui = face.ui;
    const std::uint64_t about = order.order.value;
    if (was_done(face, {"weigh_sent"}, api::WeighLine::name, about)) open.on = false;
    const auto& words = face.words.staff;
    const api::LineView& line = order.lines[index];
    const auto number = [&](Id id, const std::string& label, std::int64_t max) {
        std::string text = ui.field_state(id).value;
        FieldSpec spec;
        spec.label = label;
        spec.kind = FieldKind::number;
        spec.max_length = 7;
        field(ui, id, spec, text);
        ui.space(8);
        return text.empty() ? std::optional<std::int64_t>(0) : whole_number(text, max);
    };
    const auto pieces =
        number({"weigh_pieces"}, format(words.in_the_bag, {unit_name(face, line.unit)}),
               line.quantity.count);
    std::optional<std::int64_t> grams = 0;
    if (line.unit == Unit::jin) grams = number({"weigh_grams"}, words.weight, line_grams_max);
    KeptFlag gone(ui, {"weigh_gone"});
    if (pieces && *pieces < line.quantity.count) {
        if (check_row(ui, {"weigh_gone"}, gone.on, words.gone)) gone.on = !gone.on;
        ui.space(8);
    }
    refusal_banner(face, {"weigh_refused"}, face.state.refusal(api::WeighLine::name, about));
    if (button(ui, {"weigh_now"},
               {.label = words.weigh_now,
                .waiting = face.state.is_pending(api::WeighLine::name, about),
                .disabled = !pieces || !grams})) {
        face.send(model::Weigh{
            {order.order, static_cast<std::int32_t>(index), *pieces, *grams, gone.on}});
        ui.memory({"weigh_sent"}) = 1;
    }
}

void weigh_sheet(const Face& face, const Board& board) {
    Ui& ui = face.ui;
    KeptFlag open(ui, {"weigh_sheet"});
    const auto line = static_cast<std::size_t>(ui.memory({"weigh_line"}));
    const auto order = order_named(face, board, {"weigh_order"});
    if (order == board.orders.end() || line >= order->lines.size()) return;
    const std::string title = format(face.words.staff.weigh, {order->lines[line].name});
    if (Sheet sheet(ui, {"weigh_sheet"}, title, open.on); sheet) {
        weigh_form(face, *order, line, open);
    }
}

/// Ticks are the picker's own help on this screen; nothing is sent.
void line_row(const Face& face, const api::ShopOrder& order, std::size_t index) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const api::LineView& line = order.lines[index];
    const bool ticking = order.state == OrderState::picking;
    Slicer whole(ui.take(44));
    if (ticking) {
        const Rect scale = whole.right(44, 4);
        const std::string name = format(face.words.staff.weigh, {line.name});
        if (icon_button(ui, Id("weigh", order.order.value).child("line", index), scale.centre(),
                        Icon::scale, name)) {
            start_weighing(face, order, index);
        }
    }
    const Rect row = whole.rest();
    const Id id = Id("line", order.order.value).child("tick", index);
    KeptFlag ticked(ui, id);
    Slicer cut(row);
    if (ticking) {
        if (ui.tappable(id, row)) ticked.on = !ticked.on;
        Node node;
        node.id = id;
        node.role = ui::Role::checkbox;
        node.name = line.name + " " + quantity_words(face, line.unit, line.quantity);
        node.rect = row;
        node.checked = ticked.on ? 1 : 0;
        ui.node(std::move(node));
        const Rect box = ui.snap(cut.left(24, 12).centred(22, 22));
        if (ticked.on) {
            fill(ui, box, theme.leaf, 6);
            icon(ui, Icon::check, box.centre(), 18, theme.on_leaf, 2.4f);
        } else {
            outline(ui, box, theme.edge, 6, 1.5f);
        }
        ui.focus_ring(id, row.inset(2), 10);
    }
    const std::string count = quantity_words(face, line.unit, line.quantity);
    const Color ink = ticking && ticked.on ? theme.ink3 : theme.ink;
    const Rect end = cut.right(text_width(ui, TextStyle::name, count) + 2, 8);
    if (ticking) {
        draw_label(ui, end, TextStyle::name, ink, count, Align::right);
        draw_label(ui, cut.rest(), TextStyle::body, ink, line.name);
    } else {
        label_at(ui, end, TextStyle::name, ink, count, Align::right);
        label_at(ui, cut.rest(), TextStyle::body, ink, line.name);
    }
    const std::string changed = change_words(face, line);
    if (!changed.empty()) {
        paragraph(ui, TextStyle::note, theme.lamp_ink, changed, 0, Align::left, ticking ? 36 : 0);
        ui.space(8);
    }
}

void step_row(const Face& face, const api::ShopOrder& order) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    const std::uint64_t id = order.order.value;
    const auto step = next_step(order);
    const bool waiting = face.state.is_pending(api::MoveOrder::name, id);
    // The same buttons stand on every card: readers hear whose they are.
    const std::string whose = " · " + order_number_text(order.number);
    const std::string cancel_name = words.cancel + whose;
    Slicer row(ui.take(48));
    if (may_cancel(order)) {
        // On a narrow page it stands below.
        if (ui.narrow()) ui.space(8);
        const Rect place = ui.narrow() ? ui.take(48) : row.right(76, 8);
        if (button_at(ui, Id("cancel", id), place,
                      {.kind = ButtonKind::outline, .label = words.cancel, .name = cancel_name})) {
            ui.field_state({"cancel_order"}).value = order.order.text();
            open_sheet(face, {"cancel_order_ask"});
        }
    }
    if (step) {
        const std::string_view label = step_words(face, *step);
        const std::string name = std::string(label) + whose;
        if (button_at(ui, Id("step", id), row.rest(),
                      {.label = label, .name = name, .waiting = waiting})) {
            face.send(model::Move{order.order, *step});
        }
        return;
    }
    const std::string who = order.courier_name.empty()
                                ? std::string(words.no_courier_yet)
                                : format(words.courier_is, {order.courier_name});
    label_at(ui, row.rest(), TextStyle::body, face.theme().ink2, who);
}

void order_card(const Face& face, const api::ShopOrder& order) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    const Card card(ui);
    Slicer title(ui.take(30));
    const std::string number = order_number_text(order.number);
    const float number_width = text_width(ui, TextStyle::title, number, Digits::tabular) + 2;
    const std::string_view badge = state_badge(face, order);
    const float end_width = badge_width(ui, badge);
    const bool beside = number_width + end_width + 10 <= title.rest().w;
    const Rect end = beside ? title.right(end_width, 8) : ui.take(26);
    badge_at(ui, {end.x, end.mid_y()}, order.state == OrderState::placed ? Tone::lamp : Tone::leaf,
             badge);
    label_at(ui, title.left(number_width, 10), TextStyle::title, theme.leaf_ink, number,
             Align::left, Digits::tabular);
    label_at(ui, ui.narrow() ? ui.take(24) : title.rest(), TextStyle::name, theme.ink,
             label_words(face, order.label));
    ui.space(4);
    due_line(face, order);
    ui.space(4);
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        separator(ui);
        line_row(face, order, i);
    }
    if (!order.note.empty()) {
        ui.space(8);
        banner(ui, Id("note", order.order.value),
               {.tone = Tone::sunk, .icon = icon_of(Icon::chat), .text = order.note});
    }
    if (!order.to_collect.is_zero()) {
        ui.space(8);
        const std::string collect = format(words.to_collect, {yuan(order.to_collect)});
        banner(ui, Id("cash", order.order.value),
               {.tone = Tone::lamp, .icon = icon_of(Icon::wallet), .text = collect});
    }
    ui.space(12);
    step_row(face, order);
    const Error* refusal = face.state.refusal(api::MoveOrder::name, order.order.value);
    if (refusal == nullptr) {
        refusal = face.state.refusal(api::WeighLine::name, order.order.value);
    }
    if (refusal != nullptr) {
        ui.space(8);
        paragraph(ui, TextStyle::note, theme.tomato, refusal_words(face, *refusal));
    }
}

void cancel_ask(const Face& face, const Board& board) {
    const auto& words = face.words.staff;
    const auto order = order_named(face, board, {"cancel_order"});
    if (order == board.orders.end()) return;
    const std::string title = format(words.cancel_ask, {order_number_text(order->number)});
    if (ask_sheet(face, {"cancel_order_ask"},
                  {.title = title,
                   .note = words.cancel_note,
                   .action = words.cancel_now,
                   .kind = ButtonKind::danger})) {
        face.send(model::Move{order->order, OrderState::cancelled});
    }
}

}  // namespace

bool is_to_do(const api::ShopOrder& order) {
    return order.state < OrderState::packed ||
           (order.state == OrderState::packed && order.fulfilment == Fulfilment::pickup);
}

void shop_orders(const Face& face, const Board& board, bool to_do) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    bool any = false;
    for (const api::ShopOrder& order : board.orders) {
        if (is_to_do(order) != to_do) continue;
        any = true;
        order_card(face, order);
        ui.space(Metrics::card_gap);
    }
    if (!any) {
        const std::string done = format(words.done_today, {board.done_today});
        empty_state(ui, {"no_orders"}, to_do ? words.nothing_to_do : words.nothing_waits, done, {});
    }
    cancel_ask(face, board);
    weigh_sheet(face, board);
}

}  // namespace louxia::screens
