#include "server/app/order_steps.hpp"

#include <algorithm>

#include "server/app/coupons.hpp"
#include "server/app/crowd.hpp"
#include "server/app/dispatcher.hpp"
#include "server/app/emit.hpp"
#include "server/app/group_steps.hpp"
#include "server/app/local_time.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/settlements.hpp"
#include "shared/domain/handed_over.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

/// More wait only where nobody delivers; the most urgent ones come first.
constexpr std::int32_t assigned_at_once = 200;

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

Result<void> give_back_lines(Writer& writer, const Order& order, Instant now) {
    for (const OrderLine& line : order.lines) {
        LOUXIA_TRY(writer.reserve(order.hub, line.item, Pieces{-handed_of(line).count}));
    }
    emit_items_changed(writer, items_of(order), now);
    return {};
}

Result<void> make_ready(Context& context, Writer& writer, Order& order, Instant now) {
    LOUXIA_ASSIGN(order.pickup_code,
                  choose_pickup_code(writer.codes_waiting_at(order.hub), context.secrets.random()));
    const std::int32_t offset = utc_offset_of(context, writer.community(), now);
    order.collect_before = collect_before(now, has_chilled(order), offset);
    order.estimate_at = now;
    return {};
}

Result<void> finish(Context& context, Writer& writer, Order& order, Instant now) {
    if (order.fulfilment == Fulfilment::pickup) {
        LOUXIA_TRY(take_out_lines(writer, order));
    }
    order.estimate_at = now;
    LOUXIA_TRY(settle_order(context, writer, order, now));
    return split_order(context, writer, order, now);
}

Result<void> give_all_back(Context& context, Writer& writer, const Order& order, Instant now) {
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
Result<void> apply_consequences(Context& context, Writer& writer, Order& order, Instant now) {
    switch (order.state) {
        case OrderState::ready: return make_ready(context, writer, order, now);
        case OrderState::out:
            LOUXIA_TRY(take_out_lines(writer, order));
            order.estimate_at = estimate_arrival(writer, order, now);
            return {};
        case OrderState::done: return finish(context, writer, order, now);
        case OrderState::cancelled: return give_all_back(context, writer, order, now);
        case OrderState::placed:
        case OrderState::accepted:
        case OrderState::picking:
        case OrderState::packed: return {};
    }
    return {};
}

std::vector<dispatch::Task> tasks_for(const Reader& reader, const std::vector<Order>& orders,
                                      Instant now) {
    std::vector<dispatch::Task> tasks;
    for (const Order& order : orders) {
        const auto hub = reader.hub(order.hub);
        const auto building = reader.building(order.address.building);
        if (!hub || !building) {
            continue;
        }
        const Instant ready_at = order.state == OrderState::packed
                                     ? now
                                     : order.at(OrderState::picking) + pick_and_pack_ms;
        tasks.push_back({order.id, hub->at, door_of(*building), ready_at, order.promise.due_at});
    }
    return tasks;
}

std::vector<dispatch::CourierState> courier_states(const Reader& reader) {
    const auto busy = reader.busy_couriers();
    std::vector<dispatch::CourierState> states;
    for (const Courier& courier : reader.couriers()) {
        const bool is_busy = std::find(busy.begin(), busy.end(), courier.id) != busy.end();
        states.push_back({courier.id, courier.at, courier.on_shift && !is_busy});
    }
    return states;
}

std::int64_t way_ms(const std::vector<PlanPoint>& line) noexcept {
    return std::int64_t{length_m(line)} * minute_ms / courier_metres_per_minute;
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
    LOUXIA_ASSIGN(Order moved, move(std::move(order), to, by, now));
    LOUXIA_TRY(apply_consequences(context, writer, moved, now));
    writer.put(moved);
    emit_order_changed(writer, moved, now);
    emit_board_changed(writer, moved.hub, now);
    emit_run_changed(writer, moved.courier, now);
    if (moved.group.is_set()) {
        advance_group(writer, moved.group, now);
    }
    LOUXIA_TRY(follow_crowd(context, writer, moved.courier, now));
    const bool frees_courier = is_finished(to) && moved.courier.is_set();
    if (to == OrderState::picking || to == OrderState::packed || frees_courier) {
        assign_couriers(context, writer, now);
        if (const auto again = writer.order(moved.id)) {
            return *again;
        }
    }
    return moved;
}

void assign_couriers(Context& context, Writer& writer, Instant now) {
    auto tasks = tasks_for(writer, writer.orders_without_courier(assigned_at_once), now);
    if (tasks.empty()) {
        return;
    }
    for (const auto& assignment :
         context.dispatcher.assign(std::move(tasks), courier_states(writer))) {
        auto order = writer.order(assignment.order);
        if (!order) {
            continue;
        }
        order->courier = assignment.courier;
        order->estimate_at = estimate_arrival(writer, *order, now);
        writer.put(*order);
        emit_order_changed(writer, *order, now);
        emit_board_changed(writer, order->hub, now);
        emit_run_changed(writer, order->courier, now);
    }
}

bool has_assignable(const Reader& reader) {
    if (reader.orders_without_courier(1).empty()) {
        return false;
    }
    const auto couriers = courier_states(reader);
    return std::any_of(couriers.begin(), couriers.end(),
                       [](const dispatch::CourierState& courier) { return courier.free; });
}

bool refresh_estimate(const Reader& reader, Order& order, Instant now) {
    const bool waits = order.state != OrderState::ready && !is_finished(order.state);
    if (!waits || order.estimate_at > now) {
        return false;
    }
    if (order.courier.is_set()) {
        order.estimate_at = estimate_arrival(reader, order, now);
    } else {
        const std::int64_t packing_ms = order.state == OrderState::packed ? 0 : pick_and_pack_ms;
        order.estimate_at = now + packing_ms + handover_ms;
    }
    return true;
}

Instant estimate_arrival(const Reader& reader, const Order& order, Instant now) {
    const auto courier = order.courier.is_set() ? reader.courier(order.courier) : std::nullopt;
    const auto hub = reader.hub(order.hub);
    const auto building = reader.building(order.address.building);
    if (!courier || !hub || !building) {
        return order.estimate_at;
    }
    const Plan& plan = reader.community().plan;
    const PlanPoint door = door_of(*building);
    if (order.state == OrderState::out) {
        return now + way_ms(route_between(plan, courier->at, door)) + handover_ms;
    }
    const std::int64_t to_hub_ms = way_ms(route_between(plan, courier->at, hub->at));
    const std::int64_t packing_ms = order.state == OrderState::packed ? 0 : pick_and_pack_ms / 2;
    return now + std::max(to_hub_ms, packing_ms) + way_ms(route_between(plan, hub->at, door)) +
           handover_ms;
}

}  // namespace louxia::app
