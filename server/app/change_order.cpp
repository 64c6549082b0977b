#include <set>
#include <utility>
#include <vector>

#include "server/app/callers.hpp"
#include "server/app/crowd.hpp"
#include "server/app/dispatching.hpp"
#include "server/app/emit.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/sourcing.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/order_change.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

struct Changed {
    Order before;
    Offer after;  ///< with the promise that stands when the way stays
};

Result<std::vector<OrderLine>> lines_to_add(const Context& context, const Reader& reader,
                                            const std::vector<api::BasketLine>& add, Instant now) {
    if (add.empty()) {
        return std::vector<OrderLine>{};
    }
    const auto list = published_list_today(context, reader, now);
    if (!list) {
        return refuse(ErrorCode::list_not_published);
    }
    return lines_from_list(reader, *list, add, "add");
}

Result<Changed> prepare(const Context& context, const Caller& caller, const Reader& reader,
                        const api::QuoteChange::Request& request, Instant now) {
    Changed changed;
    LOUXIA_ASSIGN(changed.before, own_order(caller, reader, request.order));
    const auto hub = reader.hub(changed.before.hub);
    if (!hub) {
        return refuse(ErrorCode::not_found, "hub");
    }
    changed.after.hub = *hub;
    OrderChange what;
    what.fulfilment = request.fulfilment;
    for (const auto& line : request.lines) {
        what.fewer.push_back({static_cast<std::size_t>(line.line), Pieces{line.quantity}});
    }
    LOUXIA_ASSIGN(what.more, lines_to_add(context, reader, request.add, now));
    LOUXIA_ASSIGN(changed.after.order, change(changed.before, what, hub->terms));
    const auto coupon =
        changed.before.coupon.is_set() ? reader.coupon(changed.before.coupon) : std::nullopt;
    if (coupon && shown_goods(changed.after.order) < coupon->minimum) {
        return refuse(ErrorCode::below_coupon, "lines");
    }
    if (request.fulfilment == changed.before.fulfilment) {
        changed.after.quote = {true, changed.before.estimate_at - now,
                               changed.before.estimate_at - now, changed.before.promise};
    } else {
        LOUXIA_TRY(promise_offer(context, reader, changed.after, now));
    }
    return changed;
}

std::int64_t pieces_of(const Order& order, ItemId item) noexcept {
    std::int64_t count = 0;
    for (const OrderLine& line : order.lines) {
        count += line.item == item ? line.quantity.count - line.missing.count : 0;
    }
    return count;
}

/// The difference of each item, given back or reserved.
Result<void> move_stock(Writer& writer, const Changed& changed,
                        const std::vector<api::BasketLine>& add, Instant now) {
    std::set<ItemId> items;
    for (const Order* order : {&changed.before, &changed.after.order}) {
        for (const OrderLine& line : order->lines)
            items.insert(line.item);
    }
    std::vector<ItemId> moved;
    for (const ItemId item : items) {
        const std::int64_t more =
            pieces_of(changed.after.order, item) - pieces_of(changed.before, item);
        if (more == 0) {
            continue;
        }
        if (!writer.reserve(changed.before.hub, item, Pieces{more})) {
            std::size_t index = 0;
            while (index < add.size() && add[index].item != item)
                ++index;
            return refuse(ErrorCode::sold_out, indexed_field("add", index, "quantity"));
        }
        moved.push_back(item);
    }
    emit_items_changed(writer, std::move(moved), now);
    return {};
}

Result<void> move_hold(Context& context, Writer& writer, const Changed& changed, Instant now) {
    if (changed.before.payment != Payment::wallet) {
        return {};
    }
    const Order& order = changed.after.order;
    LOUXIA_ASSIGN(const Money more, subtract(order.total, changed.before.total));
    return more.is_negative()
               ? release_money(context, writer, order.household, negate(more), order.id.value, now)
               : hold_money(context, writer, order.household, more, order.id.value, now);
}

}  // namespace

Result<api::QuoteChange::Response> quote_change(const Context& context, const Caller& caller,
                                                const api::QuoteChange::Request& request,
                                                const Reader& reader) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Changed changed, prepare(context, caller, reader, request, now));
    return view_of_offer(reader, changed.after, now);
}

Result<api::OrderView> change_order(Context& context, const Caller& caller,
                                    const api::ChangeOrder::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(Changed changed,
                  prepare(context, caller, writer,
                          {request.order, request.lines, request.add, request.fulfilment}, now));
    Order& order = changed.after.order;
    if (request.terms != terms_of(order)) {
        return refuse(ErrorCode::price_changed, "terms");
    }
    if (!changed.after.quote.offered) {
        return refuse(ErrorCode::unavailable, "fulfilment");
    }
    LOUXIA_TRY(move_stock(writer, changed, request.add, now));
    LOUXIA_TRY(move_hold(context, writer, changed, now));
    const CourierId courier = changed.before.courier;
    if (order.fulfilment == Fulfilment::pickup) {
        end_assignment(writer, order, AssignmentEnd::released, now);
    }
    writer.put(order);
    emit_order_changed(writer, order, now);
    emit_board_changed(writer, order.hub, now);
    emit_run_changed(writer, courier, now);
    LOUXIA_TRY(follow_crowd(context, writer, courier, now));
    // One more bag to carry, or one courier free for another.
    assign_couriers(context, writer, now);
    return view_of_order(writer, writer.order(order.id).value_or(order));
}

}  // namespace louxia::app
