#include "server/app/emit.hpp"

#include <algorithm>

#include "server/app/views.hpp"

namespace louxia::app {

void emit_list_published(Writer& writer, CivilDate date, Instant now) {
    writer.emit_event(api::ListPublished{date}, api::Audience::everyone, 0, now);
}

void emit_items_changed(Writer& writer, std::vector<ItemId> ids, Instant now) {
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    api::ItemsChanged message;
    for (const ItemId id : ids) {
        const auto item = writer.item(id);
        const auto list = item ? writer.list(item->list) : std::nullopt;
        if (!list || list->state != ListState::published) {
            continue;
        }
        message.items.push_back({id, item->price, most_available(writer.stock_of_item(id))});
    }
    if (!message.items.empty()) {
        writer.emit_event(message, api::Audience::everyone, 0, now);
    }
}

void emit_group_changed(Writer& writer, const GroupBuy& group, Instant now) {
    writer.emit_event(api::GroupChanged{view_of_group(writer, group)}, api::Audience::everyone, 0,
                      now);
}

void emit_order_changed(Writer& writer, const Order& order, Instant now) {
    writer.emit_event(api::OrderChanged{order.id, order.state}, api::Audience::household,
                      order.household.value, now);
}

void emit_order_refunded(Writer& writer, HouseholdId household, const Refund& refund, Instant now) {
    const api::OrderRefunded message{refund.order, refund.amount, refund.reason, refund.way};
    writer.emit_event(message, api::Audience::household, household.value, now);
}

void emit_order_cut(Writer& writer, HouseholdId household, const CutOrder& cut, Instant now) {
    const api::OrderRefunded message{
        cut.order.id, cut.off, RefundReason::missing,
        cut.order.payment == Payment::on_handover ? RefundWay::cash : RefundWay::wallet};
    writer.emit_event(message, api::Audience::household, household.value, now);
}

void emit_wallet_changed(Writer& writer, HouseholdId household, Instant now) {
    const api::WalletChanged message{writer.balance(wallet_of(household)),
                                     writer.balance(hold_of(household))};
    writer.emit_event(message, api::Audience::household, household.value, now);
}

void emit_board_changed(Writer& writer, HubId hub, Instant now) {
    writer.emit_event(api::BoardChanged{hub}, api::Audience::staff, hub.value, now);
}

void emit_run_changed(Writer& writer, CourierId courier, Instant now) {
    if (courier.is_set()) {
        writer.emit_event(api::RunChanged{courier}, api::Audience::courier, courier.value, now);
    }
}

void emit_post_added(Writer& writer, PostId post, Instant now) {
    writer.emit_event(api::PostAdded{post}, api::Audience::everyone, 0, now);
}

void emit_courier_moved(Writer& writer, const Order& order, const Courier& courier, Instant now) {
    const api::CourierMoved message{order.id, view_of_point(courier.at), courier.seen_at,
                                    order.estimate_at};
    writer.emit_event(message, api::Audience::household, order.household.value, now);
}

}  // namespace louxia::app
