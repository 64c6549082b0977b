#include "server/app/group_steps.hpp"

#include <algorithm>

#include "server/app/emit.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/order_steps.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

/// Gives what is left of the price, less than a fen per piece each, to lines until it is gone. A
/// line whose pieces do not divide it is split in two.
void spread_rest(std::vector<OrderLine>& lines, std::int64_t rest) {
    std::stable_sort(lines.begin(), lines.end(), [](const OrderLine& a, const OrderLine& b) {
        return a.quantity > b.quantity;
    });
    for (OrderLine& line : lines) {
        const std::int64_t each = rest / line.quantity.count;
        line.unit_price = Money::fen_unchecked(line.unit_price.fen() + each);
        rest -= each * line.quantity.count;
    }
    if (rest > 0) {
        OrderLine dearer = lines.back();
        lines.back().quantity = Pieces{lines.back().quantity.count - rest};
        dearer.quantity = Pieces{rest};
        dearer.unit_price = Money::fen_unchecked(dearer.unit_price.fen() + 1);
        lines.push_back(std::move(dearer));
    }
}

OrderLine line_of(const Reader& reader, const GroupContent& content) {
    OrderLine line;
    line.item = content.item;
    line.name = content.name;
    line.picture = content.picture;
    line.quantity = content.pieces;
    if (const auto item = reader.item(content.item)) {
        line.unit = item->unit;
        line.chilled = item->chilled;
        line.batch_text =
            item->batch.place + (item->batch.place.empty() ? "" : " ") + item->batch.farm;
        line.unit_price = item->price;
    }
    return line;
}

void emit_contents_changed(Writer& writer, const GroupBuy& group, Instant now) {
    std::vector<ItemId> items;
    for (const GroupContent& content : group.contents) {
        items.push_back(content.item);
    }
    emit_items_changed(writer, std::move(items), now);
}

Result<void> give_back(Context& context, Writer& writer, const GroupBuy& group,
                       const GroupShare& share, Instant now) {
    for (const GroupContent& content : group.contents) {
        LOUXIA_TRY(writer.reserve(group.hub, content.item, Pieces{-content.pieces.count}));
    }
    return release_money(context, writer, share.household, share.paid, group.id.value, now);
}

/// The next of the group's orders that can still be cancelled; how many were.
Result<std::int32_t> cancel_orders(Context& context, Writer& writer, GroupId group,
                                   std::int32_t limit, Instant now) {
    std::int32_t count = 0;
    for (Order& order : writer.orders_of(group)) {
        const bool cancellable =
            who_may_move(order.state, OrderState::cancelled, order.fulfilment).has(Role::leader);
        if (count == limit || !cancellable) {
            continue;
        }
        LOUXIA_TRY(step_order(context, writer, std::move(order), OrderState::cancelled,
                              Role::leader, now));
        ++count;
    }
    return count;
}

}  // namespace

std::vector<OrderLine> share_lines(const Reader& reader, const GroupBuy& group) {
    std::vector<OrderLine> lines;
    std::int64_t singly = 0;
    for (const GroupContent& content : group.contents) {
        lines.push_back(line_of(reader, content));
        singly += lines.back().unit_price.fen() * content.pieces.count;
    }
    std::int64_t rest = group.price.fen();
    for (OrderLine& line : lines) {
        const std::int64_t share =
            singly > 0 ? line.unit_price.fen() * group.price.fen() / singly : 0;
        line.unit_price = Money::fen_unchecked(share);
        rest -= share * line.quantity.count;
    }
    spread_rest(lines, rest);
    return lines;
}

Result<void> make_group_order(Context& context, Writer& writer, const GroupBuy& group,
                              GroupShare share, Instant now) {
    const auto household = writer.household(share.household);
    if (!household) {
        return refuse(ErrorCode::not_found);
    }
    Order order;
    order.id = context.ids.make<OrderId>();
    order.number = next_order_number(context, writer, now);
    order.household = share.household;
    order.hub = group.hub;
    order.group = group.id;
    order.state = OrderState::accepted;
    order.address = household->address;
    order.lines = share_lines(writer, group);
    order.promise = Promise{PromiseClass::before_cutoff, group.deliver_before};
    order.estimate_at = group.deliver_before;
    order.entered_at[static_cast<std::size_t>(OrderState::placed) - 1] = now;
    order.entered_at[static_cast<std::size_t>(OrderState::accepted) - 1] = now;
    LOUXIA_ASSIGN(order, price_order(std::move(order), HubTerms{}));
    LOUXIA_ASSERT(order.total == share.paid);
    writer.add(order);
    share.order = order.id;
    writer.put(share);
    for (OnlinePayment& payment : writer.payments_for(share.household, group.id.value)) {
        payment.order = order.id;
        writer.put(payment);
    }
    emit_order_changed(writer, order, now);
    emit_board_changed(writer, order.hub, now);
    return {};
}

