#include <algorithm>

#include "client/model/update_parts.hpp"

namespace louxia::model {
namespace {

/// Once all of it is typed, and as long as it was not refused.
std::string coupon_of(const Checkout& checkout) {
    constexpr std::ptrdiff_t digits = 8;  // written in groups or not
    const std::string& code = checkout.coupon;
    const auto typed = std::count_if(code.begin(), code.end(),
                                     [](char each) { return each != '-' && each != ' '; });
    const bool refused = checkout.refused_coupon && checkout.refused_coupon->code == code;
    return refused || typed < digits ? std::string{} : code;
}

}  // namespace

void ask_quote(State& state, Effects& effects) {
    Checkout& checkout = state.checkout;
    checkout.refusal.reset();
    if (state.basket.empty() || !state.me) {
        checkout.quote = {};
        return;
    }
    api::QuoteOrder::Request request;
    request.lines = state.basket.lines();
    request.fulfilment = checkout.fulfilment;
    request.hub = checkout.fulfilment == Fulfilment::pickup ? checkout.pickup_hub : HubId{};
    request.address = checkout.fulfilment == Fulfilment::delivery ? checkout.address : std::nullopt;
    request.coupon = coupon_of(checkout);
    read_again<api::QuoteOrder>(checkout.quote, std::move(request), effects);
}

bool refuse_coupon(State& state, const std::string& coupon, const Error& why) {
    if (coupon.empty() || why.field != "coupon") return false;
    state.checkout.refused_coupon = RefusedCoupon{coupon, why};
    return true;
}

namespace {

void basket_changed(State& state, Effects& effects) {
    effects.push_back(SaveBasket{state.basket.to_text()});
    state.checkout.refused_coupon.reset();  // it may be enough for it now
    if (state.route.page == Page::checkout) {
        ask_quote(state, effects);
    } else {
        state.checkout.quote = {};
    }
}

void change_basket(State& state, const ChangeBasket& intent, Effects& effects) {
    const api::ItemView* item = state.item(intent.item);
    const Pieces available = item == nullptr ? Pieces{} : item->available;
    state.basket.change(intent.item, intent.change, available);
    basket_changed(state, effects);
}

void order_again(State& state, const OrderAgain& intent, Effects& effects) {
    const api::OrderView* order = state.order(intent.order);
    if (order == nullptr) return;
    for (const api::LineView& line : order->lines) {
        const api::ItemView* item = state.item(line.item);
        if (item != nullptr) {
            state.basket.change(line.item, line.quantity.count, item->available);
        }
    }
    basket_changed(state, effects);
    Route route;
    route.page = state.basket.empty() ? Page::home : Page::checkout;
    state.route = route;
    effects.push_back(Navigate{route, false});
    if (route.page == Page::checkout) ask_quote(state, effects);
}

void place(State& state, Effects& effects) {
    if (state.is_pending(api::PlaceOrder::name)) return;
    const Checkout& checkout = state.checkout;
    api::PlaceOrder::Request request;
    request.lines = state.basket.lines();
    request.fulfilment = checkout.fulfilment;
    request.hub = checkout.fulfilment == Fulfilment::pickup ? checkout.pickup_hub : HubId{};
    request.address = checkout.fulfilment == Fulfilment::delivery ? checkout.address : std::nullopt;
    request.payment = checkout.payment;
    request.note = checkout.note;
    request.coupon = coupon_of(checkout);
    if (checkout.quote.value) request.terms = checkout.quote.value->terms;
    state.checkout.refusal.reset();
    mark_pending(state, api::PlaceOrder::name);
    effects.push_back(Send<api::PlaceOrder>{std::move(request)});
}

void publish_post(State& state, Effects& effects) {
    PostDraft& draft = state.post;
    api::AddPost::Request request;
    request.order = draft.order;
    request.text = draft.text;
    for (const auto& picture : draft.pictures)
        request.pictures.push_back(picture.picture);
    draft.refusal.reset();
    const Result<void> checked = api::AddPost::check(request);
    if (!checked) {
        draft.refusal = checked.error();
        return;
    }
    send_once<api::AddPost>(state, draft.order.value, std::move(request), effects);
}

bool update_shopping(State& state, const Intent& intent, Effects& effects) {
    if (const auto* change = std::get_if<ChangeBasket>(&intent)) {
        change_basket(state, *change, effects);
    } else if (std::holds_alternative<ClearBasket>(intent)) {
        state.basket.clear();
        basket_changed(state, effects);
    } else if (const auto* restore = std::get_if<RestoreBasket>(&intent)) {
        state.basket = Basket::from_text(restore->text);
        if (const api::ListView* list = state.list()) static_cast<void>(state.basket.fit_to(*list));
        basket_changed(state, effects);
    } else if (const auto* again = std::get_if<OrderAgain>(&intent)) {
        order_again(state, *again, effects);
    } else if (const auto* search = std::get_if<Search>(&intent)) {
        state.search = search->text;
        arrange_shelves(state);
    } else if (const auto* checkout = std::get_if<ChangeCheckout>(&intent)) {
        const bool same_price =
            state.checkout.fulfilment == checkout->checkout.fulfilment &&
            state.checkout.pickup_hub == checkout->checkout.pickup_hub &&
            state.checkout.address.has_value() == checkout->checkout.address.has_value() &&
            coupon_of(state.checkout) == coupon_of(checkout->checkout);
        const bool same_coupon = state.checkout.coupon == checkout->checkout.coupon;
        Remote<api::QuoteOrder::Response> quote = std::move(state.checkout.quote);
        state.checkout = checkout->checkout;
        state.checkout.quote = std::move(quote);
        if (!same_coupon)
            state.checkout.refused_coupon.reset();  // typed once more, asked once more
        if (!same_price || state.checkout.address) ask_quote(state, effects);
    } else if (std::holds_alternative<PlaceNow>(intent)) {
        place(state, effects);
    } else {
        return false;
    }
    return true;
}

}  // namespace

bool update_resident(State& state, const Intent& intent, Instant, Effects& effects) {
    if (update_shopping(state, intent, effects)) return true;
    if (update_order_form(state, intent, effects)) return true;
    if (const auto* sign_in = std::get_if<SignInWith>(&intent)) {
        state.sign_in_refusal.reset();
        api::SignIn::Request request = api::sign_in_request(sign_in->secret);
        const Result<void> checked = api::SignIn::check(request);
        if (!checked) {
            state.sign_in_refusal = checked.error();
        } else {
            send_once<api::SignIn>(state, 0, std::move(request), effects);
        }
    } else if (std::holds_alternative<SignOutNow>(intent)) {
        send_once<api::SignOut>(state, 0, {}, effects);
    } else if (const auto* join = std::get_if<Join>(&intent)) {
        send_once<api::JoinGroup>(state, join->group.value, {join->group}, effects);
    } else if (const auto* leave = std::get_if<Leave>(&intent)) {
        send_once<api::LeaveGroup>(state, leave->group.value, {leave->group}, effects);
    } else if (const auto* cancel = std::get_if<Cancel>(&intent)) {
        send_once<api::CancelOrder>(state, cancel->order.value, {cancel->order}, effects);
    } else if (const auto* collect = std::get_if<Collect>(&intent)) {
        send_once<api::CollectOrder>(state, collect->order.value, {collect->order}, effects);
    } else if (const auto* claim = std::get_if<ClaimNow>(&intent)) {
        send_once<api::ClaimRefund>(state, claim->request.order.value, claim->request, effects);
    } else if (const auto* post = std::get_if<ChangePost>(&intent)) {
        if (state.post.order != post->draft.order) state.post = PostDraft{};
        state.post.order = post->draft.order;
        state.post.text = post->draft.text;
        state.post.pictures = post->draft.pictures;
    } else if (const auto* picture = std::get_if<AddPostPicture>(&intent)) {
        if (!state.post.keeping_picture && state.post.pictures.size() < post_pictures_max) {
            state.post.keeping_picture = true;
            state.post.refusal.reset();
            effects.push_back(Send<api::KeepPicture>{{picture->bytes}});
        }
    } else if (std::holds_alternative<PublishPost>(intent)) {
        publish_post(state, effects);
    } else {
        return false;
    }
    return true;
}

}  // namespace louxia::model
