#include <array>

#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"
#include "shared/domain/order_change.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

void lines_part(const Face& face, const api::OrderView& order, model::OrderForm& form,
                bool& changed) {
    Ui& ui = face.ui;
    for (std::size_t i = 0; i < order.lines.size() && i < form.quantities.size(); ++i) {
        const api::LineView& line = order.lines[i];
        Slicer row(ui.take(52));
        const Rect end = row.right(108, 8);
        StepperSpec spec;
        spec.count = static_cast<int>(form.quantities[i]);
        spec.limit = static_cast<int>(line.quantity.count);
        spec.name = line.name;
        const int by = stepper_at(ui, Id("keep", i), {end.x + end.w, end.mid_y()}, spec);
        form.quantities[i] += by;
        changed = changed || by != 0;
        label_at(ui, row.rest(), TextStyle::body, face.theme().ink, line.name);
    }
    if (face.state.basket.empty()) return;
    const std::string label =
        format(face.words.resident.bring_basket, {face.state.basket.pieces()});
    if (check_row(ui, {"add_basket"}, form.with_basket, label)) {
        form.with_basket = !form.with_basket;
        changed = true;
    }
}

void confirm_part(const Face& face, const api::OrderView& order, const model::OrderForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const Error* refusal = face.state.refusal(api::ChangeOrder::name, order.order.value);
    if (refusal == nullptr && form.quote.error) refusal = &*form.quote.error;
    refusal_banner(face, {"change_refused"}, refusal);
    const bool good = form.quote.value && !form.quote.loading && form.quote.value->offered;
    const std::string label = form.quote.value
                                  ? format(words.change_now, {yuan(form.quote.value->total)})
                                  : std::string(words.change_order);
    if (button(ui, {"change_now"},
               {.label = label,
                .waiting = face.state.is_pending(api::ChangeOrder::name, order.order.value),
                .disabled = !good})) {
        face.send(model::ChangeOrderNow{});
    }
}

}  // namespace

bool may_change(const api::OrderView& order) {
    return way_may_change(order.state, order.group.is_set());
}

void start_order_form(const Face& face, const api::OrderView& order) {
    model::OrderForm form;
    form.order = order.order;
    form.fulfilment = order.fulfilment;
    for (const api::LineView& line : order.lines)
        form.quantities.push_back(line.quantity.count);
    face.send(model::EditOrder{form});
}

void order_form_sheet(const Face& face, const api::OrderView& order) {
    if (!face.state.order_form || face.state.order_form->order != order.order) return;
    const auto& words = face.words.resident;
    model::OrderForm form = *face.state.order_form;
    bool open = true;
    bool changed = false;
    if (Sheet sheet(face.ui, {"order_form"}, words.change_order, open); sheet) {
        if (goods_may_change(order.state, order.group.is_set()))
            lines_part(face, order, form, changed);
        face.ui.space(12);
        const std::array<std::string_view, 2> ways{words.to_delivery, words.to_pickup};
        const int way = segmented(face.ui, {"way"}, ways, static_cast<int>(form.fulfilment) - 1,
                                  words.change_order);
        if (way >= 0) {
            form.fulfilment = static_cast<Fulfilment>(way + 1);
            changed = true;
        }
        face.ui.space(16);
        confirm_part(face, order, form);
    }
    if (!open || !may_change(order)) {
        face.send(model::EditOrder{});
    } else if (changed) {
        face.send(model::EditOrder{form});
    }
}

}  // namespace louxia::screens
