#include <algorithm>

#include "server/app/callers.hpp"
#include "server/app/dispatching.hpp"
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
    stop.expected_at = order.estimate_at;
    stop.arrived = reader.arrived_at(order.id).is_set();
    stop.reported = has_open(reader.problems_of(order.id));
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
    view.shift_until = courier.shift_until;
    view.vehicle = courier.vehicle;
    const Community& community = reader.community();
    std::optional<PlanPoint> stands_at;
    for (const Order& order : orders_on_way(reader, courier.id)) {
        view.stops.push_back(view_of_stop(reader, community.plan, order, stands_at));
    }
    const Day day = day_at(context, community, context.clock.now());
    for (const Order& order : reader.orders_placed_between(day.start, day.end)) {
        if (order.courier == courier.id && order.state == OrderState::done) {
            ++view.done_today;
            view.on_time_today += was_on_time(order) ? 1 : 0;
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

/// The courier was seen there, whatever the phone says of its position.
void see_at(const Reader& reader, Courier& courier, const Order& order, bool door, Instant now) {
    const auto hub = reader.hub(order.hub);
    const auto building = reader.building(order.address.building);
    if (hub && building) {
        courier.at = door ? door_of(*building) : hub->at;
        // The phone's own position may follow at once.
        courier.seen_at = now + -position_every_ms;
    }
}

/// Handed over at the door, with what shows it.
Result<void> deliver(Context& context, Writer& writer, MemberId by, const Order& order,
                     const api::CourierStep::Request& request, Instant now) {
    LOUXIA_ASSIGN(const Handover handover,
                  hand_over_at_door(order, request.code, request.photo, now));
    const auto photo = request.photo.is_set() ? writer.picture(request.photo) : std::nullopt;
    if (request.photo.is_set() && (!photo || photo->by != by)) {
        return refuse(ErrorCode::not_found, "photo");
    }
    writer.put(handover);
    LOUXIA_TRY(step_order(context, writer, order, OrderState::done, Role::courier, now));
    return {};
}

/// What was not taken yet, given back to the queue.
Result<void> release(Writer& writer, Order order, AssignmentEnd end, Instant now) {
    if (!may_change_courier(order)) {
        return refuse(ErrorCode::wrong_state);
    }
    take_away(writer, std::move(order), end, now);
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
    if (request.until.is_set() && (request.until <= now || request.until - now > day_ms)) {
        return refuse(ErrorCode::out_of_range, "until_ms");
    }
    if (!request.on) {
        for (const Order& order : writer.running_orders_of(courier.id)) {
            LOUXIA_TRY(release(writer, order, AssignmentEnd::released, now));
        }
    }
    courier.on_shift = request.on;
    courier.shift_until = request.on ? request.until : Instant{};
    courier.vehicle = request.on ? request.vehicle : courier.vehicle;
    writer.put(courier);
    emit_run_changed(writer, courier.id, now);
    assign_couriers(context, writer, now);
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
    // Seen by those alone whose order is on its way.
    for (const Order& order : writer.running_orders_of(courier.id)) {
        if (order.state == OrderState::out) {
            emit_courier_moved(writer, order, courier, now);
        }
    }
    return api::Nothing{};
}

Result<api::RunView> courier_step(Context& context, const Caller& caller,
                                  const api::CourierStep::Request& request, Writer& writer) {
    using Step = api::CourierStep::Step;
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(Courier courier, courier_of(caller, writer));
    LOUXIA_ASSIGN(const Order order, carried_order(courier, writer, request.order));
    const bool at_door = request.step == Step::arrive || request.step == Step::deliver;
    if (request.step != Step::decline) {
        see_at(writer, courier, order, at_door, now);
        writer.put(courier);
    }
    const auto step_to = [&](OrderState to) -> Result<void> {
        LOUXIA_TRY(step_order(context, writer, order, to, Role::courier, now));
        return {};
    };
    switch (request.step) {
        case Step::take: LOUXIA_TRY(step_to(OrderState::out)); break;
        case Step::arrive: LOUXIA_TRY(arrive(writer, order, now)); break;
        case Step::deliver:
            LOUXIA_TRY(deliver(context, writer, caller.member->id, order, request, now));
            break;
        case Step::decline:
            LOUXIA_TRY(release(writer, order, AssignmentEnd::declined, now));
            assign_couriers(context, writer, now);
            break;
        case Step::bring_back: LOUXIA_TRY(step_to(OrderState::packed)); break;
    }
    return view_of_run(context, writer, courier);
}

Result<api::RunView> report_problem(Context& context, const Caller& caller,
                                    const api::ReportProblem::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Courier courier, courier_of(caller, writer));
    LOUXIA_ASSIGN(const Order order, carried_order(courier, writer, request.order));
    const auto earlier = static_cast<std::int32_t>(writer.problems_of(order.id).size());
    OrderProblem wanted;
    wanted.courier = courier.id;
    wanted.kind = request.kind;
    wanted.text = request.text;
    LOUXIA_ASSIGN(const OrderProblem problem,
                  louxia::report_problem(order, earlier, std::move(wanted), now));
    writer.put(problem);
    if (may_change_courier(order)) {
        LOUXIA_TRY(release(writer, order, AssignmentEnd::released, now));
        assign_couriers(context, writer, now);
    }
    emit_order_changed(writer, order, now);
    emit_run_changed(writer, courier.id, now);
    return view_of_run(context, writer, courier);
}

}  // namespace louxia::app
