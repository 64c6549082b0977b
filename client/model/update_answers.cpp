#include <algorithm>

#include "client/model/update_parts.hpp"

namespace louxia::model {
namespace {

template <class E>
const Error* refusal_of(const Answered<E>& answer) {
    return answer.result ? nullptr : &answer.result.error();
}

Effects read_after(State& state, Effects effects = {}) {
    Effects reads = read_what_is_shown(state);
    effects.insert(effects.end(), reads.begin(), reads.end());
    return effects;
}

/// A session began or ended: what was read for somebody else goes.
void forget_personal(State& state) {
    state.orders.clear();
    state.order_list = {};
    state.leader_today = {};
    state.leader_list = {};
    state.households = {};
    state.sheet.reset();
    state.item_form.reset();
    state.group_form.reset();
    state.copying_from.reset();
    state.invite.reset();
    state.pad = {};
    state.shop_board = {};
    state.run = {};
    state.handing_over = {};
    state.kiosk_board = {};
    state.checkout = {};
    state.post = {};
    state.refusals.clear();
}

Effects order_answered(State& state, std::string_view what, OrderId id,
                       const Result<api::OrderView>& result, Saying saying) {
    const Error refusal = result ? Error{} : result.error();
    settle(state, what, id.value, result ? nullptr : &refusal);
    if (result) {
        put_order(state, *result);
        return {Say{saying, {}}};
    }
    state.orders[id.value].stale = true;  // it is no longer what was shown
    return read_after(state);
}

Effects group_answered(State& state, std::string_view what, GroupId id,
                       const Result<api::GroupView>& result, Saying saying, bool joined) {
    const Error refusal = result ? Error{} : result.error();
    settle(state, what, id.value, result ? nullptr : &refusal);
    if (!result) {
        state.groups[id.value].stale = true;
        return read_after(state);
    }
    put_group(state, *result);
    if (state.me) {
        auto& list = state.me->joined;
        list.erase(std::remove(list.begin(), list.end(), id), list.end());
        if (joined) list.push_back(id);
    }
    const bool formed = joined && result->state == GroupState::formed;
    state.order_list.stale = state.order_list.stale || formed;
    return read_after(state, {Say{formed ? Saying::group_formed : saying, result->title}});
}

/// By as much as whoever waits is told of.
bool estimate_moved(Instant before, const api::OrderView& order) {
    const bool waits = order.fulfilment == Fulfilment::delivery && !is_finished(order.state);
    return before.is_set() && waits && is_told_anew(before, order.estimate_at);
}

}  // namespace

Effects update(State& state, const Answered<api::SignIn>& answer, Instant) {
    settle(state, api::SignIn::name, 0, refusal_of(answer));
    if (!answer.result) {
        state.sign_in_refusal = answer.result.error();
        state.me_known = true;
        return {};
    }
    forget_personal(state);
    state.sign_in_refusal.reset();
    state.me = *answer.result;
    state.me_known = true;
    state.me_unconfirmed = false;
    Route route;
    route.page = face_of(state.me->role);
    route.community = state.community;
    state.route = route;
    return read_after(state, {KeepMe{}, Reconnect{}, Navigate{route, true}});
}

Effects update(State& state, const Answered<api::SignOut>& answer, Instant) {
    settle(state, api::SignOut::name, 0, refusal_of(answer));
    if (!answer.result) return {};
    forget_personal(state);
    state.me.reset();
    Route route;
    route.community = state.community;
    state.route = route;
    return read_after(state, {KeepMe{}, Reconnect{}, Navigate{route, true}});
}

Effects update(State& state, const Answered<api::GetMe>& answer, Instant) {
    state.me_known = true;
    if (answer.result) {
        state.me = *answer.result;
    } else if (answer.result.error().code == ErrorCode::not_signed_in) {
        if (state.me) forget_personal(state);
        state.me.reset();
        state.kiosk_board.value.reset();
        state.me_unconfirmed = false;
        return read_after(state, {KeepMe{}, KeepBoard{}});
    } else {
        return read_after(state);  // no answer: what the device knows stays
    }
    state.me_unconfirmed = false;
    return read_after(state, {KeepMe{}});
}

Effects update(State& state, const Answered<api::GetHome>& answer, Instant device_now) {
    const bool again = keep_answer(state.home, answer.result);
    const LateNews late = std::exchange(state.late_news, {});
    if (!answer.result) return {};
    const api::GetHome::Response& home = *state.home.value;
    if (late.seq > home.seq) {
        put_items(state, late.items);
        for (const api::GroupView& group : late.groups)
            put_group(state, group);
    }
    arrange_shelves(state);
    state.clock_skew_ms = home.now - device_now;
    state.utc_offset_minutes = home.community.utc_offset_minutes;
    state.community = home.community.slug;
    const bool dated = state.route.date.has_value();
    give_date(state, device_now);
    Effects effects;
    if (home.list && !state.basket.fit_to(*home.list).empty()) {
        effects.push_back(SaveBasket{state.basket.to_text()});
        effects.push_back(Say{Saying::basket_cut, {}});
    }
    for (auto& [id, group] : state.groups)
        group.stale = true;
    const bool given = state.route.date.has_value() && !dated;
    return again || given ? read_after(state, std::move(effects)) : effects;
}

Effects update(State& state, const Answered<api::GetGroup>& answer, Instant) {
    Remote<api::GroupView>& group = state.groups[answer.request.group.value];
    if (keep_answer(group, answer.result)) return read_after(state);
    return {};
}

Effects update(State& state, const Answered<api::JoinGroup>& answer, Instant) {
    return group_answered(state, api::JoinGroup::name, answer.request.group, answer.result,
                          Saying::joined, true);
}

Effects update(State& state, const Answered<api::LeaveGroup>& answer, Instant) {
    return group_answered(state, api::LeaveGroup::name, answer.request.group, answer.result,
                          Saying::left, false);
}

Effects update(State& state, const Answered<api::QuoteOrder>& answer, Instant) {
    Remote<api::QuoteOrder::Response>& quote = state.checkout.quote;
    bool again = quote.stale;  // the basket changed while this one was asked
    if (!answer.result && refuse_coupon(state, answer.request.coupon, answer.result.error())) {
        quote.loading = false;
        again = true;
    } else {
        keep_answer(quote, answer.result);
    }
    Effects effects;
    if (again) ask_quote(state, effects);
    return effects;
}

Effects update(State& state, const Answered<api::PlaceOrder>& answer, Instant) {
    // An order that waited for the net, or for a reload, gave the basket up then; a new one may be
    // under way, and the person may be anywhere.
    const bool at_once =
        std::any_of(state.pending.begin(), state.pending.end(),
                    [](const Pending& p) { return p.what == api::PlaceOrder::name && !p.kept; });
    settle(state, api::PlaceOrder::name, 0, refusal_of(answer));
    if (!answer.result) {
        state.home.stale = true;  // stock or prices may be others than shown
        if (!at_once && state.basket.empty()) {
            for (const api::BasketLine& line : answer.request.lines) {
                state.basket.set(line.item, line.quantity);
            }
        }
        Effects effects{SaveBasket{state.basket.to_text()}};
        if (!at_once) effects.push_back(Say{Saying::order_refused, {}});
        const Error refusal = answer.result.error();
        const bool coupon = refuse_coupon(state, answer.request.coupon, refusal);
        if (coupon || refusal.code == ErrorCode::price_changed) ask_quote(state, effects);
        state.checkout.refusal = refusal;
        return read_after(state, std::move(effects));
    }
    const api::OrderView& order = *answer.result;
    put_order(state, order);
    Effects effects{Say{Saying::order_placed, {}}};
    if (at_once) {
        state.basket.clear();
        state.checkout = {};
        Route route;
        route.page = Page::order;
        route.id = order.order.value;
        state.route = route;
        effects.push_back(SaveBasket{""});
        effects.push_back(Navigate{route, true});
    }
    return read_after(state, std::move(effects));
}

Effects update(State& state, const Answered<api::ListOrders>& answer, Instant) {
    state.order_list.loading = false;
    if (!answer.result) {
        state.order_list.error = answer.result.error();
        return {};
    }
    std::vector<OrderId> ids;
    for (const api::OrderView& order : answer.result->orders) {
        ids.push_back(order.order);
        Remote<api::OrderView>& kept = state.orders[order.order.value];
        api::OrderView before = kept.value ? std::move(*kept.value) : api::OrderView{};
        kept.value = order;
        // Told where one order is read.
        kept.value->claims = std::move(before.claims);
        kept.value->handed_photo = std::move(before.handed_photo);
        kept.error.reset();
        kept.stale = false;
    }
    state.order_list.value = std::move(ids);
    state.order_list.error.reset();
    return state.order_list.stale ? read_after(state) : Effects{};
}

Effects update(State& state, const Answered<api::GetOrder>& answer, Instant) {
    Remote<api::OrderView>& order = state.orders[answer.request.order.value];
    const Instant before = order.value ? order.value->estimate_at : Instant{};
    Effects effects;
    if (keep_answer(order, answer.result)) effects = read_after(state);
    if (answer.result && estimate_moved(before, *answer.result)) {
        const std::int32_t minute =
            to_civil(answer.result->estimate_at, state.utc_offset_minutes).minute_of_day;
        effects.push_back(Say{Saying::estimate_moved, clock_text(minute)});
    }
    return effects;
}

Effects update(State& state, const Answered<api::CancelOrder>& answer, Instant) {
    return order_answered(state, api::CancelOrder::name, answer.request.order, answer.result,
                          Saying::cancelled);
}

Effects update(State& state, const Answered<api::CollectOrder>& answer, Instant) {
    return order_answered(state, api::CollectOrder::name, answer.request.order, answer.result,
                          Saying::collected);
}

Effects update(State& state, const Answered<api::ClaimRefund>& answer, Instant) {
    return order_answered(state, api::ClaimRefund::name, answer.request.order, answer.result,
                          Saying::claimed);
}

Effects update(State& state, const Answered<api::GetFeed>& answer, Instant) {
    return keep_answer(state.feed, answer.result) ? read_after(state) : Effects{};
}

Effects update(State& state, const Answered<api::AddPost>& answer, Instant) {
    const OrderId order = answer.request.order;
    settle(state, api::AddPost::name, order.value, refusal_of(answer));
    if (!answer.result) {
        state.post.refusal = answer.result.error();
        return {};
    }
    state.post = {};
    const auto shown = state.orders.find(order.value);
    if (shown != state.orders.end() && shown->second.value) shown->second.value->posted = true;
    if (state.feed.value) {
        auto& posts = state.feed.value->posts;
        const bool known = std::any_of(posts.begin(), posts.end(), [&](const api::PostView& p) {
            return p.post == answer.result->post;
        });
        if (!known) posts.insert(posts.begin(), *answer.result);
    }
    Route route;
    route.page = Page::feed;
    state.route = route;
    return read_after(state, {Say{Saying::posted, {}}, Navigate{route, true}});
}

Effects update(State& state, const Answered<api::KeepPicture>& answer, Instant) {
    if (state.handing_over.photo_for.is_set()) {
        door_photo_kept(state, answer.result);
        return {};
    }
    if (!state.post.keeping_picture) {
        item_picture_kept(state, answer.result);
        return {};
    }
    state.post.keeping_picture = false;
    if (answer.result) {
        state.post.pictures.push_back(*answer.result);
    } else {
        state.post.refusal = answer.result.error();
    }
    return {};
}

}  // namespace louxia::model
