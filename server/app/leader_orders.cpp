#include <algorithm>

#include "server/app/emit.hpp"
#include "server/app/group_steps.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t found_at_once = 30;
constexpr std::int32_t orders_of_a_door = 100;
constexpr std::int64_t numbers_looked_back_ms = 14 * day_ms;

bool is_at(const Address& address, const api::FindOrders::Request& wanted) noexcept {
    return address.building_number == wanted.building &&
           (wanted.unit == 0 || address.unit == wanted.unit) &&
           (wanted.room == 0 || address.room == wanted.room);
}

std::vector<Order> orders_at_door(const Reader& reader, const api::FindOrders::Request& request) {
    std::vector<Order> orders;
    for (const Household& household : reader.households()) {
        if (is_at(household.address, request)) {
            auto own = reader.orders_of(household.id, orders_of_a_door);
            std::move(own.begin(), own.end(), std::back_inserter(orders));
        }
    }
    std::erase_if(orders, [&](const Order& order) {
        return order.state == OrderState::cancelled ||
               (request.number > 0 && order.number != request.number);
    });
    return orders;
}

/// From behind `before` in the order in which they are shown.
std::vector<Order> page_of(std::vector<Order> orders, const std::optional<Order>& before) {
    const auto later = [](const Order& a, const Order& b) {
        const Instant a_at = a.at(OrderState::placed);
        const Instant b_at = b.at(OrderState::placed);
        return a_at != b_at ? a_at > b_at : a.id.value > b.id.value;
    };
    std::sort(orders.begin(), orders.end(), later);
    if (before) {
        std::erase_if(orders, [&](const Order& order) { return !later(*before, order); });
    }
    return orders;
}

std::vector<Order> delivered_behind(const Reader& reader, const std::optional<Order>& before) {
    constexpr Instant latest{std::int64_t{1} << 52};
    const Instant placed = before ? before->at(OrderState::placed) : latest;
    const OrderId id = before ? before->id : OrderId{static_cast<std::uint64_t>(INT64_MAX)};
    return reader.delivered_before(placed, id, found_at_once + 1);
}

void note_change(Context& context, const Caller& caller, Writer& writer, TimeChange change,
                 Instant now) {
    change.id = context.ids.make<JobId>();
    change.by = caller.member ? caller.member->id : MemberId{};
    change.changed_at = now;
    writer.put(change);
}

}  // namespace

Result<api::FindOrders::Response> find_orders(const Context& context, const Caller&,
                                              const api::FindOrders::Request& request,
                                              const Reader& reader) {
    const auto before = request.before.is_set() ? reader.order(request.before) : std::nullopt;
    if (request.before.is_set() && !before) {
        return refuse(ErrorCode::not_found, "before");
    }
    std::vector<Order> orders;
    if (request.building > 0) {
        orders = page_of(orders_at_door(reader, request), before);
    } else if (request.number > 0) {
        const Instant since{context.clock.now().ms - numbers_looked_back_ms};
        orders = page_of(reader.orders_numbered(request.number, since, orders_of_a_door), before);
    } else {
        orders = delivered_behind(reader, before);
    }
    api::FindOrders::Response response;
    const std::size_t count = std::min(orders.size(), static_cast<std::size_t>(found_at_once));
    for (std::size_t index = 0; index < count; ++index) {
        response.orders.push_back(view_of_order(reader, orders[index]));
    }
    if (orders.size() > count) {
        response.next = orders[count - 1].id;
    }
    return response;
}

Result<api::GroupView> change_group(Context& context, const Caller& caller,
                                    const api::ChangeGroup::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    const auto found = writer.group(request.group);
    if (!found) {
        return refuse(ErrorCode::not_found);
    }
    GroupBuy group = *found;
    if (!request.cap_turnover.is_negative()) {
        LOUXIA_ASSIGN(group, set_cap(std::move(group), request.cap_turnover));
    }
    if (request.deliver_before.is_set() && request.deliver_before != group.deliver_before) {
        LOUXIA_ASSIGN(group, move_time(std::move(group), request.deliver_before, now));
        note_change(context, caller, writer,
                    {{}, group.id, {}, found->deliver_before, group.deliver_before, {}, {}}, now);
    }
    if (reaches_cap(group, writer.share_count(group.id)) && accepts_joins(group, now)) {
        LOUXIA_ASSIGN(group, close_early(std::move(group), now));
    }
    writer.put(group);
    LOUXIA_TRY(continue_moving(context, writer, now));
    emit_group_changed(writer, group, now);
    return view_of_group(writer, group);
}

Result<api::OrderView> move_order_time(Context& context, const Caller& caller,
                                       const api::MoveOrderTime::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    const auto found = writer.order(request.order);
    if (!found) {
        return refuse(ErrorCode::not_found);
    }
    Order order = *found;
    LOUXIA_ASSIGN(Order moved, move_time(order, request.at, now));
    if (owes_late_compensation(order, now)) {
        LOUXIA_TRY(compensate_if_late(context, writer, order, now));
        moved.compensated = order.compensated;
    }
    const Instant from =
        order.state == OrderState::ready ? order.collect_before : order.promise.due_at;
    note_change(context, caller, writer, {{}, {}, order.id, from, request.at, {}, {}}, now);
    writer.put(moved);
    emit_order_changed(writer, moved, now);
    emit_board_changed(writer, moved.hub, now);
    emit_run_changed(writer, moved.courier, now);
    return view_of_order(writer, moved);
}

}  // namespace louxia::app
