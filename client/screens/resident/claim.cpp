#include "client/screens/resident/parts.hpp"
#include "shared/api/claim_entry.hpp"

/// What a household asks back of an order: the entry, which always stands there, and its sheet.
namespace louxia::screens {

using namespace ui;

namespace {

void claim_form(const Face& face, const api::OrderView& order, bool& open) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const std::uint64_t id = order.order.value;
    if (was_done(face, {"claim_sent"}, api::ClaimRefund::name, id)) open = false;
    const Error* refusal = face.state.refusal(api::ClaimRefund::name, id);
    const RefundChoice choice = refund_choice(face, order);
    ui.space(12);
    std::string& text = ui.field_state({"claim_text"}).value;
    FieldSpec spec;
    spec.label = words.claim_text;
    spec.kind = FieldKind::multiline;
    spec.lines = 2;
    spec.max_length = static_cast<int>(claim_text_code_points_max);
    spec.error = field_refusal(face, refusal, "text");
    field(ui, {"claim_text"}, spec, text);
    ui.space(12);
    if (spec.error.empty()) refusal_banner(face, {"claim_refused"}, refusal);
    if (button(ui, {"claim_now"},
               {.kind = ButtonKind::primary,
                .label = format(words.claim_now, {yuan(choice.amount)}),
                .waiting = face.state.is_pending(api::ClaimRefund::name, id),
                .disabled = choice.amount <= Money{}})) {
        face.send(model::ClaimNow{{order.order, choice.line, choice.reason, text}});
        ui.memory({"claim_sent"}) = 1;
    }
    ui.space(8);
    paragraph(ui, TextStyle::note, face.theme().ink3, words.claim_note);
}

}  // namespace

void claims(const Face& face, const api::OrderView& order) {
    for (const api::ClaimView& claim : order.claims) {
        if (claim.state == ClaimState::granted) continue;
        const auto& words = face.words.resident;
        const bool declined = claim.state == ClaimState::declined;
        const std::string text = " · " + claim_words(face, order, claim);
        const std::string answer = format(words.claim_declined, {claim.answer});
        face.ui.space(8);
        banner(face.ui, Id("claim", static_cast<std::uint64_t>(claim.number)),
               {.tone = declined ? Tone::tomato : Tone::lamp,
                .icon = icon_of(Icon::wallet),
                .text = text,
                .strong = declined ? std::string_view(answer) : words.claim_waits});
    }
}

void claim_entry(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    if (api::claim_entry(order, face.now) == api::ClaimEntry::none) return;
    if (button(ui, {"claim"}, {.kind = ButtonKind::outline, .label = words.refund})) {
        start_refund_choice(face, order);
        ui.field_state({"claim_text"}).value.clear();
        ui.memory({"claim_sent"}) = 0;
        ui.memory({"claim_sheet"}) = 1;
    }
    ui.space(12);
}

void claim_sheet(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    bool open = ui.memory({"claim_sheet"}) > 0;
    if (Sheet sheet(ui, {"claim_sheet"}, words.refund, open); sheet) {
        const api::ClaimEntry now = api::claim_entry(order, face.now);
        if (now == api::ClaimEntry::open) {
            claim_form(face, order, open);
        } else {
            paragraph(ui, TextStyle::body, face.theme().ink2,
                      now == api::ClaimEntry::over ? words.claim_over : words.claim_later);
        }
    }
    ui.memory({"claim_sheet"}) = open ? 1.f : 0.f;
}

}  // namespace louxia::screens
