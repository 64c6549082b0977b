#include <algorithm>

#include "client/screens/leader/parts.hpp"
#include "shared/api/claim_entry.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

void refund_form(const Face& face, const api::OrderView& order, bool& open) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const std::uint64_t id = order.order.value;
    if (was_done(face, {"refund_sent"}, api::RefundOrder::name, id)) open = false;
    for (const api::ClaimView& claim : order.claims) {
        if (claim.state != ClaimState::open) continue;
        banner(ui, Id("claimed", static_cast<std::uint64_t>(claim.number)),
               {.tone = Tone::lamp,
                .icon = icon_of(Icon::wallet),
                .text = " · " + claim_words(face, order, claim),
                .strong = words.claimed});
        ui.space(8);
    }
    const RefundChoice choice = refund_choice(face, order);
    std::size_t way = 0;
    if (order.payment == Payment::on_handover) {
        ui.space(12);
        way = choose(face, "refund_way", {words.refund_to_wallet, words.refund_in_cash});
    }
    ui.space(16);
    refusal_banner(face, {"refund_refused"}, face.state.refusal(api::RefundOrder::name, id));
    const std::string label = choice.amount > Money{}
                                  ? format(words.refund_now, {yuan(choice.amount)})
                                  : std::string(words.refunded_all);
    if (button(ui, {"refund_now"},
               {.kind = ButtonKind::danger,
                .label = label,
                .waiting = face.state.is_pending(api::RefundOrder::name, id),
                .disabled = choice.amount <= Money{}})) {
        face.send(model::RefundNow{
            {order.order, choice.line, choice.reason, static_cast<RefundWay>(way + 1)}});
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
                order_number_text(order.number) + " · " + address_words(face, order.address);
            std::string note = moment_words(face, order.done_at);
            if (api::open_claim(order) != nullptr) note += " · " + std::string(words.claimed);
            if (!order.refunded.is_zero())
                note += " · " + format(words.refunded_some, {yuan(order.refunded)});
            // At large text the amount stands below, and the rest has as many lines as it needs.
            const bool below = ui.narrow();
            const float wide = ui.column().w - (below ? 0 : 104);
            const float name_lines = below ? text_height(ui, TextStyle::body, name, wide) : 24;
            const float note_lines = below ? text_height(ui, TextStyle::note, note, wide) : 18;
            const Rect row = ui.take(10 + name_lines + note_lines + (below ? 24 : 0));
            const std::string title = format(words.refund_title, {name});
            if (tap_area(ui, Id("delivered", order.order.value), row, title, 12)) {
                // By its id: the list may move while the sheet is open.
                ui.field_state({"refund_order"}).value = order.order.text();
                for (const char* id : {"refund_way", "refund_sent"})
                    ui.memory(id) = 0;
                start_refund_choice(face, order);
                open_sheet(face, {"refund_sheet"});
            }
            Rect amount = row;
            if (below) amount = {row.x, row.bottom() - 30, row.w, 24};
            draw_label(ui, amount, TextStyle::name, theme.ink, yuan(order.left()), Align::right);
            const Rect first{row.x, row.y + 4, wide, name_lines};
            const Rect second{row.x, first.bottom(), wide, note_lines};
            if (below) {
                draw_wrapped(ui, first, TextStyle::body, theme.ink, name);
                draw_wrapped(ui, second, TextStyle::note, theme.ink3, note);
            } else {
                draw_label(ui, first, TextStyle::body, theme.ink, name);
                draw_label(ui, second, TextStyle::note, theme.ink3, note);
            }
        }
    }
    KeptFlag open(ui, {"refund_sheet"});
    const auto chosen = OrderId::parse(ui.field_state({"refund_order"}).value);
    const auto order =
        std::find_if(delivered.begin(), delivered.end(),
                     [&](const api::OrderView& each) { return each.order == chosen; });
    if (order == delivered.end()) return;
    const std::string title = format(words.refund_title, {order_number_text(order->number)});
    if (Sheet sheet(ui, {"refund_sheet"}, title, open.on); sheet) {
        refund_form(face, *order, open.on);
    }
}

}  // namespace louxia::screens
