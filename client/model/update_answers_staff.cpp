#include <algorithm>

#include "client/model/update_parts.hpp"

/// Answers to what leader, shop, courier and kiosk sent.
namespace louxia::model {
namespace {

template <class E>
const Error* refusal_of(const Answered<E>& answer) {
    return answer.result ? nullptr : &answer.result.error();
}

api::ItemDraft draft_of(const api::PreviewSheet::Row& row) {
    api::ItemDraft draft;
    draft.name = row.name;
    draft.spec = row.spec;
    draft.origin = row.origin;
    draft.category = row.category;
    draft.unit = row.unit;
    draft.price = row.price;
    draft.cost = row.cost;
    draft.picture = row.picture;
    return draft;
}

Effects list_answered(State& state, const api::LeaderList& list) {
    if (!state.leader_list.value || state.leader_list.value->date == list.date) {
        state.leader_list.value = list;
        state.leader_list.error.reset();
    }
    state.leader_today.stale = true;
    return {};
}

Effects shop_order_answered(State& state, const Result<api::ShopOrder>& result) {
    state.shop_board.stale = true;
    if (result && state.shop_board.value) {
        for (api::ShopOrder& order : state.shop_board.value->orders) {
            if (order.order == result->order) order = *result;
        }
    }
    return read_what_is_shown(state);
}

void run_answered(State& state, const Result<api::RunView>& result) {
    if (!result) {
        state.run.stale = true;
        return;
    }
    state.run.value = *result;
    state.run.error.reset();
    forget_left_door(state);
}

}  // namespace

Effects update(State& state, const Answered<api::PreviewSheet>& answer, Instant) {
    if (!state.sheet) return {};
    SheetImport& sheet = *state.sheet;
    const bool again = sheet.preview.stale;
    keep_answer(sheet.preview, answer.result);
    if (again) {
        Effects effects;
        read_again<api::PreviewSheet>(sheet.preview, {sheet.markup_permille, sheet.bytes}, effects);
        return effects;
    }
    if (!answer.result) return {};
    const std::vector<api::PreviewSheet::Row>& rows = answer.result->rows;
    const bool first = sheet.drafts.size() != rows.size();
    sheet.chosen.resize(rows.size());
    sheet.corrected.resize(rows.size());
    sheet.drafts.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (first) {
            sheet.chosen[i] = rows[i].usable;
            sheet.corrected[i] = false;
        }
        // The same file with another mark-up: what the leader wrote stays.
        if (!sheet.corrected[i]) sheet.drafts[i] = draft_of(rows[i]);
    }
    return {};
}

Effects update(State& state, const Answered<api::GetLeaderList>& answer, Instant) {
    const CivilDate date = answer.request.date;
    if (state.copying_from == date && state.route.date && state.route.date != date) {
        state.copying_from.reset();
        settle(state, api::AddItems::name, 0, refusal_of(answer));
        Effects effects;
        if (answer.result) copy_items(state, *answer.result, *state.route.date, effects);
        return effects;
    }
    return keep_answer(state.leader_list, answer.result) ? read_what_is_shown(state) : Effects{};
}

Effects update(State& state, const Answered<api::AddItems>& answer, Instant) {
    settle(state, api::AddItems::name, 0, refusal_of(answer));
    const bool of_form = state.item_form && !state.item_form->item.is_set();
    if (!answer.result) {
        if (of_form) state.item_form->refusal = within_part(answer.result.error(), "items[0].");
        return {};
    }
    if (of_form) state.item_form.reset();
    if (state.sheet && state.sheet->date == answer.request.date) state.sheet.reset();
    Effects effects = list_answered(state, *answer.result);
    effects.push_back(Say{Saying::saved, {}});
    if (state.route.date != answer.request.date) {
        Route route;
        route.page = Page::leader_list;
        route.date = answer.request.date;
        state.route = route;
        state.leader_list.value = *answer.result;
        effects.push_back(Navigate{route, true});
    }
    return effects;
}

