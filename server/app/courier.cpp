#include <algorithm>

#include "server/app/callers.hpp"
#include "server/app/emit.hpp"
#include "server/app/local_time.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::app {
namespace {

constexpr std::int64_t position_every_ms = 5 * second_ms;

api::StopView view_of_stop(const Reader& reader, const Plan& plan, const Order& order,
                           std::optional<PlanPoint>& stands_at) {
    api::StopView stop;
    stop.order = order.id;
    stop.number = order.number;
    stop.state = order.state;
    stop.address = view_of_address(order.address);
    if (const auto household = reader.household(order.household)) {
        stop.household_name = household->surname.empty() ? household->nickname : household->surname;
        stop.phone_last4 = household->phone_last4;
        stop.phone = household->phone;
    }
    stop.pieces = static_cast<std::int32_t>(piece_count(order));
    stop.chilled = static_cast<std::int32_t>(
        std::count_if(order.lines.begin(), order.lines.end(),
                      [](const OrderLine& line) { return line.chilled; }));
    stop.to_collect = order.payment == Payment::on_handover ? owed_by_household(order) : Money{};
    stop.note = order.note;
    stop.due_at = order.promise.due_at;
    stop.arrived = reader.arrived_at(order.id).is_set();
    const auto hub = reader.hub(order.hub);
    const auto building = reader.building(order.address.building);
    if (!hub || !building) {
        return stop;
    }
    stop.hub_at = view_of_point(hub->at);
    stop.hub_name = hub->name;
    const PlanPoint door = door_of(*building);
    stop.door = view_of_point(door);
    const auto route = route_between(plan, stands_at.value_or(hub->at), door);
    stop.route = view_of_line(route);
    stop.distance_m = length_m(route);
    stands_at = door;
    return stop;
}

api::RunView view_of_run(const Context& context, const Reader& reader, const Courier& courier) {
    api::RunView view;
    view.courier_name = courier.name;
    view.on_shift = courier.on_shift;
    view.at = view_of_point(courier.at);
    view.seen_at = courier.seen_at;
    const Community& community = reader.community();
    std::optional<PlanPoint> stands_at;
    for (const Order& order : reader.running_orders_of(courier.id)) {
        view.stops.push_back(view_of_stop(reader, community.plan, order, stands_at));
    }
    const Day day = day_at(context, community, context.clock.now());
    for (const Order& order : reader.orders_placed_between(day.start, day.end)) {
        if (order.courier == courier.id && order.state == OrderState::done) {
            ++view.done_today;
            view.on_time_today += order.at(OrderState::done) <= order.promise.due_at ? 1 : 0;
        }
    }
    return view;
}

/// An order that this courier carries or is to carry, else not_found.
Result<Order> carried_order(const Courier& courier, const Reader& reader, OrderId id) {
    auto order = reader.order(id);
    if (!order || order->courier != courier.id) {
        return refuse(ErrorCode::not_found);
    }
    return *order;
}

Result<void> arrive(Writer& writer, Order order, Instant now) {
    if (order.state != OrderState::out) {
        return refuse(ErrorCode::wrong_state);
    }
    if (!writer.arrived_at(order.id).is_set()) {
        writer.set_arrived_at(order.id, now);
        order.estimate_at = now;
        writer.put(order);
        emit_order_changed(writer, order, now);
        emit_run_changed(writer, order.courier, now);
    }
    return {};
}

}  // namespace

Result<api::RunView> get_run(const Context& context, const Caller& caller, const api::Nothing&,
                             const Reader& reader) {
    LOUXIA_ASSIGN(const Courier courier, courier_of(caller, reader));
    return view_of_run(context, reader, courier);
}

Result<api::RunView> set_shift(Context& context, const Caller& caller,
                               const api::SetShift::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(Courier courier, courier_of(caller, writer));
    if (!request.on && !writer.running_orders_of(courier.id).empty()) {
        return refuse(ErrorCode::wrong_state);
    }
    courier.on_shift = request.on;
    writer.put(courier);
    emit_run_changed(writer, courier.id, now);
    if (request.on) {
        assign_couriers(context, writer, now);
    }
    return view_of_run(context, writer, courier);
}

Result<api::Nothing> report_position(Context& context, const Caller& caller,
                                     const api::ReportPosition::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(Courier courier, courier_of(caller, writer));
    const auto at = plan_point(writer.community().plan, request.latitude_e7, request.longitude_e7);
    if (!at) {
        return refuse(ErrorCode::out_of_range, "latitude_e7");
    }
    if (courier.seen_at.is_set() && now >= courier.seen_at &&
        now - courier.seen_at < position_every_ms) {
        return api::Nothing{};
    }
    courier.at = *at;
    courier.seen_at = now;
    writer.put(courier);
    for (Order& order : writer.running_orders_of(courier.id)) {
        order.estimate_at = estimate_arrival(writer, order, now);
        writer.put(order);
        emit_courier_moved(writer, order, courier, now);
    }
    return api::Nothing{};
}

Result<api::RunView> courier_step(Context& context, const Caller& caller,
                                  const api::CourierStep::Request& request, Writer& writer) {
    using Step = api::CourierStep::Step;
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Courier courier, courier_of(caller, writer));
    LOUXIA_ASSIGN(Order order, carried_order(courier, writer, request.order));
    switch (request.step) {
        case Step::take:
            LOUXIA_TRY(
                step_order(context, writer, std::move(order), OrderState::out, Role::courier, now));
            break;
        case Step::arrive: LOUXIA_TRY(arrive(writer, std::move(order), now)); break;
        case Step::deliver:
            LOUXIA_TRY(step_order(context, writer, std::move(order), OrderState::done,
                                  Role::courier, now));
            break;
    }
    return view_of_run(context, writer, courier);
}

}  // namespace louxia::app
