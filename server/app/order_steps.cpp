#include "server/app/order_steps.hpp"

#include <algorithm>

#include "server/app/coupons.hpp"
#include "server/app/crowd.hpp"
#include "server/app/dispatching.hpp"
#include "server/app/emit.hpp"
#include "server/app/group_steps.hpp"
#include "server/app/local_time.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/settlements.hpp"
#include "shared/domain/handed_over.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

std::vector<ItemId> items_of(const Order& order) {
    std::vector<ItemId> items;
    for (const OrderLine& line : order.lines) {
        items.push_back(line.item);
    }
    return items;
}

Result<void> take_out_lines(Writer& writer, const Order& order) {
    for (const OrderLine& line : order.lines) {
        LOUXIA_TRY(writer.take_out(order.hub, line.item, handed_of(line)));
    }
    return {};
}

/// What was out is on the shelf again, still promised to the order.
Result<void> bring_back_lines(Writer& writer, const Order& order) {
    for (const OrderLine& line : order.lines) {
        LOUXIA_TRY(writer.put_back(order.hub, line.item, handed_of(line)));
    }
    return {};
}

Result<void> give_back_lines(Writer& writer, const Order& order, Instant now) {
    for (const OrderLine& line : order.lines) {
        LOUXIA_TRY(writer.reserve(order.hub, line.item, Pieces{-handed_of(line).count}));
    }
    emit_items_changed(writer, items_of(order), now);
    return {};
}

Result<void> give_code(Context& context, const Reader& reader, Order& order) {
    LOUXIA_ASSIGN(order.pickup_code,
                  choose_pickup_code(reader.codes_waiting_at(order.hub), context.secrets.random()));
    return {};
}

Result<void> make_ready(Context& context, Writer& writer, Order& order, Instant now) {
    LOUXIA_TRY(give_code(context, writer, order));
    const std::int32_t offset = utc_offset_of(context, writer.community(), now);
    order.collect_before = collect_before(now, has_chilled(order), offset);
    order.estimate_at = now;
    return {};
}

/// From the hub to the door, for whoever walks it now.
Instant estimate_on_foot(const Reader& reader, const Order& order, Instant now) {
    const auto hub = reader.hub(order.hub);
    const auto building = reader.building(order.address.building);
    if (!hub || !building) {
        return order.estimate_at;
    }
    const std::int64_t way_ms =
        std::int64_t{reader.way_m(*hub, *building)} * minute_ms / courier_metres_per_minute;
    return now + way_ms + handover_ms;
}

/// To the door: its pickup is done. Nobody's courier means that the leader carries it. Only the
/// neighbourhood's own couriers are asked to show what shows that it came.
Result<void> set_out(Context& context, Writer& writer, Order& order, Instant now) {
    LOUXIA_TRY(take_out_lines(writer, order));
    drop_pickup(writer, order);
    if (!order.courier.is_set()) {
        order.estimate_at = estimate_on_foot(writer, order, now);
    } else if (!is_with_crowd(writer, order)) {
        LOUXIA_TRY(give_code(context, writer, order));
    }
    return {};
}

/// Packed, or back from a door where it could not be left.
Result<void> come_to_lie(Writer& writer, Order& order, OrderState from, Instant now) {
    if (from == OrderState::out) {
        LOUXIA_TRY(bring_back_lines(writer, order));
        order.pickup_code.clear();
        writer.set_arrived_at(order.id, Instant{});
        end_assignment(writer, order, AssignmentEnd::brought_back, now);
    }
    return {};
}

Result<void> finish(Context& context, Writer& writer, Order& order, Instant now) {
    end_assignment(writer, order, AssignmentEnd::delivered, now);
    solve_problems(writer, order.id, now);
    if (order.fulfilment == Fulfilment::pickup) {
        LOUXIA_TRY(take_out_lines(writer, order));
    }
    order.estimate_at = now;
    LOUXIA_TRY(settle_order(context, writer, order, now));
    return split_order(context, writer, order, now);
}

Result<void> give_all_back(Context& context, Writer& writer, Order& order, Instant now) {
    end_assignment(writer, order, AssignmentEnd::cancelled, now);
    solve_problems(writer, order.id, now);
    LOUXIA_TRY(give_back_lines(writer, order, now));
    give_back_coupon(writer, order);
    switch (order.payment) {
        case Payment::wallet:
            return release_money(context, writer, order.household, price_of(order), order.id.value,
                                 now);
        case Payment::on_handover: return {};
    }
    return {};
}

/// What a state brings with it, besides itself.
Result<void> apply_consequences(Context& context, Writer& writer, Order& order, OrderState from,
                                Instant now) {
    switch (order.state) {
        case OrderState::ready: return make_ready(context, writer, order, now);
        case OrderState::packed: return come_to_lie(writer, order, from, now);
        case OrderState::out: return set_out(context, writer, order, now);
        case OrderState::done: return finish(context, writer, order, now);
        case OrderState::cancelled: return give_all_back(context, writer, order, now);
        case OrderState::placed:
        case OrderState::accepted:
        case OrderState::picking: return {};
    }
    return {};
}

}  // namespace

Result<void> reserve_lines(Writer& writer, const Order& order, Instant now) {
    for (std::size_t index = 0; index < order.lines.size(); ++index) {
        const OrderLine& line = order.lines[index];
        if (!writer.reserve(order.hub, line.item, line.quantity)) {
            return refuse(ErrorCode::sold_out, indexed_field("lines", index, "quantity"));
        }
    }
    emit_items_changed(writer, items_of(order), now);
    return {};
}

std::int32_t next_order_number(const Context& context, Writer& writer, Instant now) {
    const Day day = day_at(context, writer.community(), now);
    return writer.take_order_number(day.date, day.start, day.end);
}

Result<Order> step_order(Context& context, Writer& writer, Order order, OrderState to, Role by,
                         Instant now) {
    // Handed over late between two rounds of the clock's jobs: paid now, since a done order owes
    // nothing any more.
    if (to == OrderState::done) {
        LOUXIA_TRY(compensate_if_late(context, writer, order, now));
    }
    const OrderState from = order.state;
    const CourierId courier = order.courier;
    LOUXIA_ASSIGN(Order moved, move(std::move(order), to, by, now));
    LOUXIA_TRY(apply_consequences(context, writer, moved, from, now));
    writer.put(moved);
    emit_order_changed(writer, moved, now);
    emit_board_changed(writer, moved.hub, now);
    emit_run_changed(writer, courier, now);
    if (moved.group.is_set()) {
        advance_group(writer, moved.group, now);
    }
    LOUXIA_TRY(follow_crowd(context, writer, courier, now));
    const bool moves_dispatch = to == OrderState::picking || to == OrderState::packed;
    if (moved.fulfilment == Fulfilment::delivery && (moves_dispatch || courier.is_set())) {
        assign_couriers(context, writer, now);
        if (const auto again = writer.order(moved.id)) {
            return *again;
        }
    }
    return moved;
}

bool refresh_estimate(const Reader& reader, Order& order, Instant now) {
    const bool waits = order.state != OrderState::ready && !is_finished(order.state);
    if (!waits || order.estimate_at > now) {
        return false;
    }
    if (order.state == OrderState::out) {
        order.estimate_at = estimate_on_foot(reader, order, now);
    } else {
        const std::int64_t packing_ms = order.state == OrderState::packed ? 0 : pick_and_pack_ms;
        order.estimate_at = now + packing_ms + handover_ms;
    }
    return true;
}

}  // namespace louxia::app
