#include "client/model/update.hpp"

#include <algorithm>

#include "client/model/update_parts.hpp"

namespace louxia::model {

void mark_pending(State& state, std::string_view what, std::uint64_t id) {
    state.pending.push_back({std::string(what), id, false});
    state.refusals.erase(std::string(what) + ":" + encode_id(id));
}

void settle(State& state, std::string_view what, std::uint64_t id, const Error* refusal) {
    const auto mark = std::find_if(state.pending.begin(), state.pending.end(),
                                   [&](const Pending& p) { return p.what == what && p.id == id; });
    if (mark != state.pending.end()) state.pending.erase(mark);
    const std::string key = std::string(what) + ":" + encode_id(id);
    if (refusal == nullptr) {
        state.refusals.erase(key);
    } else {
        state.refusals[key] = *refusal;
    }
}

CivilDate today(const State& state, Instant device_now) noexcept {
    return to_civil(state.server_now(device_now.ms), state.utc_offset_minutes).date;
}

void give_date(State& state, Instant device_now) {
    if (state.route.page == Page::leader_list && !state.route.date) {
        state.route.date = today(state, device_now);
    }
}

void put_order(State& state, api::OrderView order) {
    Remote<api::OrderView>& kept = state.orders[order.order.value];
    const OrderId id = order.order;
    kept.value = std::move(order);
    kept.error.reset();
    if (state.order_list.value) {
        auto& list = *state.order_list.value;
        if (std::find(list.begin(), list.end(), id) == list.end()) list.insert(list.begin(), id);
    }
}

void put_items(State& state, const std::vector<api::ItemState>& items) {
    for (const api::ItemState& now : items) {
        if (state.home.value && state.home.value->list) {
            for (api::ItemView& item : state.home.value->list->items) {
                if (item.item == now.item) {
                    item.price = now.price;
                    item.available = now.available;
                }
            }
        }
        if (state.feed.value) {
            for (api::PostView& post : state.feed.value->posts) {
                if (post.item && post.item->item == now.item) {
                    post.item->price = now.price;
                    post.item->available = now.available;
                }
            }
        }
    }
}

void put_group(State& state, const api::GroupView& group) {
    const auto opened = state.groups.find(group.group.value);
    if (opened != state.groups.end()) {
        opened->second.value = group;
        opened->second.error.reset();
    }
    const auto put_into = [&group](std::vector<api::GroupView>& groups) {
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const api::GroupView& g) {
            return g.group == group.group;
        });
        if (known != groups.end()) {
            *known = group;
        } else if (group.state == GroupState::open) {
            groups.insert(groups.begin(), group);
        }
    };
    if (state.home.value) put_into(state.home.value->groups);
    if (state.leader_today.value) put_into(state.leader_today.value->groups);
    if (state.kiosk_board.value) put_into(state.kiosk_board.value->groups);
}

namespace {

bool may_order(const State& state) {
    return state.me && api::household_roles.has(state.me->role) && state.me->address;
}

void read_staff_face(State& state, Effects& effects) {
    switch (state.route.page) {
        case Page::leader_today:
        case Page::leader_groups:
            read_if_needed<api::GetLeaderToday>(state.leader_today, {}, effects);
            return;
        case Page::leader_list:
            if (state.route.date) {
                const bool other =
                    state.leader_list.value && state.leader_list.value->date != *state.route.date;
                if (other) state.leader_list.value.reset();
                read_if_needed<api::GetLeaderList>(state.leader_list, {*state.route.date}, effects);
            }
            return;
        case Page::leader_households:
            read_if_needed<api::ListHouseholds>(state.households, {}, effects);
            return;
        case Page::leader_picking:
        case Page::shop:
            read_if_needed<api::GetShopBoard>(state.shop_board, {state.shop_hub}, effects);
            return;
        case Page::courier: read_if_needed<api::GetRun>(state.run, {}, effects); return;
        case Page::kiosk:
            read_if_needed<api::GetKioskBoard>(state.kiosk_board, {}, effects);
            return;
        case Page::home:
        case Page::groups:
        case Page::feed:
        case Page::orders:
        case Page::me:
        case Page::checkout:
        case Page::invite:
        case Page::group:
        case Page::order:
        case Page::item:
        case Page::post:
        case Page::unknown: return;
    }
}

}  // namespace

Effects read_what_is_shown(State& state) {
    Effects effects;
    const Page page = state.route.page;
    if (page == Page::invite) return effects;
    if (page != Page::kiosk) read_if_needed<api::GetHome>(state.home, {}, effects);
    if (!state.me_known) return effects;
    if (is_staff_page(page)) {
        if (state.me) read_staff_face(state, effects);
        return effects;
    }
    if (page == Page::group) {
        read_if_needed<api::GetGroup>(state.groups[state.route.id], {GroupId{state.route.id}},
                                      effects);
    }
    if (page == Page::feed || page == Page::post) {
        read_if_needed<api::GetFeed>(state.feed, {}, effects);
    }
    if (!may_order(state)) return effects;
    if (page == Page::order) {
        read_if_needed<api::GetOrder>(state.orders[state.route.id], {OrderId{state.route.id}},
                                      effects);
    }
    // Also beside one order: only the list tells which has come and was not shown yet.
    if (page == Page::orders || page == Page::order || page == Page::feed || page == Page::home) {
        read_if_needed<api::ListOrders>(state.order_list, {}, effects);
    }
    if (page == Page::checkout && !state.checkout.quote.value && !state.basket.empty()) {
        ask_quote(state, effects);
    }
    return effects;
}

