#include <algorithm>
#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"
#include "client/screens/resident/qr.hpp"
#include "client/ui/text/kit.hpp"
#include "shared/api/arrival.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

bool is_late(const api::OrderView& order) {
    return order.estimate_at.is_set() && order.estimate_at > order.due_at;
}

bool waits_for_pickup(const api::OrderView& order) {
    return order.fulfilment == Fulfilment::pickup && order.state == OrderState::ready;
}

bool is_cancellable(OrderState state) {
    return who_may_move(state, OrderState::cancelled, Fulfilment::delivery)
        .has(louxia::Role::resident);
}

std::string headline(const Face& face, const api::OrderView& order) {
    const auto& words = face.words.resident;
    if (order.state == OrderState::out) {
        return format(words.arriving, {order.address.building_number});
    }
    if (order.state == OrderState::packed && order.fulfilment == Fulfilment::delivery) {
        return words.waiting_courier;
    }
    return std::string(state_words(face, order.state, order.fulfilment));
}

/// "约 21 分钟后到", or the time itself when that is long.
void estimate_words(const Face& face, const api::OrderView& order, Instant estimate,
                    const Rect& place) {
    Ui& ui = face.ui;
    const Color ink = face.theme().ink;
    const Color strong = is_late(order) ? face.theme().lamp_ink : face.theme().leaf_ink;
    const auto& words = face.words.resident;
    const float y = place.y + 4;
    Node node;
    if (api::is_told_in_minutes(estimate, face.now)) {
        const std::string minutes = std::to_string(api::minutes_until(estimate, face.now));
        float x = place.x;
        x += draw_text(ui, {x, y + 22}, TextStyle::head, ink, words.about) + 6;
        x += draw_text(ui, {x, y}, TextStyle::hero, strong, minutes, Digits::tabular) + 6;
        const bool pickup = order.fulfilment == Fulfilment::pickup;
        draw_text(ui, {x, y + 22}, TextStyle::head, ink,
                  pickup ? words.minutes_ready : words.minutes_more);
        node.name = std::string(words.about) + " " + minutes + " " + words.minutes_more;
    } else {
        const std::string time = clock_words(face, estimate);
        draw_text(ui, {place.x, y}, TextStyle::hero, strong, time, Digits::tabular);
        node.name = format(words.about_time, {time});
    }
    node.id = Id("eta");
    node.role = ui::Role::status;
    node.value = node.name;
    node.rect = place;
    ui.node(node);
}

void eta_card(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const bool done = order.state == OrderState::done;
    const Instant estimate = order.estimate_at.is_set() ? order.estimate_at : order.due_at;
    const Card card(ui, CardSpec{.lift = Lift::floating});
    Slicer top(ui.take(22));
    const float right_wide = 112;
    const bool soon = api::is_told_in_minutes(estimate, face.now);
    if (!done && soon) {
        label_at(ui, top.right(right_wide), TextStyle::label, theme.ink2, words.expected,
                 Align::right);
    }
    label_at(ui, top.rest(), TextStyle::label, theme.ink2, headline(face, order));
    Slicer numbers(ui.take(60));
    // With large text the promise stands below the estimate.
    const Rect right = ui.narrow() ? (done ? Rect{} : ui.take(56)) : numbers.right(right_wide, 8);
    const Rect left = numbers.rest();
    if (done) {
        // Above it stands that it was collected.
        const std::string time = clock_words(face, order.done_at);
        const bool pickup = order.fulfilment == Fulfilment::pickup;
        heading_at(ui, {left.x, left.y + 8, left.w, 40}, TextStyle::title, theme.leaf_ink,
                   pickup ? time : format(words.delivered_at, {time}), 1);
    } else {
        if (soon) {
            label_at(ui, {right.x, right.y + 2, right.w, 32}, TextStyle::title, theme.ink,
                     clock_words(face, estimate), Align::right, Digits::tabular);
        }
        label_at(ui, {right.x, right.y + 34, right.w, 18}, TextStyle::note, theme.ink3,
                 format(words.promised, {clock_words(face, order.due_at)}), Align::right);
        estimate_words(face, order, estimate, left);
    }
    ui.space(10);
    const auto time = [&](Instant at) {
        return at.is_set() ? clock_words(face, at) : std::string();
    };
    const std::array<std::string, 4> times{
        time(order.placed_at), time(order.packed_at), time(order.out_at),
        done ? time(order.done_at) : format(words.about_time, {clock_words(face, estimate)})};
    const std::string_view last = state_words(face, OrderState::done, order.fulfilment);
    const std::string_view third = order.fulfilment == Fulfilment::pickup
                                       ? state_words(face, OrderState::ready, order.fulfilment)
                                       : std::string_view(words.step_out);
    const std::array<Step, 4> items{Step{words.step_placed, times[0]},
                                    Step{words.step_packed, times[1]}, Step{third, times[2]},
                                    Step{last, times[3]}};
    int current = 0;
    if (order.packed_at.is_set()) current = 1;
    if (order.out_at.is_set()) current = 2;
    if (done) current = 4;
    steps(ui, items, current, headline(face, order));
}