Effects update(State& state, const Answered<api::ChangeItem>& answer, Instant) {
    settle(state, api::ChangeItem::name, answer.request.item.value, refusal_of(answer));
    const bool of_form = state.item_form && state.item_form->item == answer.request.item;
    if (!answer.result) {
        if (of_form) state.item_form->refusal = within_part(answer.result.error(), "draft.");
        return {};
    }
    if (of_form) state.item_form.reset();
    state.leader_today.stale = true;
    if (state.leader_list.value) {
        for (api::LeaderItem& item : state.leader_list.value->items) {
            if (item.item == answer.result->item) item = *answer.result;
        }
        auto& list = *state.leader_list.value;
        list.without_price = static_cast<std::int32_t>(
            std::count_if(list.items.begin(), list.items.end(),
                          [](const api::LeaderItem& item) { return item.draft.price.is_zero(); }));
    }
    return {Say{Saying::saved, answer.result->draft.name}};
}

Effects update(State& state, const Answered<api::RemoveItem>& answer, Instant) {
    settle(state, api::RemoveItem::name, answer.request.item.value, refusal_of(answer));
    const bool of_form = state.item_form && state.item_form->item == answer.request.item;
    if (!answer.result && of_form) state.item_form->refusal = answer.result.error();
    if (!answer.result) return {};
    if (of_form) state.item_form.reset();
    state.leader_today.stale = true;
    if (!state.leader_list.value) return {};
    auto& items = state.leader_list.value->items;
    items.erase(std::remove_if(
                    items.begin(), items.end(),
                    [&](const api::LeaderItem& item) { return item.item == answer.request.item; }),
                items.end());
    state.leader_list.value->without_price = static_cast<std::int32_t>(
        std::count_if(items.begin(), items.end(),
                      [](const api::LeaderItem& item) { return item.draft.price.is_zero(); }));
    return {};
}

Effects update(State& state, const Answered<api::PublishList>& answer, Instant) {
    settle(state, api::PublishList::name, 0, refusal_of(answer));
    if (!answer.result) return {};
    Effects effects = list_answered(state, *answer.result);
    effects.push_back(Say{Saying::published, {}});
    return effects;
}

Effects update(State& state, const Answered<api::OpenGroup>& answer, Instant) {
    settle(state, api::OpenGroup::name, 0, refusal_of(answer));
    if (!answer.result) {
        if (state.group_form) state.group_form->refusal = answer.result.error();
        return {};
    }
    state.group_form.reset();
    put_group(state, *answer.result);
    Route route;
    route.page = Page::group;
    route.id = answer.result->group.value;
    state.groups[route.id].value = *answer.result;
    state.route = route;
    return {Say{Saying::opened, answer.result->title}, Navigate{route, false}};
}

Effects update(State& state, const Answered<api::CancelGroup>& answer, Instant) {
    settle(state, api::CancelGroup::name, answer.request.group.value, refusal_of(answer));
    if (answer.result) put_group(state, *answer.result);
    return {};
}

Effects update(State& state, const Answered<api::CloseGroup>& answer, Instant) {
    settle(state, api::CloseGroup::name, answer.request.group.value, refusal_of(answer));
    if (answer.result) put_group(state, *answer.result);
    return {};
}

Effects update(State& state, const Answered<api::GetLeaderToday>& answer, Instant) {
    return keep_answer(state.leader_today, answer.result) ? read_what_is_shown(state) : Effects{};
}

Effects update(State& state, const Answered<api::ListHouseholds>& answer, Instant) {
    return keep_answer(state.households, answer.result) ? read_what_is_shown(state) : Effects{};
}

Effects update(State& state, const Answered<api::InviteHousehold>& answer, Instant) {
    settle(state, api::InviteHousehold::name, answer.request.household.value, refusal_of(answer));
    if (!answer.result) return {};
    state.invite = *answer.result;
    state.invited = answer.request.household;
    return {Say{Saying::invited, {}}};
}

Effects update(State& state, const Answered<api::TopUp>& answer, Instant) {
    settle(state, api::TopUp::name, answer.request.household.value, refusal_of(answer));
    if (!answer.result) return {};
    if (state.households.value) {
        for (api::HouseholdView& household : state.households.value->households) {
            if (household.household == answer.result->household) household = *answer.result;
        }
    }
    return {Say{Saying::topped_up, answer.result->nickname}};
}

Effects update(State& state, const Answered<api::RefundOrder>& answer, Instant) {
    settle(state, api::RefundOrder::name, answer.request.order.value, refusal_of(answer));
    state.leader_today.stale = true;
    Effects effects = read_what_is_shown(state);
    if (answer.result) effects.push_back(Say{Saying::saved, {}});
    return effects;
}

