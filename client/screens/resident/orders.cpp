#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

Tone tone_of_state(OrderState state) {
    switch (state) {
        case OrderState::placed:
        case OrderState::accepted:
        case OrderState::picking:
        case OrderState::packed: return Tone::leaf;
        case OrderState::ready:
        case OrderState::out: return Tone::lamp;
        case OrderState::done:
        case OrderState::cancelled: return Tone::sunk;
    }
    return Tone::sunk;
}

void order_row(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const std::string path = "/o/" + order.order.text();
    const std::string number = format(words.order_no, {order_number_text(order.number)});
    const Rect whole{ui.column().x, ui.cursor(), ui.column().w, 124};
    const Card card(ui, CardSpec{.padding_y = 12});
    if (tap_area(ui, Id("order", order.order.value), whole, number, Metrics::card_radius,
                 ui::Role::link, path)) {
        face.open(model::Page::order, order.order.value);
    }
    Slicer top(ui.take(26));
    const std::string_view state = state_words(face, order.state, order.fulfilment);
    const float wide = badge_width(ui, state);
    const Rect badge = top.right(wide, 8);
    badge_at(ui, {badge.x, badge.mid_y()}, tone_of_state(order.state), state);
    const std::string when = number + " · " + moment_words(face, order.placed_at);
    if (ui.narrow()) {
        line_of(ui, 20, TextStyle::note, theme.ink3, when);
    } else {
        label_at(ui, top.rest(), TextStyle::note, theme.ink3, when);
    }
    ui.space(8);
    Slicer row(ui.take(48));
    std::int64_t pieces = 0;
    for (const api::LineView& line : order.lines)
        pieces += line.quantity.count;
    const std::string total = yuan(order.due());
    label_at(ui, row.right(text_width(ui, TextStyle::name, total) + 2, 8), TextStyle::name,
             theme.ink, total, Align::right);
    const std::size_t shown = std::min<std::size_t>(order.lines.size(), ui.narrow() ? 1 : 2);
    for (std::size_t i = 0; i < shown; ++i) {
        const api::ItemView* item = face.state.item(order.lines[i].item);
        const Rect tile = row.left(48, 8);
        goods_tile(face, tile, order.lines[i].picture,
                   item != nullptr ? tone_of(item->category) : TileTone::leaf);
    }
    const std::string title = !order.group_title.empty() ? order.group_title
                              : order.lines.empty()      ? std::string()
                                                         : order.lines.front().name;
    const bool more = order.lines.size() > 1 || !order.group_title.empty();
    const std::string contents =
        more ? format(words.order_line, {title, pieces}) : title + " × " + std::to_string(pieces);
    if (ui.narrow()) {
        line_of(ui, 22, TextStyle::body, theme.ink, contents);
    } else {
        label_at(ui, row.rest(), TextStyle::body, theme.ink, contents);
    }
    if (order.state != OrderState::done && order.state != OrderState::cancelled) {
        ui.space(6);
        const bool pickup = order.fulfilment == Fulfilment::pickup;
        line_of(ui, 20, TextStyle::note_bold, theme.leaf_ink,
                format(pickup ? words.promise_pickup : words.promise_delivery,
                       {clock_words(face, order.due_at)}));
    }
}

}  // namespace

void came_card(const Face& face) {
    if (!face.state.order_list.value) return;
    const api::OrderView* newest = nullptr;
    for (const OrderId id : *face.state.order_list.value) {
        const api::OrderView* order = face.state.order(id);
        if (order == nullptr || order->state != OrderState::done || order->posted) continue;
        if (face.now - order->done_at > 12 * hour_ms) continue;
        if (newest == nullptr || order->done_at > newest->done_at) newest = order;
    }
    if (newest == nullptr) return;
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    {
        const Card card(ui);
        Slicer row(ui.take(52));
        const ButtonSpec spec{.kind = ButtonKind::secondary,
                              .size = ButtonSize::medium,
                              .label = words.came_button,
                              .icon = icon_of(Icon::camera)};
        const Rect place = ui.narrow() ? ui.take(52) : row.right(button_width(ui, spec), 12);
        if (button_at(ui, {"came"}, {place.x, place.y + 4, place.w, 44}, spec)) {
            model::PostDraft draft;
            draft.order = newest->order;
            face.send(model::ChangePost{draft});
        }
        const Rect text = row.rest();
        heading_at(ui, {text.x, text.y + 2, text.w, 24}, TextStyle::name, face.theme().ink,
                   words.came_title, 2);
        label_at(ui, {text.x, text.y + 28, text.w, 20}, TextStyle::note, face.theme().ink2,
                 words.came_hint);
    }
    ui.space(Metrics::card_gap);
}

void draw_orders(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    {
        const Page page(ui);
        notices(face);
        ui.space(16);
        heading(ui, TextStyle::title, words.orders_title, 1);
        ui.space(12);
        if (face.state.is_pending(api::PlaceOrder::name)) {
            banner(ui, {"waiting"},
                   {.tone = Tone::lamp,
                    .icon = icon_of(Icon::clock),
                    .text = words.order_waiting_net});
            ui.space(12);
        }
        if (face.state.me_known && !face.state.me) {
            if (empty_state(ui, {"stranger"}, face.words.common.not_for_you_title,
                            face.words.common.not_for_you_hint, face.words.common.go_home)) {
                face.open(model::Page::home);
            }
        } else if (loaded(face, face.state.order_list)) {
            came_card(face);
            const auto& list = *face.state.order_list.value;
            for (const OrderId id : list) {
                const api::OrderView* order = face.state.order(id);
                if (order == nullptr) continue;
                order_row(face, *order);
                ui.space(Metrics::card_gap);
            }
            const std::size_t kinds = face.state.list() ? face.state.list()->items.size() : 0;
            if (list.empty() && empty_state(ui, {"no_orders"}, words.no_orders_title,
                                            format(words.no_orders_hint, {kinds}), words.to_list)) {
                face.open(model::Page::home);
            }
        }
    }
    resident_tabs(face, model::Page::orders);
    post_sheet(face);
}

}  // namespace louxia::screens
