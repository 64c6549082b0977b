#include <algorithm>

#include "client/model/update_parts.hpp"

/// What the event stream tells. Small news is put in place, the rest is read again when it is
/// shown.
namespace louxia::model {
namespace {

/// The stream may repeat what the home view already had.
bool is_old(const State& state, std::int64_t seq) {
    return state.home.value && seq <= state.home.value->seq;
}

void fit_basket(State& state, Effects& effects) {
    const api::ListView* list = state.list();
    if (list != nullptr && !state.basket.fit_to(*list).empty()) {
        effects.push_back(SaveBasket{state.basket.to_text()});
        effects.push_back(Say{Saying::basket_cut, {}});
    }
}

}  // namespace

Effects update(State& state, const Heard<api::ListPublished>& heard, Instant) {
    if (is_old(state, heard.seq)) return {};
    state.home.stale = true;
    state.leader_today.stale = true;
    if (state.leader_list.value && state.leader_list.value->date == heard.event.date) {
        state.leader_list.stale = true;
    }
    return read_what_is_shown(state);
}

Effects update(State& state, const Heard<api::ItemsChanged>& heard, Instant) {
    if (is_old(state, heard.seq)) return {};
    if (state.home.loading) {
        state.late_news.seq = heard.seq;
        for (const api::ItemState& item : heard.event.items)
            state.late_news.items.push_back(item);
    }
    if (!state.home.value || !state.home.value->list) return {};
    put_items(state, heard.event.items);
    bool wanted = false;
    for (const api::ItemState& now : heard.event.items)
        wanted = wanted || state.basket.count_of(now.item) > 0;
    Effects effects;
    if (wanted && !state.is_pending(api::PlaceOrder::name)) {
        fit_basket(state, effects);
        if (state.route.page == Page::checkout) ask_quote(state, effects);
    }
    return effects;
}

Effects update(State& state, const Heard<api::GroupChanged>& heard, Instant) {
    const api::GroupView* shown = state.group(heard.event.group.group);
    const bool forms = shown != nullptr && shown->state == GroupState::open &&
                       heard.event.group.state == GroupState::formed;
    if (state.home.loading) {
        state.late_news.seq = heard.seq;
        state.late_news.groups.push_back(heard.event.group);
    }
    put_group(state, heard.event.group);
    if (!forms || !state.has_joined(heard.event.group.group)) return {};
    state.order_list.stale = true;
    Effects effects{Say{Saying::group_formed, heard.event.group.title}};
    Effects reads = read_what_is_shown(state);
    effects.insert(effects.end(), reads.begin(), reads.end());
    return effects;
}

Effects update(State& state, const Heard<api::OrderChanged>& heard, Instant) {
    const auto known = state.orders.find(heard.event.order.value);
    if (known == state.orders.end()) {
        state.order_list.stale = true;
    } else {
        known->second.stale = true;
        if (known->second.value) known->second.value->state = heard.event.state;
        const bool shown = state.route.page == Page::order && state.route.id == known->first;
        if (!shown) state.order_list.stale = true;
    }
    state.leader_today.stale = true;
    return read_what_is_shown(state);
}

Effects update(State& state, const Heard<api::CourierMoved>& heard, Instant) {
    const auto known = state.orders.find(heard.event.order.value);
    if (known == state.orders.end() || !known->second.value) return {};
    api::OrderView& order = *known->second.value;
    order.estimate_at = heard.event.estimate_at;
    if (order.track) {
        order.track->courier_at = heard.event.at;
        order.track->seen_at = heard.event.seen_at;
    }
    return {};
}

Effects update(State& state, const Heard<api::WalletChanged>& heard, Instant) {
    if (!state.me) return {};
    state.me->wallet = heard.event.wallet;
    state.me->held = heard.event.held;
    if (state.checkout.quote.value) state.checkout.quote.value->wallet = heard.event.wallet;
    return {};
}

Effects update(State& state, const Heard<api::BoardChanged>&, Instant) {
    state.shop_board.stale = true;
    state.kiosk_board.stale = true;
    state.leader_today.stale = true;
    return read_what_is_shown(state);
}

Effects update(State& state, const Heard<api::RunChanged>&, Instant) {
    state.run.stale = true;
    state.leader_today.stale = true;
    return read_what_is_shown(state);
}

Effects update(State& state, const Heard<api::OrderRefunded>& heard, Instant) {
    const auto known = state.orders.find(heard.event.order.value);
    if (known != state.orders.end()) known->second.stale = true;
    state.order_list.stale = true;
    state.leader_today.stale = true;
    Effects effects = read_what_is_shown(state);
    // The leader, who hears of every household's, did it and was answered.
    if (state.me && state.me->role == Role::resident) {
        effects.push_back(Say{Saying::refunded, to_yuan_text(heard.event.amount)});
    }
    return effects;
}

Effects update(State& state, const Heard<api::PostAdded>&, Instant) {
    state.feed.stale = true;
    return read_what_is_shown(state);
}

Effects update(State& state, const Heard<api::Hello>& heard, Instant) {
    const bool behind =
        heard.event.missed || (state.home.value && heard.event.seq < state.home.value->seq);
    if (!behind) return {};
    state.home.stale = true;
    state.order_list.stale = true;
    state.feed.stale = true;
    state.leader_today.stale = true;
    state.leader_list.stale = true;
    state.shop_board.stale = true;
    state.run.stale = true;
    state.kiosk_board.stale = true;
    for (auto& [id, order] : state.orders)
        order.stale = true;
    for (auto& [id, group] : state.groups)
        group.stale = true;
    return read_what_is_shown(state);
}

}  // namespace louxia::model