Result<void> reserve_share(Writer& writer, const GroupBuy& group, Instant now) {
    for (std::size_t index = 0; index < group.contents.size(); ++index) {
        const GroupContent& content = group.contents[index];
        if (!writer.reserve(group.hub, content.item, content.pieces)) {
            return refuse(ErrorCode::sold_out, indexed_field("contents", index, ""));
        }
    }
    emit_contents_changed(writer, group, now);
    return {};
}

Result<void> release_share(Context& context, Writer& writer, const GroupBuy& group,
                           const GroupShare& share, Instant now) {
    LOUXIA_TRY(give_back(context, writer, group, share, now));
    emit_contents_changed(writer, group, now);
    return {};
}

Result<void> fail_group(Context& context, Writer& writer, GroupId id, Instant now) {
    const auto open = writer.group(id);
    if (!open) {
        return refuse(ErrorCode::not_found);
    }
    LOUXIA_ASSIGN(const GroupBuy failed, fail(*open, now));
    writer.put(failed);
    LOUXIA_TRY(continue_ending(context, writer, failed, now));
    emit_group_changed(writer, failed, now);
    return {};
}

Result<bool> continue_ending(Context& context, Writer& writer, const GroupBuy& group, Instant now) {
    if (group.state != GroupState::failed && group.state != GroupState::cancelled) {
        return false;
    }
    const std::int32_t limit = context.group_ends_at_once;
    auto shares = writer.held_shares(group.id, limit);
    for (GroupShare& share : shares) {
        LOUXIA_TRY(give_back(context, writer, group, share, now));
        share.released_at = now;
        writer.put(share);
    }
    if (!shares.empty()) {
        emit_contents_changed(writer, group, now);
    }
    const auto released = static_cast<std::int32_t>(shares.size());
    LOUXIA_ASSIGN(const std::int32_t cancelled,
                  cancel_orders(context, writer, group.id, limit - released, now));
    return released + cancelled == limit;
}

Result<bool> continue_moving(Context& context, Writer& writer, Instant now) {
    const auto orders = writer.orders_to_move(moved_at_once);
    for (const OrderId id : orders) {
        auto order = writer.order(id);
        const auto group = order ? writer.group(order->group) : std::nullopt;
        if (!group) {
            continue;
        }
        LOUXIA_TRY(compensate_if_late(context, writer, *order, now));
        const bool estimated = order->estimate_at != order->promise.due_at;
        order->promise.due_at = group->deliver_before;
        order->estimate_at = estimated ? order->estimate_at : group->deliver_before;
        writer.put(*order);
        emit_order_changed(writer, *order, now);
        emit_board_changed(writer, order->hub, now);
        emit_run_changed(writer, order->courier, now);
    }
    return orders.size() == static_cast<std::size_t>(moved_at_once);
}

void advance_group(Writer& writer, GroupId id, Instant now) {
    const auto group = writer.group(id);
    if (!group) {
        return;
    }
    GroupProgress progress;
    for (const Order& order : writer.orders_of(id)) {
        const bool cancelled = order.state == OrderState::cancelled;
        ++progress.orders;
        progress.started += !cancelled && order.state >= OrderState::picking ? 1 : 0;
        progress.left_hub += !cancelled && order.state >= OrderState::ready ? 1 : 0;
        progress.finished += is_finished(order.state) ? 1 : 0;
        progress.cancelled += cancelled ? 1 : 0;
    }
    const GroupBuy advanced = advance(*group, progress, now);
    if (advanced.state != group->state) {
        writer.put(advanced);
        emit_group_changed(writer, advanced, now);
    }
}

}  // namespace louxia::app