void late_banner(const Face& face, const api::OrderView& order) {
    if (order.fulfilment != Fulfilment::delivery) return;
    const auto& words = face.words.resident;
    const Money amount = order.compensated ? order.compensation : compensation_when_late;
    if (order.compensated) {
        banner(face.ui, {"late"},
               {.tone = Tone::leaf,
                .icon = icon_of(Icon::wallet),
                .text = format(words.late_paid, {yuan(amount)})});
    } else if (order.state != OrderState::done) {
        const std::string due = clock_words(face, order.due_at);
        const std::string text = format(words.promise_late, {due, yuan(amount)});
        banner(face.ui, {"late"},
               {.tone = Tone::leaf, .icon = icon_of(Icon::wallet), .text = text});
    } else {
        return;
    }
    face.ui.space(Metrics::card_gap);
}

/// What the household tells who stands at its door.
void door_code(const Face& face, const api::OrderView& order) {
    if (order.pickup_code.empty() || order.fulfilment != Fulfilment::delivery) return;
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    ui.space(12);
    separator(ui);
    ui.space(12);
    Slicer row(ui.take(44));
    const float wide = text_width(ui, TextStyle::title, order.pickup_code, Digits::tabular) + 2;
    label_at(ui, row.right(wide, 8), TextStyle::title, face.theme().ink, order.pickup_code,
             Align::right, Digits::tabular);
    const Rect text = row.rest();
    label_at(ui, {text.x, text.y, text.w, 24}, TextStyle::name, face.theme().ink, words.door_code);
    label_at(ui, {text.x, text.y + 24, text.w, 18}, TextStyle::note, face.theme().ink2,
             words.door_code_hint);
}

void courier_card(const Face& face, const api::OrderView& order) {
    if (!order.track || order.state == OrderState::done) return;
    Ui& ui = face.ui;
    const Card card(ui);
    const Rect row = ui.take(48);
    avatar(ui, {row.x + 24, row.mid_y()}, 48, order.track->courier_name);
    const Rect text{row.x + 60, row.y, row.w - 60, row.h};
    label_at(ui, {text.x, text.y + 2, text.w, 24}, TextStyle::name, face.theme().ink,
             order.track->courier_name);
    label_at(ui, {text.x, text.y + 26, text.w, 18}, TextStyle::note, face.theme().ink2,
             face.words.resident.courier_way);
    door_code(face, order);
}

void photo_card(const Face& face, const api::OrderView& order) {
    if (order.handed_photo.empty()) return;
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    {
        const Card card(ui);
        heading(ui, TextStyle::name, words.left_here);
        ui.space(8);
        const float wide = ui.column().w;
        const std::string url = picture_url(order.handed_photo, wide * ui.dpr());
        tile_at(ui, ui.take(wide * 0.62f),
                {.url = url, .name = words.handed_photo, .tone = TileTone::egg, .cover = true});
    }
    ui.space(Metrics::card_gap);
}

