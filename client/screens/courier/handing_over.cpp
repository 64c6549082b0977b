#include <algorithm>

#include "client/platform/platform.hpp"
#include "client/screens/courier/parts.hpp"
#include "shared/domain/pickup.hpp"

/// At the door: by picture, by the household's digits, or into its hands.
namespace louxia::screens {

using namespace ui;

namespace {

using Kind = api::CourierStep::Step;

void photo_button(const Face& face, const api::StopView& stop, ButtonSpec spec) {
    spec.icon = icon_of(Icon::camera);
    spec.waiting = face.state.handing_over.photo_for.is_set();
    if (!button(face.ui, {"door_photo"}, spec)) return;
    model::IntentSink* sink = &face.intents;
    const OrderId order = stop.order;
    face.ui.platform().pick_file(PickKind::camera, [sink, order](PickedFile file) {
        sink->send(model::TakeDoorPhoto{order, std::move(file.bytes)});
    });
}

void photo_in_hand(const Face& face, const api::StopView& stop,
                   const api::KeepPicture::Response& photo, bool waiting) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    const float wide = ui.column().w;
    const std::string url = picture_url(photo.url, wide * ui.dpr());
    tile_at(ui, ui.take(std::min(wide * 0.62f, 240.f)),
            {.url = url, .name = words.photo_name, .tone = TileTone::egg, .cover = true});
    ui.space(12);
    if (button(ui, {"by_photo"},
               {.label = words.hand_over_now, .icon = icon_of(Icon::check), .waiting = waiting})) {
        face.send(model::Step{stop.order, Kind::deliver, {}, photo.picture});
    }
    ui.space(8);
    photo_button(face, stop, {.kind = ButtonKind::outline, .label = words.take_again});
}

/// The digits under the order's own name: another door begins with none.
void code_row(const Face& face, const api::StopView& stop, std::string& code, bool waiting) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    const Error* refusal = face.state.refusal(api::CourierStep::name, stop.order.value);
    FieldSpec spec;
    spec.label = words.door_code;
    spec.kind = FieldKind::number;
    spec.autocomplete = "one-time-code";
    spec.max_length = static_cast<int>(pickup_code_digits);
    spec.hint = words.door_code_hint;
    if (refusal != nullptr && refusal->field == "code") spec.error = words.wrong_door_code;
    const bool entered = field(ui, Id("door_code", stop.order.value), spec, code).submitted;
    ui.space(8);
    const bool whole = is_pickup_code(code);
    const bool pressed =
        button(ui, {"by_code"}, {.label = words.by_code, .waiting = waiting, .disabled = !whole});
    if (whole && (pressed || entered)) face.send(model::Step{stop.order, Kind::deliver, code, {}});
}

/// One solid button: the photo, or the code once it is there.
void ways(const Face& face, const api::StopView& stop, bool waiting) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    std::string code = ui.field_state(Id("door_code", stop.order.value)).value;
    const bool by_code = is_pickup_code(code);
    photo_button(
        face, stop,
        {.kind = by_code ? ButtonKind::secondary : ButtonKind::primary, .label = words.take_photo});
    if (const auto& refusal = face.state.handing_over.refusal) {
        ui.space(6);
        const bool unsent = refusal->code == ErrorCode::unavailable;
        paragraph(ui, TextStyle::note, face.theme().tomato,
                  unsent ? std::string_view(words.photo_failed) : refusal_words(face, *refusal));
    }
    ui.space(8);
    if (button(ui, {"in_person"},
               {.kind = ButtonKind::outline,
                .label = words.in_person,
                .waiting = waiting && !by_code})) {
        face.send(model::Step{stop.order, Kind::deliver, {}, {}});
    }
    ui.space(16);
    code_row(face, stop, code, waiting && by_code);
}

std::string_view step_refusal_words(const Face& face, const Error& error) {
    if (error.field == "code") return face.words.staff.wrong_door_code;
    if (error.field == "photo") return face.words.staff.photo_gone;
    return refusal_words(face, error);
}

}  // namespace

void step_news(const Face& face, const api::StopView& stop) {
    Ui& ui = face.ui;
    const Error* refusal = face.state.refusal(api::CourierStep::name, stop.order.value);
    if (refusal == nullptr) return;
    ui.space(8);
    paragraph(ui, TextStyle::note, face.theme().tomato, step_refusal_words(face, *refusal));
}

void hand_over_sheet(const Face& face, const api::RunView& run) {
    const model::HandingOver& handing = face.state.handing_over;
    const auto stop =
        std::find_if(run.stops.begin(), run.stops.end(),
                     [&](const api::StopView& each) { return each.order == handing.order; });
    bool open = handing.open;
    if (!open || stop == run.stops.end()) return;
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    if (Sheet sheet(ui, {"hand_over"}, words.hand_over_title, open); sheet) {
        const std::string whose = address_words(face, stop->address) + " · " + stop->household_name;
        line_of(ui, 24, TextStyle::body, face.theme().ink2, whose);
        ui.space(12);
        if (!stop->to_collect.is_zero()) {
            const std::string collect = format(words.to_collect, {yuan(stop->to_collect)});
            banner(ui, {"door_cash"},
                   {.tone = Tone::lamp, .icon = icon_of(Icon::wallet), .text = collect});
            ui.space(12);
        }
        const bool waiting = face.state.pending_step(stop->order, Kind::deliver) != nullptr;
        if (handing.photo) {
            photo_in_hand(face, *stop, *handing.photo, waiting);
        } else {
            ways(face, *stop, waiting);
        }
        const Error* refusal = face.state.refusal(api::CourierStep::name, stop->order.value);
        if (refusal != nullptr && refusal->field != "code") {
            ui.space(8);
            paragraph(ui, TextStyle::note, face.theme().tomato, step_refusal_words(face, *refusal));
        }
    }
    if (!open) face.send(model::HandOver{handing.order, false});
}

}  // namespace louxia::screens
