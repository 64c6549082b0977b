#include "server/app/refunds.hpp"

#include "server/app/emit.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/settlements.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

/// Every line of the order that is the item, as far as it was not refunded yet.
Result<Money> refund_item(Context& context, Writer& writer, Order order, ItemId item, Instant now) {
    Money sum;
    for (std::size_t index = 0; index < order.lines.size(); ++index) {
        const OrderLine& line = order.lines[index];
        if (line.item != item || line.refunded >= due_of(line)) {
            continue;
        }
        const Money before = order.refunded;
        LOUXIA_ASSIGN(order, refund_now(context, writer, order, static_cast<std::int32_t>(index),
                                        RefundReason::recalled, RefundWay::wallet, now));
        LOUXIA_ASSIGN(const Money amount, subtract(order.refunded, before));
        LOUXIA_ASSIGN(sum, add(sum, amount));
    }
    return sum;
}

/// Sold no more: what is promised stays promised until its order is changed or refunded.
Result<void> take_off_sale(Writer& writer, ItemId item, Instant now) {
    for (const Stock& row : writer.stock_of_item(item)) {
        LOUXIA_TRY(writer.set_on_hand(row.hub, item, row.reserved));
        emit_board_changed(writer, row.hub, now);
    }
    emit_items_changed(writer, {item}, now);
    return {};
}

Result<Recall> start_recall(Context& context, Writer& writer, const Item& item, Instant since,
                            Instant now) {
    auto recall = writer.recall(item.id);
    if (!recall) {
        recall = Recall{item.id, since, now, Instant{}, 0, Money{}};
        writer.put(*recall);
    }
    LOUXIA_TRY(take_off_sale(writer, item.id, now));
    LOUXIA_TRY(continue_recall(context, writer, item.id, now));
    return writer.recall(item.id).value_or(*recall);
}

}  // namespace

Result<Order> refund_now(Context& context, Writer& writer, const Order& order, std::int32_t line,
                         RefundReason reason, RefundWay way, Instant now) {
    LOUXIA_ASSIGN(const Refunded done, refund(order, line, way));
    Refund note;
    note.order = order.id;
    note.number = static_cast<std::int32_t>(writer.refunds_of(order.id).size()) + 1;
    note.line = line;
    note.amount = done.amount;
    note.reason = reason;
    note.at = now;
    LOUXIA_ASSIGN(const BookedRefund booked,
                  refund_money(context, writer, order, way, done.amount, now));
    note.entry = booked.entry;
    note.way = booked.way;
    LOUXIA_TRY(take_back_commission(context, writer, done.order, now));
    writer.put(done.order);
    writer.put(note);
    for (const RefundClaim& claim : granted_by_now(done.order, writer.claims_of(order.id), now)) {
        writer.put(claim);
    }
    note.amount = booked.to_household;
    emit_order_refunded(writer, order.household, note, now);
    return done.order;
}

Result<bool> continue_recall(Context& context, Writer& writer, ItemId item, Instant now) {
    auto recall = writer.recall(item);
    if (!recall || recall->ended_at.is_set()) {
        return false;
    }
    const auto orders = writer.orders_to_recall(*recall, recalled_at_once);
    for (const OrderId id : orders) {
        const auto order = writer.order(id);
        if (!order) {
            continue;
        }
        LOUXIA_ASSIGN(const Money amount, refund_item(context, writer, *order, item, now));
        LOUXIA_ASSIGN(recall->refunded, add(recall->refunded, amount));
        ++recall->orders;
    }
    const bool more = orders.size() == static_cast<std::size_t>(recalled_at_once);
    if (!more && !writer.is_under_way(item)) {
        recall->ended_at = now;
    }
    if (!orders.empty() || recall->ended_at.is_set()) {
        writer.put(*recall);
    }
    return more;
}

Result<api::OrderView> refund_order(Context& context, const Caller&,
                                    const api::RefundOrder::Request& request, Writer& writer) {
    const auto order = writer.order(request.order);
    if (!order) {
        return refuse(ErrorCode::not_found);
    }
    LOUXIA_ASSIGN(const Order refunded,
                  refund_now(context, writer, *order, request.line, request.reason, request.way,
                             context.clock.now()));
    return view_with_claims(writer, refunded);
}

Result<api::RecallItem::Response> recall_item(Context& context, const Caller&,
                                              const api::RecallItem::Request& request,
                                              Writer& writer) {
    const Instant now = context.clock.now();
    const auto item = writer.item(request.item);
    const auto list = item ? writer.list(item->list) : std::nullopt;
    if (!list) {
        return refuse(ErrorCode::not_found);
    }
    if (list->state != ListState::published) {
        return refuse(ErrorCode::list_not_published);
    }
    api::RecallItem::Response response;
    for (const Item& each : writer.items_of(list->id)) {
        const bool same_batch =
            request.whole_batch && item->batch.id.is_set() && each.batch.id == item->batch.id;
        if (each.id == item->id || same_batch) {
            LOUXIA_ASSIGN(const Recall recall,
                          start_recall(context, writer, each, list->published_at, now));
            response.recalls.push_back({recall.item, each.name, recall.orders, recall.refunded,
                                        recall.started_at, recall.ended_at});
        }
    }
    return response;
}

}  // namespace louxia::app