void lines_card(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const Card card(ui);
    std::int64_t pieces = 0;
    for (const api::LineView& line : order.lines)
        pieces += line.quantity.count;
    const bool delivery = order.fulfilment == Fulfilment::delivery;
    section_title(ui, format(delivery ? words.items_delivery : words.items_pickup, {pieces}),
                  format(words.order_no, {order_number_text(order.number)}));
    ui.space(8);
    for (const api::LineView& line : order.lines) {
        Slicer row(ui.take(52));
        const Rect tile = row.left(44, 12);
        const api::ItemView* item = face.state.item(line.item);
        goods_tile(face, {tile.x, tile.y + 4, 44, 44}, line.picture,
                   item != nullptr ? tone_of(item->category) : TileTone::leaf);
        const std::string total = yuan(line.total);
        Slicer below(ui.narrow() ? ui.take(28) : Rect{});
        const float amount_wide = std::max(64.f, text_width(ui, TextStyle::name, total) + 2);
        const Rect amount = (ui.narrow() ? below : row).right(amount_wide, 8);
        const std::string quantity = quantity_words(face, line.unit, line.quantity);
        const Rect count = ui.narrow()
                               ? below.left(text_width(ui, TextStyle::note, quantity) + 2)
                               : row.right(text_width(ui, TextStyle::note, quantity) + 2, 8);
        label_at(ui, row.rest(), TextStyle::body, theme.ink, line.name);
        label_at(ui, count, TextStyle::note, theme.ink3, quantity, Align::right);
        label_at(ui, amount, TextStyle::name, theme.ink, total, Align::right);
        const std::string changed = change_words(face, line);
        if (!changed.empty()) {
            paragraph(ui, TextStyle::note, theme.lamp_ink, changed, 0, Align::left, 56);
            ui.space(4);
        }
        ui.space(4);
    }
    ui.space(4);
    separator(ui);
    ui.space(8);
    if (!order.cut.is_zero()) {
        const bool paid = order.payment == Payment::wallet;
        banner(ui, {"cut"},
               {.tone = Tone::leaf,
                .icon = icon_of(Icon::wallet),
                .text = format(paid ? words.cut_paid : words.cut_unpaid, {yuan(order.cut)})});
        ui.space(8);
    }
    Slicer fee(ui.take(26));
    label_at(ui, fee.right(90), TextStyle::body, theme.ink,
             order.delivery_fee.is_zero() ? std::string(face.words.common.free)
                                          : yuan(order.delivery_fee),
             Align::right);
    label_at(ui, fee.rest(), TextStyle::body, theme.ink2, words.delivery_fee);
    if (!order.discount.is_zero()) {
        Slicer off(ui.take(26));
        label_at(ui, off.right(90), TextStyle::body, theme.ink, yuan(negate(order.discount)),
                 Align::right);
        label_at(ui, off.rest(), TextStyle::body, theme.ink2, words.coupon);
    }
    Slicer total(ui.take(32));
    const PriceSpec due{.fen = order.due().fen()};
    price_at(ui, total.right(ui.narrow() ? price_width(ui, due) : 140, 4), due, Align::right);
    label_at(ui, total.rest(), TextStyle::body, theme.ink2,
             order.payment == Payment::wallet ? words.paid : words.pay_at_door);
    for (std::size_t i = 0; i < order.refunds.size(); ++i) {
        ui.space(8);
        banner(ui, Id("refund", i),
               {.tone = Tone::leaf,
                .icon = icon_of(Icon::wallet),
                .text = refund_words(face, order, order.refunds[i])});
    }
    claims(face, order);
    if (!order.note.empty()) {
        ui.space(4);
        paragraph(ui, TextStyle::note, theme.ink3, order.note);
    }
}

