#include "client/model/update_parts.hpp"

/// Changing an order: the sheet's choices, what they would cost, and doing it.
namespace louxia::model {
namespace {

api::QuoteChange::Request request_of(const State& state, const OrderForm& form) {
    api::QuoteChange::Request request;
    request.order = form.order;
    request.fulfilment = form.fulfilment;
    if (form.with_basket) request.add = state.basket.lines();
    const api::OrderView* order = state.order(form.order);
    for (std::size_t i = 0; order != nullptr && i < order->lines.size(); ++i) {
        if (i < form.quantities.size() && form.quantities[i] < order->lines[i].quantity.count) {
            request.lines.push_back({static_cast<std::int32_t>(i), form.quantities[i]});
        }
    }
    return request;
}

bool changes_something(const State& state, const api::QuoteChange::Request& request) {
    const api::OrderView* order = state.order(request.order);
    return !request.lines.empty() || !request.add.empty() ||
           (order != nullptr && order->fulfilment != request.fulfilment);
}

void ask(State& state, Effects& effects) {
    OrderForm& form = *state.order_form;
    api::QuoteChange::Request request = request_of(state, form);
    if (!changes_something(state, request)) {
        form.quote = {};
        return;
    }
    read_again<api::QuoteChange>(form.quote, std::move(request), effects);
}

}  // namespace

bool update_order_form(State& state, const Intent& intent, Effects& effects) {
    if (const auto* edit = std::get_if<EditOrder>(&intent)) {
        state.order_form = edit->form;
        if (state.order_form) ask(state, effects);
    } else if (std::holds_alternative<ChangeOrderNow>(intent)) {
        if (!state.order_form || !state.order_form->quote.value) return true;
        const api::QuoteChange::Request wish = request_of(state, *state.order_form);
        send_once<api::ChangeOrder>(state, wish.order.value,
                                    {wish.order, wish.lines, wish.add, wish.fulfilment,
                                     state.order_form->quote.value->terms},
                                    effects);
    } else {
        return false;
    }
    return true;
}

Effects update(State& state, const Answered<api::QuoteChange>& answer, Instant) {
    if (!state.order_form || state.order_form->order != answer.request.order) return {};
    const bool again = state.order_form->quote.stale;
    if (!answer.result) state.order_form->quote.value.reset();
    keep_answer(state.order_form->quote, answer.result);
    Effects effects;
    if (again) ask(state, effects);
    return effects;
}

Effects update(State& state, const Answered<api::ChangeOrder>& answer, Instant) {
    settle(state, api::ChangeOrder::name, answer.request.order.value,
           answer.result ? nullptr : &answer.result.error());
    Effects effects;
    if (!answer.result) {
        if (state.order_form && answer.result.error().code == ErrorCode::price_changed) {
            ask(state, effects);
        }
        return effects;
    }
    put_order(state, *answer.result);
    if (!answer.request.add.empty()) {
        state.basket.clear();
        effects.push_back(SaveBasket{state.basket.to_text()});
    }
    state.order_form.reset();
    effects.push_back(Say{Saying::order_changed, {}});
    return effects;
}

}  // namespace louxia::model
