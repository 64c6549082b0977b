#include <algorithm>

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

using CourierMove = api::CourierStep::Step;

/// Whether a courier who did `before` may do `next` of the same order before anybody has answered.
bool may_follow(const Pending& before, CourierMove next) {
    const auto done = static_cast<CourierMove>(before.step);
    const bool to_do = next == CourierMove::deliver || next == CourierMove::bring_back;
    if (done == CourierMove::take) return before.kept && (to_do || next == CourierMove::arrive);
    if (done == CourierMove::arrive) {
        return next == CourierMove::deliver || (before.kept && to_do);
    }
    return false;  // the others are an order's last, or not known
}

void step_on(State& state, const Step& step, Effects& effects) {
    state.in_trouble = OrderId{};
    // What may follow is sent behind what it follows.
    const bool follows =
        std::all_of(state.pending.begin(), state.pending.end(), [&](const Pending& before) {
            const bool other =
                before.what != api::CourierStep::name || before.id != step.order.value;
            return other || may_follow(before, step.step);
        });
    if (!follows) return;
    mark_pending(state, api::CourierStep::name, step.order.value);
    state.pending.back().step = static_cast<std::int32_t>(step.step);
    effects.push_back(Send<api::CourierStep>{{step.order, step.step, step.code, step.photo}});
}

void turn_to_door(HandingOver& handing, OrderId order) {
    if (handing.order == order) return;
    const OrderId on_its_way = handing.photo_for;
    handing = {};
    handing.order = order;
    handing.photo_for = on_its_way;
}

void take_door_photo(State& state, const TakeDoorPhoto& taken, Effects& effects) {
    HandingOver& handing = state.handing_over;
    if (handing.order != taken.order || handing.photo_for.is_set()) return;
    handing.photo.reset();
    handing.refusal.reset();
    handing.photo_for = taken.order;
    effects.push_back(Send<api::KeepPicture>{{taken.bytes}});
}

}  // namespace

void door_photo_kept(State& state, const Result<api::KeepPicture::Response>& result) {
    HandingOver& handing = state.handing_over;
    const OrderId whose = handing.photo_for;
    handing.photo_for = OrderId{};
    if (whose != handing.order) return;  // another door by now
    if (result) {
        handing.photo = *result;
    } else {
        handing.refusal = result.error();
    }
}

void forget_left_door(State& state) {
    const auto carried = [&](const api::StopView& stop) {
        return stop.order == state.handing_over.order && stop.state == OrderState::out;
    };
    if (!state.run.value ||
        std::none_of(state.run.value->stops.begin(), state.run.value->stops.end(), carried)) {
        turn_to_door(state.handing_over, OrderId{});
    }
}

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
        send_once<api::SetShift>(state, 0, {shift->on, shift->until, shift->vehicle}, effects);
    } else if (const auto* step = std::get_if<Step>(&intent)) {
        step_on(state, *step, effects);
    } else if (const auto* hand = std::get_if<HandOver>(&intent)) {
        turn_to_door(state.handing_over, hand->order);
        state.handing_over.open = hand->open;
    } else if (const auto* photo = std::get_if<TakeDoorPhoto>(&intent)) {
        take_door_photo(state, *photo, effects);
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
