#include <algorithm>

#include "client/screens/leader/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

/// What one choice would give back: a line, or all that is left behind the last line.
Money left_of(const api::OrderView& order, std::size_t choice) {
    if (choice < order.lines.size()) {
        return order.lines[choice].left();
    }
    return order.left();
}

/// Where a line has nothing left to give back, the choice begins behind it.
std::size_t first_refundable(const api::OrderView& order) {
    std::size_t line = 0;
    while (line < order.lines.size() && left_of(order, line) <= Money{})
        ++line;
    return line;
}

/// One of several under `id`; returns the one that is chosen. Beside each stands its amount, if
/// any; one without a name is no choice.
std::size_t choose(const Face& face, std::string_view id, const std::vector<std::string>& names,
                   const std::vector<std::string>& amounts = {}) {
    float& kept = face.ui.memory(Id(id));
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) continue;
        const bool on = static_cast<std::size_t>(kept) == i;
        const std::string_view amount = i < amounts.size() ? amounts[i] : std::string_view();
        if (radio_row(face.ui, Id(id, i), on, names[i], {}, amount)) kept = static_cast<float>(i);
    }
    return static_cast<std::size_t>(kept);
}

void refund_form(const Face& face, const api::OrderView& order, bool& open) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const std::uint64_t id = order.order.value;
    if (was_done(face, {"refund_sent"}, api::RefundOrder::name, id)) open = false;
    const std::size_t lines = order.lines.size();
    std::vector<std::string> names;
    std::vector<std::string> amounts;
    for (std::size_t i = 0; i <= lines; ++i) {
        const bool gone = i < lines && left_of(order, i) <= Money{};
        names.push_back(gone        ? std::string()
                        : i < lines ? order.lines[i].name
                                    : std::string(words.refund_whole));
        amounts.push_back(yuan(left_of(order, i)));
    }
    const std::size_t line = choose(face, "refund_line", names, amounts);
    ui.space(12);
    heading(ui, TextStyle::head, words.refund_why);
    // Recalled is told of the item, not of an order.
    constexpr RefundReason reasons[] = {RefundReason::spoiled, RefundReason::missing,
                                        RefundReason::wrong, RefundReason::late,
                                        RefundReason::other};
    names.clear();
    for (const RefundReason reason : reasons)
        names.emplace_back(face.words.common.refund_reasons[static_cast<std::size_t>(reason) - 1]);
    const std::size_t why = choose(face, "refund_reason", names);
    std::size_t way = 0;
    if (order.payment == Payment::on_handover) {
        ui.space(12);
        way = choose(face, "refund_way", {words.refund_to_wallet, words.refund_in_cash});
    }
    const Money amount = left_of(order, line);
    ui.space(16);
    refusal_banner(face, {"refund_refused"}, face.state.refusal(api::RefundOrder::name, id));
    const std::string label = amount > Money{} ? format(words.refund_now, {yuan(amount)})
                                               : std::string(words.refunded_all);
    if (button(ui, {"refund_now"},
               {.kind = ButtonKind::danger,
                .label = label,
                .waiting = face.state.is_pending(api::RefundOrder::name, id),
                .disabled = amount <= Money{}})) {
        face.send(model::RefundNow{{order.order,
                                    line < lines ? static_cast<std::int32_t>(line) : whole_order,
                                    reasons[why], static_cast<RefundWay>(way + 1)}});
        ui.memory({"refund_sent"}) = 1;
    }
}

}  // namespace

void delivered_card(const Face& face, const std::vector<api::OrderView>& delivered) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    {
        const Card card(ui);
        heading(ui, TextStyle::head, words.delivered_title);
        if (delivered.empty()) paragraph(ui, TextStyle::note, theme.ink3, words.nothing_delivered);
        for (const api::OrderView& order : delivered) {
            const std::string name =
                order_number_words(order.number) + " · " + address_words(face, order.address);
            const Rect row = ui.take(52);
            const std::string title = format(words.refund_title, {name});
            if (tap_area(ui, Id("delivered", order.order.value), row, title, 12)) {
                // By its id: the list may move while the sheet is open.
                ui.field_state({"refund_order"}).value = order.order.text();
                for (const char* id : {"refund_reason", "refund_way", "refund_sent"})
                    ui.memory(id) = 0;
                ui.memory({"refund_line"}) = static_cast<float>(first_refundable(order));
                open_sheet(face, {"refund_sheet"});
            }
            Slicer cut(row);
            draw_label(ui, cut.right(96, 8), TextStyle::name, theme.ink, yuan(order.left()),
                       Align::right);
            const Rect text = cut.rest();
            draw_label(ui, {text.x, text.y + 4, text.w, 24}, TextStyle::body, theme.ink, name);
            std::string note = moment_words(face, order.done_at);
            if (!order.refunded.is_zero())
                note += " · " + format(words.refunded_some, {yuan(order.refunded)});
            draw_label(ui, {text.x, text.y + 28, text.w, 18}, TextStyle::note, theme.ink3, note);
        }
    }
    KeptFlag open(ui, {"refund_sheet"});
    const auto chosen = OrderId::parse(ui.field_state({"refund_order"}).value);
    const auto order =
        std::find_if(delivered.begin(), delivered.end(),
                     [&](const api::OrderView& each) { return each.order == chosen; });
    if (order == delivered.end()) return;
    const std::string title = format(words.refund_title, {order_number_words(order->number)});
    if (Sheet sheet(ui, {"refund_sheet"}, title, open.on); sheet) {
        refund_form(face, *order, open.on);
    }
}

}  // namespace louxia::screens