Effects update(State& state, const Started& started, Instant) {
    state.route = started.route;
    state.community = started.community;
    state.language = started.language;
    state.basket = Basket::from_text(started.basket_text);
    state.me = started.kept_me;
    state.me_known = state.me.has_value();
    state.kiosk_board.value = started.kept_board;
    state.kiosk_board.stale = true;
    Effects effects;
    if (state.route.page == Page::invite && !started.fragment.empty()) {
        mark_pending(state, api::SignIn::name);
        effects.push_back(Send<api::SignIn>{{started.fragment}});
        effects.push_back(ForgetFragment{});
        return effects;
    }
    if (started.stranger && !started.kept_me && !started.kept_board) {
        state.me_known = true;
    } else {
        effects.push_back(Send<api::GetMe>{{}});
    }
    Effects reads = read_what_is_shown(state);
    effects.insert(effects.end(), reads.begin(), reads.end());
    return effects;
}

Effects update(State& state, const RouteShown& shown, Instant device_now) {
    state.route = shown.route;
    if (state.home.value) give_date(state, device_now);
    if (!shown.route.community.empty()) state.community = shown.route.community;
    return read_what_is_shown(state);
}

Effects update(State& state, const ConnectionChanged& changed, Instant device_now) {
    const bool was_offline = state.connection == Connection::offline;
    if (changed.connection == Connection::offline && !was_offline) {
        state.offline_since = state.server_now(device_now.ms);
    }
    const bool broke = state.connection == Connection::live && state.kiosk_board.value;
    state.connection = changed.connection;
    if (broke) {
        state.board_current = false;
        state.kiosk_board.stale = true;
        state.kiosk_board.value->now = state.server_now(device_now.ms);
        return {KeepBoard{}};
    }
    if (!was_offline || changed.connection == Connection::offline) return {};
    Effects effects;
    if (state.me_unconfirmed) effects.push_back(Send<api::GetMe>{{}});
    Effects reads = read_what_is_shown(state);
    effects.insert(effects.end(), reads.begin(), reads.end());
    return effects;
}

Effects update(State& state, const ClockJumped& jumped, Instant) {
    state.clock_skew_ms -= jumped.forward_ms;
    state.pad.touched_at = state.pad.touched_at + jumped.forward_ms;
    state.kiosk_board.stale = true;
    return read_what_is_shown(state);
}

Effects update(State& state, const QueuedForNet& queued, Instant) {
    const auto mark =
        std::find_if(state.pending.begin(), state.pending.end(), [&](const Pending& p) {
            return p.what == queued.what && p.id == queued.id && !p.kept &&
                   (p.step == queued.step || queued.step == 0);
        });
    if (mark == state.pending.end()) {  // kept by an earlier load of the page
        state.pending.push_back({queued.what, queued.id, true, queued.step});
        return {};
    }
    mark->kept = true;
    // Handed over, as far as the courier is concerned.
    const bool handed = mark->step == static_cast<std::int32_t>(api::CourierStep::Step::deliver);
    if (handed && state.handing_over.order.value == queued.id) state.handing_over.open = false;
    if (queued.what != api::PlaceOrder::name) return {};
    state.basket.clear();  // the order has it now
    state.checkout = {};
    return {SaveBasket{""}, Say{Saying::order_kept, {}}};
}

Effects update(State& state, const Intent& intent, Instant device_now) {
    Effects effects;
    if (const auto* open = std::get_if<Open>(&intent)) {
        state.route = open->route;
        give_date(state, device_now);
        effects.push_back(Navigate{state.route, false});
        Effects reads = read_what_is_shown(state);
        effects.insert(effects.end(), reads.begin(), reads.end());
    } else if (std::holds_alternative<GoBack>(intent)) {
        effects.push_back(NavigateBack{});
    } else if (std::holds_alternative<Retry>(intent)) {
        state.home.stale = true;
        if (state.route.page == Page::group) state.groups[state.route.id].stale = true;
        if (state.route.page == Page::order) state.orders[state.route.id].stale = true;
        if (is_staff_page(state.route.page)) {
            state.leader_today.stale = state.leader_list.stale = state.households.stale = true;
            state.shop_board.stale = state.run.stale = state.kiosk_board.stale = true;
        }
        if (state.me_unconfirmed) effects.push_back(Send<api::GetMe>{{}});
        Effects reads = read_what_is_shown(state);
        effects.insert(effects.end(), reads.begin(), reads.end());
    } else if (const auto* language = std::get_if<ChooseLanguage>(&intent)) {
        state.language = language->language;
        effects.push_back(SaveLanguage{language->language});
    } else if (!update_resident(state, intent, device_now, effects) &&
               !update_leader(state, intent, device_now, effects)) {
        const bool known = update_staff(state, intent, device_now, effects);
        LOUXIA_ASSERT(known);
    }
    return effects;
}

}  // namespace louxia::model