Effects update(State& state, const Answered<api::RecallItem>& answer, Instant) {
    settle(state, api::RecallItem::name, answer.request.item.value, refusal_of(answer));
    if (!answer.result) return {};
    state.leader_list.stale = true;
    Effects effects = read_what_is_shown(state);
    effects.push_back(Say{Saying::saved, {}});
    return effects;
}

Effects update(State& state, const Answered<api::GetShopBoard>& answer, Instant) {
    return keep_answer(state.shop_board, answer.result) ? read_what_is_shown(state) : Effects{};
}

Effects update(State& state, const Answered<api::MoveOrder>& answer, Instant) {
    settle(state, api::MoveOrder::name, answer.request.order.value, refusal_of(answer));
    return shop_order_answered(state, answer.result);
}

Effects update(State& state, const Answered<api::WeighLine>& answer, Instant) {
    settle(state, api::WeighLine::name, answer.request.order.value, refusal_of(answer));
    return shop_order_answered(state, answer.result);
}

Effects update(State& state, const Answered<api::SetStock>& answer, Instant) {
    settle(state, api::SetStock::name, answer.request.item.value, refusal_of(answer));
    if (!answer.result || !state.shop_board.value) return {};
    for (auto& row : state.shop_board.value->stock) {
        if (row.item == answer.request.item) {
            row.on_hand = answer.result->on_hand;
            row.reserved = answer.result->reserved;
        }
    }
    return {Say{Saying::saved, {}}};
}

Effects update(State& state, const Answered<api::GetRun>& answer, Instant) {
    const bool again = keep_answer(state.run, answer.result);
    if (answer.result) forget_left_door(state);
    return again ? read_what_is_shown(state) : Effects{};
}

Effects update(State& state, const Answered<api::SetShift>& answer, Instant) {
    settle(state, api::SetShift::name, 0, refusal_of(answer));
    run_answered(state, answer.result);
    return {};
}

Effects update(State&, const Answered<api::ReportPosition>&, Instant) {
    return {};
}

Effects update(State& state, const Answered<api::CourierStep>& answer, Instant) {
    settle(state, api::CourierStep::name, answer.request.order.value, refusal_of(answer));
    const bool photo_gone = !answer.result && answer.result.error().field == "photo";
    if (photo_gone && state.handing_over.order == answer.request.order) {
        state.handing_over.photo.reset();
    }
    run_answered(state, answer.result);
    return read_what_is_shown(state);
}

Effects update(State& state, const Answered<api::ReportProblem>& answer, Instant) {
    settle(state, api::ReportProblem::name, answer.request.order.value, refusal_of(answer));
    run_answered(state, answer.result);
    return read_what_is_shown(state);
}

Effects update(State& state, const Answered<api::GetKioskBoard>& answer, Instant device_now) {
    const bool again = keep_answer(state.kiosk_board, answer.result);
    if (answer.result) {
        state.board_current = true;
        state.clock_skew_ms = answer.result->now - device_now;
        state.utc_offset_minutes = answer.result->utc_offset_minutes;
    } else {
        const ErrorCode code = answer.result.error().code;
        if (code != ErrorCode::not_signed_in && code != ErrorCode::not_allowed) return {};
        // The screen was switched off from afar: nothing of the neighbours' stays on it.
        state.kiosk_board.value.reset();
        if (code == ErrorCode::not_signed_in) state.me.reset();
        return {KeepMe{}, KeepBoard{}};
    }
    Effects effects{KeepBoard{}};
    if (again) {
        Effects reads = read_what_is_shown(state);
        effects.insert(effects.end(), reads.begin(), reads.end());
    }
    return effects;
}

Effects update(State& state, const Answered<api::CollectByCode>& answer, Instant device_now) {
    KioskPad& pad = state.pad;
    pad.waiting = false;
    pad.typed.clear();
    pad.touched_at = device_now;
    if (answer.result) {
        pad.collected = *answer.result;
    } else {
        pad.refusal = answer.result.error();
    }
    return {};
}

Effects update(State& state, const Answered<api::FindByPhone>& answer, Instant device_now) {
    KioskPad& pad = state.pad;
    pad.waiting = false;
    pad.typed.clear();
    pad.touched_at = device_now;
    if (answer.result) {
        pad.found = *answer.result;
    } else {
        pad.refusal = answer.result.error();
    }
    return {};
}

}  // namespace louxia::model
