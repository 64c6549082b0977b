#include "server/app/shortages.hpp"

#include "server/app/callers.hpp"
#include "server/app/emit.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/use_cases.hpp"

namespace louxia::app {
namespace {

constexpr std::int64_t grams_per_jin = 500;

std::optional<Stock> stock_at(const Reader& reader, HubId hub, ItemId item) {
    for (const Stock& row : reader.stock_of_item(item)) {
        if (row.hub == hub) {
            return row;
        }
    }
    return std::nullopt;
}

/// Nothing of it stands free: what is promised is more than what is there.
Result<void> take_off_sale(Writer& writer, HubId hub, ItemId item) {
    const auto stock = stock_at(writer, hub, item);
    return stock ? writer.set_on_hand(hub, item, stock->reserved) : Result<void>{};
}

Result<void> write_off(Writer& writer, HubId hub, ItemId item, Pieces pieces) {
    const auto stock = stock_at(writer, hub, item);
    return stock ? writer.set_on_hand(hub, item, stock->on_hand - pieces) : Result<void>{};
}

/// The order with its part; the goods that it no longer gets leave promises and shelf.
Result<void> apply_to(Context& context, Writer& writer, const Order& order, const CutOrder& cut,
                      ItemId item, Instant now) {
    if (cut.nothing_left) {
        LOUXIA_TRY(step_order(context, writer, order, OrderState::cancelled, Role::leader, now));
        return write_off(writer, order.hub, item, cut.taken);
    }
    LOUXIA_TRY(writer.reserve(order.hub, item, Pieces{-cut.taken.count}));
    LOUXIA_TRY(write_off(writer, order.hub, item, cut.taken));
    writer.put(cut.order);
    emit_order_changed(writer, cut.order, now);
    emit_order_cut(writer, order.household, cut, now);
    emit_run_changed(writer, order.courier, now);
    return {};
}

Result<void> apply_cut(Context& context, Writer& writer, Shortage& shortage, ShortageCut& planned,
                       Instant now) {
    planned.applied_at = now;
    const auto order = writer.order(planned.order);
    if (!order || order->state > OrderState::picking) {
        return {};
    }
    LOUXIA_ASSIGN(const CutOrder cut, cut_order(*order, shortage.item, planned.given));
    if (cut.taken.count == 0) {
        return {};
    }
    LOUXIA_TRY(apply_to(context, writer, *order, cut, shortage.item, now));
    planned.taken = cut.taken;
    planned.off = cut.off;
    shortage.taken = shortage.taken + cut.taken;
    ++shortage.orders;
    LOUXIA_ASSIGN(shortage.off, add(shortage.off, cut.off));
    return {};
}

/// Who gets how much, kept for those who get less. How many these are.
std::int32_t plan(Writer& writer, Shortage& shortage, const std::vector<WaitingOrder>& orders) {
    std::vector<Pieces> waiting;
    for (const WaitingOrder& each : orders) {
        waiting.push_back(each.pieces);
    }
    const std::vector<Pieces> given = share_shortage(shortage.there, waiting);
    std::int32_t count = 0;
    for (std::size_t index = 0; index < orders.size(); ++index) {
        if (given[index] < waiting[index]) {
            writer.put(ShortageCut{shortage.id, orders[index].order, given[index], {}, {}, {}});
            ++count;
        }
    }
    return count;
}

}  // namespace

Result<bool> continue_shortage(Context& context, Writer& writer, ShortageId id, Instant now) {
    auto shortage = writer.shortage(id);
    if (!shortage || shortage->ended_at.is_set()) {
        return false;
    }
    auto cuts = writer.cuts_to_apply(id, cut_at_once);
    for (ShortageCut& cut : cuts) {
        LOUXIA_TRY(apply_cut(context, writer, *shortage, cut, now));
        writer.put(cut);
    }
    const bool more = cuts.size() == static_cast<std::size_t>(cut_at_once);
    shortage->ended_at = more ? Instant{} : now;
    writer.put(*shortage);
    if (!cuts.empty()) {
        emit_items_changed(writer, {shortage->item}, now);
        emit_board_changed(writer, shortage->hub, now);
    }
    return more;
}

Result<api::ShareShortage::Response> share_shortage_of_item(
    Context& context, const Caller& caller, const api::ShareShortage::Request& request,
    Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Hub hub, hub_of(caller, writer, request.hub));
    const auto item = writer.item(request.item);
    if (!item) {
        return refuse(ErrorCode::not_found, "item");
    }
    if (request.grams > 0 && item->unit != Unit::jin) {
        return refuse(ErrorCode::invalid_value, "grams");
    }
    Shortage shortage;
    shortage.id = context.ids.make<ShortageId>();
    shortage.hub = hub.id;
    shortage.item = item->id;
    shortage.there = Pieces{request.grams > 0 ? request.grams / grams_per_jin : request.pieces};
    shortage.by = caller.member->id;
    shortage.noted_at = now;
    const auto orders = writer.orders_waiting_for(hub.id, item->id);
    for (const WaitingOrder& each : orders) {
        shortage.waiting = shortage.waiting + each.pieces;
    }
    if (shortage.there >= shortage.waiting) {
        return refuse(ErrorCode::not_short, request.grams > 0 ? "grams" : "pieces");
    }
    writer.put(shortage);
    const std::int32_t count = plan(writer, shortage, orders);
    LOUXIA_TRY(take_off_sale(writer, hub.id, item->id));
    LOUXIA_TRY(continue_shortage(context, writer, shortage.id, now));
    return api::ShareShortage::Response{shortage.there.count, shortage.waiting.count, count};
}

}  // namespace louxia::app