void action_row(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    if (may_change(order)) {
        if (button(ui, {"change"}, {.kind = ButtonKind::secondary, .label = words.change_order})) {
            start_order_form(face, order);
        }
        ui.space(12);
    }
    claim_entry(face, order);
    const ButtonOf again{{"again"}, {.kind = ButtonKind::outline, .label = words.again}};
    const ButtonOf cancel{
        {"cancel"},
        {.kind = ButtonKind::outline,
         .label = words.cancel_order,
         .waiting = face.state.is_pending(api::CancelOrder::name, order.order.value)}};
    const std::array<ButtonOf, 2> buttons{cancel, again};
    const bool cancellable = is_cancellable(order.state) && !order.group.is_set();
    const int tapped = button_row(ui, std::span(buttons).subspan(cancellable ? 0 : 1));
    if (tapped < 0) return;
    if (cancellable && tapped == 0) {
        ui.memory({"cancelling"}) = 1;
    } else {
        face.send(model::OrderAgain{order.order});
    }
}

void cancel_sheet(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    order_form_sheet(face, order);
    const auto& words = face.words.resident;
    bool open = ui.memory({"cancelling"}) > 0;
    if (Sheet sheet(ui, {"cancel_sheet"}, words.cancel_ask, open); sheet) {
        paragraph(ui, TextStyle::body, face.theme().ink2, words.cancel_note);
        ui.space(16);
        if (button(ui, {"cancel_sure"},
                   {.kind = ButtonKind::danger, .label = words.cancel_order})) {
            face.send(model::Cancel{order.order});
            open = false;
        }
        ui.space(8);
        if (button(ui, {"keep"}, {.kind = ButtonKind::outline, .label = words.keep_order})) {
            open = false;
        }
    }
    ui.memory({"cancelling"}) = open ? 1.f : 0.f;
}

void pickup_face(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    std::int64_t pieces = 0;
    bool chilled = false;
    for (const api::LineView& line : order.lines) {
        pieces += line.quantity.count;
        const api::ItemView* item = face.state.item(line.item);
        chilled = chilled || (item != nullptr && item->chilled);
    }
    Slicer line(ui.take(28));
    const float lit = badge_width(ui, words.lamp_on);
    const Rect badge = line.left(lit, 8);
    badge_at(ui, {badge.x, badge.mid_y()}, Tone::lamp, words.lamp_on);
    const std::string ready = format(words.ready_pieces, {pieces, order.hub_place});
    if (ui.narrow()) {
        line_of(ui, 24, TextStyle::label, theme.ink2, ready);
    } else {
        label_at(ui, line.rest(), TextStyle::label, theme.ink2, ready);
    }
    ui.space(8);
    heading(ui, TextStyle::big, words.come_now, 1);
    ui.space(16);
    {
        const Card card(ui, CardSpec{.lift = Lift::floating});
        label_at(ui, ui.take(20), TextStyle::label, theme.ink2, words.pickup_code, Align::centre);
        code_digits(ui, order.pickup_code, words.pickup_code);
        const QrMatrix matrix = qr_matrix(order.pickup_code);
        const float side = std::min(192.f, card.inner().w);
        const Rect place = ui.take(side).centred(side, side);
        outline(ui, place, theme.line, Metrics::card_radius);
        qr_code(ui, place.inset(8), matrix.modules, matrix.size, true);
        ui.space(12);
        paragraph(ui, TextStyle::label, theme.ink2, words.pickup_how, 0, Align::centre);
    }
    ui.space(Metrics::card_gap);
    const std::string until = format(words.until, {moment_words(face, order.collect_before)});
    banner(ui, {"until"},
           {.tone = Tone::lamp,
            .icon = icon_of(Icon::clock),
            .text = chilled ? std::string_view(words.chilled_note) : std::string_view(),
            .strong = chilled ? until + " · " : until});
    ui.space(Metrics::card_gap);
    {
        const Card card(ui, CardSpec{.padding_y = 4});
        fact_row(ui, words.where, order.hub_place + " · " + order.hub_name);
        fact_row(ui, words.ready_since, moment_words(face, order.out_at));
        fact_row(ui, words.who_may, words.who_may_value, true);
    }
    ui.space(Metrics::card_gap);
}

