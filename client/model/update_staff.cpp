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

void press_key(State& state, char key, Instant device_now, Effects& effects) {
    KioskPad& pad = state.pad;
    pad.touched_at = device_now;
    if (pad.waiting) return;
    pad.refusal.reset();
    pad.collected.reset();
    pad.found.reset();
    if (key == '<') {
        pad.typed.clear();
    } else if (key == '>') {
        if (!pad.typed.empty()) pad.typed.pop_back();
    } else if (key >= '0' && key <= '9' && pad.typed.size() < pickup_code_digits) {
        pad.typed += key;
        if (pad.typed.size() == pickup_code_digits) submit_pad(state, effects);
    }
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
    } else {
        return false;
    }
    return true;
}

}  // namespace louxia::model
