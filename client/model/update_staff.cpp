#include "client/model/update_parts.hpp"
#include "shared/domain/pickup.hpp"

namespace louxia::model {
namespace {

void submit_pad(State& state, Effects& effects) {
    KioskPad& pad = state.pad;
    pad.waiting = true;
    if (pad.by_phone) {
        effects.push_back(Send<api::FindByPhone>{{pad.typed}});
    } else {
        effects.push_back(Send<api::CollectByCode>{{pad.typed}});
    }
}

void clear_answers(KioskPad& pad) {
    pad.unreadable = false;
    pad.refusal.reset();
    pad.collected.reset();
    pad.found.reset();
}

void press_key(State& state, char key, Instant device_now, Effects& effects) {
    KioskPad& pad = state.pad;
    pad.touched_at = device_now;
    if (pad.waiting) return;
    clear_answers(pad);
    if (key == '<') {
        pad.typed.clear();
    } else if (key == '>') {
        if (!pad.typed.empty()) pad.typed.pop_back();
    } else if (key >= '0' && key <= '9' && pad.typed.size() < pickup_code_digits) {
        pad.typed += key;
        if (pad.typed.size() == pickup_code_digits) submit_pad(state, effects);
    }
}

/// The four digits, and nothing else, that a resident's pickup page shows as a QR code; spaces and
/// line ends around them are the scanner's.
std::string_view code_in(std::string_view text) {
    constexpr std::string_view around = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(around);
    if (begin == std::string_view::npos) return {};
    text = text.substr(begin, text.find_last_not_of(around) - begin + 1);
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    return digits && text.size() == pickup_code_digits ? text : std::string_view{};
}

void take_scan(State& state, const Scanned& scanned, Instant device_now, Effects& effects) {
    KioskPad& pad = state.pad;
    pad.touched_at = device_now;
    if (pad.waiting) return;
    clear_answers(pad);
    pad.by_phone = false;
    pad.typed = code_in(scanned.text);
    pad.unreadable = pad.typed.empty();
    if (!pad.unreadable) submit_pad(state, effects);
}

void clear_pad(State& state) {
    const bool waiting = state.pad.waiting;
    state.pad = KioskPad{};
    state.pad.waiting = waiting;
}

}  // namespace

bool update_staff(State& state, const Intent& intent, Instant device_now, Effects& effects) {
    if (const auto* move = std::get_if<Move>(&intent)) {
        send_once<api::MoveOrder>(state, move->order.value, {move->order, move->to}, effects);
    } else if (const auto* weigh = std::get_if<Weigh>(&intent)) {
        send_once<api::WeighLine>(state, weigh->request.order.value, weigh->request, effects);
    } else if (const auto* count = std::get_if<CountStock>(&intent)) {
        send_once<api::SetStock>(state, count->item.value,
                                 {count->hub, count->item, count->on_hand}, effects);
    } else if (const auto* hub = std::get_if<ChooseHub>(&intent)) {
        state.shop_hub = hub->hub;
        state.shop_board = {};
        read_again<api::GetShopBoard>(state.shop_board, {hub->hub}, effects);
    } else if (const auto* shift = std::get_if<Shift>(&intent)) {
        send_once<api::SetShift>(state, 0, {shift->on}, effects);
    } else if (const auto* step = std::get_if<Step>(&intent)) {
        send_once<api::CourierStep>(state, step->order.value, {step->order, step->step}, effects);
        state.in_trouble = OrderId{};
    } else if (const auto* trouble = std::get_if<ShowTrouble>(&intent)) {
        state.in_trouble = trouble->order;
    } else if (const auto* report = std::get_if<Report>(&intent)) {
        send_once<api::ReportProblem>(state, report->order.value, {report->order, report->kind, {}},
                                      effects);
        state.in_trouble = OrderId{};
    } else if (const auto* moved = std::get_if<Moved>(&intent)) {
        if (state.run.value && state.run.value->on_shift) {
            effects.push_back(Send<api::ReportPosition>{{moved->latitude_e7, moved->longitude_e7}});
        }
    } else if (const auto* key = std::get_if<PadKey>(&intent)) {
        press_key(state, key->key, device_now, effects);
    } else if (const auto* mode = std::get_if<PadMode>(&intent)) {
        clear_pad(state);
        state.pad.by_phone = mode->by_phone;
        state.pad.touched_at = device_now;
    } else if (std::holds_alternative<PadIdle>(intent)) {
        clear_pad(state);
    } else if (const auto* scanned = std::get_if<Scanned>(&intent)) {
        take_scan(state, *scanned, device_now, effects);
    } else if (std::holds_alternative<BoardAged>(intent)) {
        state.kiosk_board.stale = true;
        effects = read_what_is_shown(state);
    } else {
        return false;
    }
    return true;
}

}  // namespace louxia::model
