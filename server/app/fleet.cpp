#include <algorithm>
#include <map>

#include "server/app/crowd.hpp"
#include "server/app/dispatching.hpp"
#include "server/app/emit.hpp"
#include "server/app/local_time.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/dispatch/neighbourhood.hpp"
#include "shared/dispatch/replay.hpp"

namespace louxia::app {
namespace {

using Response = api::GetFleet::Response;

constexpr std::int32_t decisions_shown_max = 30;
constexpr std::int32_t replayed_orders_max = 400;
constexpr std::int64_t shift_margin_ms = 15 * minute_ms;

std::string name_of(const Reader& reader, CourierId id) {
    const auto courier = id.is_set() ? reader.courier(id) : std::nullopt;
    return courier ? courier->name : std::string();
}

std::vector<api::FleetStop> stops_of(const Reader& reader, CourierId courier) {
    std::vector<api::FleetStop> stops;
    for (const RouteStop& stop : reader.route_stops_of(courier)) {
        const auto order = reader.order(stop.order);
        const auto hub = order ? reader.hub(order->hub) : std::nullopt;
        if (hub) {
            stops.push_back({stop.order, order->number, stop.pickup,
                             view_of_address(order->address), hub->name, stop.expected_at,
                             order->promise.due_at});
        }
    }
    return stops;
}

struct Tally {
    std::int32_t done = 0;
    std::int32_t on_time = 0;
};

/// Today's handed-over deliveries: of all, and of each courier.
std::map<CourierId, Tally> add_figures(Response& response, const Reader& reader,
                                       const std::vector<Order>& orders) {
    std::map<CourierId, Tally> tallies;
    std::int64_t sum_ms = 0;
    for (const Order& order : orders) {
        if (order.fulfilment != Fulfilment::delivery || order.state != OrderState::done) {
            continue;
        }
        const Instant done_at = order.at(OrderState::done);
        const bool on_time = was_on_time(order);
        Tally& tally = tallies[order.courier];
        ++tally.done;
        tally.on_time += on_time ? 1 : 0;
        ++response.today.orders;
        response.today.on_time += on_time ? 1 : 0;
        sum_ms += done_at - order.at(OrderState::placed);
        response.today.worst_ms = std::max(response.today.worst_ms, done_at - order.promise.due_at);
        const bool own = order.courier.is_set() && !is_with_crowd(reader, order);
        const std::int64_t pay_fen = own ? reader.community().split.courier_pay.fen() : 0;
        response.courier_pay = Money::fen_unchecked(response.courier_pay.fen() + pay_fen);
        const std::int64_t paid_fen = order.compensated ? compensation_when_late.fen() : 0;
        response.compensation = Money::fen_unchecked(response.compensation.fen() + paid_fen);
    }
    response.today.mean_ms = response.today.orders == 0 ? 0 : sum_ms / response.today.orders;
    return tallies;
}

void add_couriers(Response& response, const Reader& reader,
                  const std::map<CourierId, Tally>& tallies) {
    for (const Courier& courier : reader.couriers()) {
        if (courier.crowd) {
            continue;
        }
        const auto tally = tallies.find(courier.id);
        const Tally today = tally == tallies.end() ? Tally{} : tally->second;
        response.couriers.push_back({courier.id, courier.name, courier.on_shift,
                                     view_of_point(courier.at), courier.seen_at,
                                     courier.shift_until, courier.vehicle,
                                     stops_of(reader, courier.id), today.done, today.on_time});
    }
    std::stable_partition(response.couriers.begin(), response.couriers.end(),
                          [](const api::FleetCourier& courier) { return courier.on_shift; });
}

void add_rides(Response& response, const Reader& reader) {
    for (const CrowdRide& ride : reader.running_crowd_rides()) {
        const auto hub = reader.hub(ride.hub);
        api::FleetRide view{
            ride.id,         ride.rider, ride.state, ride.price, hub ? hub->name : std::string(),
            ride.arrives_at, {}};
        for (const Order& order : reader.running_orders_of(ride.courier)) {
            view.stops.push_back({order.id, order.number, view_of_address(order.address),
                                  order.state, order.estimate_at, order.promise.due_at});
        }
        response.rides.push_back(std::move(view));
    }
}

void add_decisions(Response& response, const Reader& reader, Instant from) {
    for (const CourierAssignment& made : reader.assignments_since(from, decisions_shown_max)) {
        const auto order = reader.order(made.order);
        response.decisions.push_back(
            {made.order, order ? order->number : 0, name_of(reader, made.courier),
             name_of(reader, made.instead), made.instead.is_set() && !reader.courier(made.instead),
             made.saves_s, made.on_the_way, made.urgent, made.assigned_at, made.end});
    }
}

void add_problems(Response& response, const Reader& reader) {
    for (const OrderProblem& problem : reader.open_problems()) {
        const auto order = reader.order(problem.order);
        if (order) {
            response.problems.push_back({problem.order, order->number,
                                         view_of_address(order->address), order->state,
                                         name_of(reader, problem.courier), problem.kind,
                                         problem.text, problem.reported_at});
        }
    }
}

/// Today's deliveries as they were placed and packed, for a simulation.
dispatch::ReplayInput day_of(const Scene& scene, const Reader& reader, const Day& day) {
    dispatch::ReplayInput input;
    input.travel = scene.travel.get();
    input.place_count = static_cast<std::int32_t>(scene.places.size());
    for (const Order& order : reader.orders_placed_between(day.start, day.end)) {
        const bool known =
            scene.place_of(order.hub) >= 0 && scene.place_of(order.address.building) >= 0;
        if (!known || order.fulfilment != Fulfilment::delivery ||
            !order.at(OrderState::packed).is_set() || input.orders.size() == replayed_orders_max) {
            continue;
        }
        dispatch::ReplayOrder replayed;
        replayed.order = open_order_of(scene, order, 0, order.at(OrderState::packed));
        replayed.known_at = order.at(OrderState::placed);
        input.orders.push_back(std::move(replayed));
    }
    return input;
}

/// From the first order that they had today until the last, or until now for those on shift.
std::vector<dispatch::ReplayCourier> shifts_of(const Scene& scene, const Reader& reader,
                                               const Day& day, Instant now) {
    std::map<CourierId, std::pair<Instant, Instant>> seen;
    for (const CourierAssignment& made : reader.assignments_since(day.start, replayed_orders_max)) {
        auto& [from, until] =
            seen.try_emplace(made.courier, made.assigned_at, made.assigned_at).first->second;
        from = std::min(from, made.assigned_at);
        until = std::max(until, made.ended_at.is_set() ? made.ended_at : now);
    }
    std::vector<dispatch::ReplayCourier> couriers;
    for (const auto& [id, span] : seen) {
        const auto courier = reader.courier(id);
        if (courier && !courier->crowd && !scene.hubs.empty()) {
            couriers.push_back({id, 0, Instant{span.first.ms - shift_margin_ms},
                                courier->on_shift ? day.end : span.second + shift_margin_ms,
                                courier->vehicle, dispatch::capacity_of(courier->vehicle)});
        }
    }
    return couriers;
}

api::DeliveryFigures figures_of(const dispatch::ReplayInput& input) {
    api::DeliveryFigures figures;
    const auto arrivals =
        dispatch::replay(input, dispatch::neighbourhood_rules, dispatch::neighbourhood_weights);
    std::int64_t sum_ms = 0;
    std::int32_t brought = 0;
    for (std::size_t index = 0; index < arrivals.size(); ++index) {
        const dispatch::ReplayOrder& order = input.orders[index];
        ++figures.orders;
        if (!arrivals[index].is_set()) {
            continue;
        }
        ++brought;
        sum_ms += arrivals[index] - order.known_at;
        const std::int64_t late_ms = arrivals[index] - order.order.due_at;
        figures.on_time += late_ms <= 0 ? 1 : 0;
        figures.worst_ms = std::max(figures.worst_ms, late_ms);
    }
    figures.mean_ms = brought == 0 ? 0 : sum_ms / brought;
    return figures;
}

}  // namespace

Result<api::TryRider::Response> try_rider(const Context& context, const Caller&,
                                          const api::TryRider::Request& request,
                                          const Reader& reader) {
    const Instant now = context.clock.now();
    const Day day = day_at(context, reader.community(), now);
    const auto scene = look_around(context, reader, now);
    dispatch::ReplayInput input = day_of(*scene, reader, day);
    input.couriers = shifts_of(*scene, reader, day, now);
    api::TryRider::Response response;
    response.without = figures_of(input);
    dispatch::ReplayCourier more;
    more.id = CourierId{1};  // no courier's: ids have their time in front
    more.from = day.start + request.from_minute * minute_ms;
    more.until = day.start + request.until_minute * minute_ms;
    more.capacity = dispatch::capacity_of(more.vehicle);
    input.couriers.push_back(more);
    response.with = figures_of(input);
    return response;
}

Result<Response> get_fleet(const Context& context, const Caller&, const api::Nothing&,
                           const Reader& reader) {
    Response response;
    response.now = context.clock.now();
    const Community& community = reader.community();
    const Day day = day_at(context, community, response.now);
    const auto tallies =
        add_figures(response, reader, reader.orders_placed_between(day.start, day.end));
    add_couriers(response, reader, tallies);
    add_rides(response, reader);
    response.crowd_spent = reader.crowd_spent_since(day.start);
    for (const Order& order : reader.running_orders()) {
        const bool waits = order.fulfilment == Fulfilment::delivery && !order.courier.is_set();
        response.waiting += waits ? 1 : 0;
    }
    add_decisions(response, reader, day.start);
    add_problems(response, reader);
    return response;
}

Result<Response> solve_problem(Context& context, const Caller& caller,
                               const api::SolveProblem::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    const auto order = writer.order(request.order);
    if (!order || !solve_problems(writer, order->id, now)) {
        return refuse(ErrorCode::not_found);
    }
    emit_order_changed(writer, *order, now);
    emit_board_changed(writer, order->hub, now);
    emit_run_changed(writer, order->courier, now);
    assign_couriers(context, writer, now);
    return get_fleet(context, caller, {}, writer);
}

}  // namespace louxia::app