void pickup_foot(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const Foot bar(ui, 48);
    if (button_at(ui, {"family"}, column_of(bar.rect(), 0, 2, 12),
                  {.kind = ButtonKind::outline, .label = words.send_family})) {
        const std::string text =
            format(words.family_text,
                   {order.hub_place, order.pickup_code, clock_words(face, order.collect_before)});
        Ui* kit = &ui;
        const std::string copied =
            face.words.common.said[static_cast<std::size_t>(model::Saying::copied)];
        ui.platform().copy_text(text, [kit, copied](bool done) {
            if (done) kit->toast(copied, Icon::check);
        });
    }
    if (button_at(ui, {"took"}, column_of(bar.rect(), 1, 2, 12),
                  {.kind = ButtonKind::primary,
                   .label = words.i_took_it,
                   .waiting = face.state.is_pending(api::CollectOrder::name, order.order.value)})) {
        face.send(model::Collect{order.order});
    }
}

void running_face(const Face& face, const api::OrderView& order) {
    Ui& ui = face.ui;
    if (order.state == OrderState::cancelled) {
        empty_state(ui, {"cancelled"}, face.words.resident.cancelled_title,
                    face.words.resident.cancelled_hint, {});
    } else {
        eta_card(face, order);
        ui.space(Metrics::card_gap);
        late_banner(face, order);
        courier_card(face, order);
        if (order.track && order.state != OrderState::done) ui.space(Metrics::card_gap);
        if (order.state == OrderState::done) {
            photo_card(face, order);
            came_card(face);
        }
    }
}

}  // namespace

void draw_order(const Face& face) {
    Ui& ui = face.ui;
    const OrderId id{face.state.route.id};
    const api::OrderView* order = face.state.order(id);
    const bool pickup = order != nullptr && waits_for_pickup(*order);
    const bool map = order != nullptr && order->fulfilment == Fulfilment::delivery &&
                     order->state != OrderState::done && order->state != OrderState::cancelled;
    {
        const Page page(ui, {.panes = true});
        notices(face);
        if (map && face.state.home.value) {
            const float top = ui.cursor();
            const Rect view{0, top, ui.width(), 316};
            order_map(face, *order, view);
            if (icon_button(ui, {"back"}, {ui.column().x + 22, top + 34}, Icon::left,
                            ui.text().back, face.theme().card, face.theme().ink)) {
                face.send(model::GoBack{});
            }
            ui.space(272);
        } else if (top_bar(ui, {.title = pickup ? face.words.resident.pickup_title
                                                : face.words.resident.orders_title}) ==
                   BarAction::back) {
            face.send(model::GoBack{});
        }
        const auto remote = face.state.orders.find(id.value);
        const Error* error = remote != face.state.orders.end() && remote->second.error
                                 ? &*remote->second.error
                                 : nullptr;
        if (!loaded_parts(face, order != nullptr, error)) return;
        Panes panes(ui);
        if (pickup) {
            pickup_face(face, *order);
        } else {
            running_face(face, *order);
        }
        for (const auto what : {api::CancelOrder::name, api::CollectOrder::name}) {
            refusal_banner(face, {"refused"}, face.state.refusal(what, id.value));
        }
        panes.next();
        lines_card(face, *order);
        ui.space(Metrics::card_gap);
        action_row(face, *order);
    }
    if (pickup) {
        ui.platform().keep_awake(true);
        pickup_foot(face, *order);
    }
    cancel_sheet(face, *order);
    claim_sheet(face, *order);
    post_sheet(face);
}

}  // namespace louxia::screens
