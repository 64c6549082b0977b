#include "server/app/dispatching.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>

#include "server/app/emit.hpp"
#include "shared/dispatch/neighbourhood.hpp"
#include "shared/dispatch/route_times.hpp"

namespace louxia::app {
namespace {

constexpr std::int64_t estimate_moves_from_ms = minute_ms;

bool is_drop(const dispatch::PlannedStop& stop) noexcept {
    return stop.pickup == dispatch::PlannedStop::drop_off;
}

/// When each order would be at its door: those bound to a courier, and those that are planned.
std::map<OrderId, Instant> expected_arrivals(const Scene& scene,
                                             const dispatch::Decision& decision) {
    std::map<OrderId, Instant> arrivals;
    for (const dispatch::CourierNow& courier : scene.situation.couriers) {
        const auto times = dispatch::route_times(courier, scene.situation.now,
                                                 dispatch::neighbourhood_rules, *scene.travel);
        for (std::size_t index = 0; index < times.size(); ++index) {
            if (is_drop(courier.route[index])) {
                arrivals[courier.route[index].order] = times[index];
            }
        }
    }
    const auto take_in = [&](const std::vector<dispatch::PlannedStop>& stops) {
        for (const dispatch::PlannedStop& stop : stops) {
            if (is_drop(stop)) {
                arrivals[stop.order] = stop.expected_at;
            }
        }
    };
    for (const dispatch::Plan::Way& way : decision.plan.ways) {
        take_in(way.stops);
    }
    for (const dispatch::Commitment& commitment : decision.commitments) {
        take_in(commitment.stops);
    }
    return arrivals;
}

/// Nobody is sent for what its hub has not agreed to pack yet.
void keep_accepted(const Reader& reader, std::vector<dispatch::Commitment>& commitments) {
    for (dispatch::Commitment& commitment : commitments) {
        const auto is_placed = [&](OrderId id) {
            const auto order = reader.order(id);
            return !order || order->state == OrderState::placed;
        };
        std::vector<OrderId> early;
        std::copy_if(commitment.orders.begin(), commitment.orders.end(), std::back_inserter(early),
                     is_placed);
        const auto is_early = [&](OrderId id) {
            return std::find(early.begin(), early.end(), id) != early.end();
        };
        std::erase_if(commitment.orders, is_early);
        std::erase_if(commitment.stops,
                      [&](const dispatch::PlannedStop& stop) { return is_early(stop.order); });
    }
    std::erase_if(commitments,
                  [](const dispatch::Commitment& commitment) { return commitment.orders.empty(); });
}

/// The ride that the crowd would be asked for; its price is that of the way to all doors.
std::optional<CrowdWish> wish_for(const Reader& reader, const Scene& scene, HubId id,
                                  const dispatch::Commitment& commitment) {
    const auto hub = reader.hub(id);
    const auto quote = reader.crowd_quote(id);
    if (!hub || !quote) {
        return std::nullopt;
    }
    CrowdWish wish{id, commitment.orders, Money{}, commitment.reason};
    if (wish.orders.size() > crowd_orders_max) {
        wish.orders.resize(crowd_orders_max);  // the others wait for the next decision
    }
    std::int64_t way_m = 0;
    PlanPoint from = hub->at;
    for (const dispatch::PlannedStop& stop : commitment.stops) {
        const bool carried =
            std::find(wish.orders.begin(), wish.orders.end(), stop.order) != wish.orders.end();
        if (is_drop(stop) && carried) {
            const PlanPoint door = scene.places[static_cast<std::size_t>(stop.at)];
            way_m += length_m(route_between(reader.community().plan, from, door));
            from = door;
        }
    }
    const auto price = crowd_price(*quote, way_m);
    if (!price) {
        return std::nullopt;
    }
    wish.price = *price;
    return wish;
}

/// Takes those out that the crowd is to be asked for.
std::vector<CrowdWish> take_rides(const Reader& reader, const Scene& scene,
                                  std::vector<dispatch::Commitment>& commitments) {
    std::vector<CrowdWish> rides;
    for (const dispatch::Commitment& commitment : commitments) {
        const CrowdSeat* seat = scene.seat(commitment.courier);
        auto wish = seat ? wish_for(reader, scene, seat->hub, commitment) : std::nullopt;
        if (wish) {
            rides.push_back(std::move(*wish));
        }
    }
    std::erase_if(commitments, [&](const dispatch::Commitment& commitment) {
        return scene.seat(commitment.courier) != nullptr;
    });
    return rides;
}

std::int32_t next_number(const Reader& reader, OrderId order) {
    return static_cast<std::int32_t>(reader.assignments_of(order).size()) + 1;
}

void give(Writer& writer, Order order, const dispatch::Commitment& commitment, Instant now) {
    Instant expected = order.estimate_at;
    for (const dispatch::PlannedStop& stop : commitment.stops) {
        if (stop.order == order.id && is_drop(stop)) {
            expected = stop.expected_at;
        }
    }
    const dispatch::Reason& why = commitment.reason;
    order.courier = commitment.courier;
    order.estimate_at = expected;
    writer.put(CourierAssignment{order.id, next_number(writer, order.id), commitment.courier, now,
                                 why.instead, why.saves_s, why.on_the_way, why.urgent, expected,
                                 Instant{}, AssignmentEnd::running});
    put_and_tell(writer, order, now);
}

void bind(Writer& writer, const dispatch::Commitment& commitment, Instant now) {
    for (const OrderId id : commitment.orders) {
        if (const auto order = writer.order(id); order && !order->courier.is_set()) {
            give(writer, *order, commitment, now);
        }
    }
    std::vector<RouteStop> route;
    for (const dispatch::PlannedStop& stop : commitment.stops) {
        route.push_back({commitment.courier, static_cast<std::int32_t>(route.size()), stop.order,
                         !is_drop(stop), stop.expected_at});
    }
    writer.put_route(commitment.courier, route);
    emit_run_changed(writer, commitment.courier, now);
}

void move_estimate(Writer& writer, const Proposal::Estimate& estimate, Instant now) {
    auto order = writer.order(estimate.order);
    if (!order || is_finished(order->state)) {
        return;
    }
    order->estimate_at = estimate.at;
    writer.put(*order);
    emit_order_changed(writer, *order, now);
    emit_run_changed(writer, order->courier, now);
}

void remove_stops(Writer& writer, CourierId courier, OrderId order, bool pickup_only) {
    std::vector<RouteStop> stops = writer.route_stops_of(courier);
    const auto gone = std::erase_if(stops, [&](const RouteStop& stop) {
        return stop.order == order && (stop.pickup || !pickup_only);
    });
    if (gone == 0) {
        return;
    }
    for (std::size_t index = 0; index < stops.size(); ++index) {
        stops[index].position = static_cast<std::int32_t>(index);
    }
    writer.put_route(courier, stops);
}

/// The latest sign of a courier: a position, or a step.
Instant heard_of(const Courier& courier, const std::vector<Order>& orders) noexcept {
    Instant heard = courier.seen_at;
    for (const Order& order : orders) {
        heard = std::max(heard, order.at(OrderState::out));
    }
    return heard;
}

std::vector<Order> let_lie(const Reader& reader, const Courier& courier, Instant now) {
    std::vector<Order> orders = reader.running_orders_of(courier.id);
    const Instant heard = heard_of(courier, orders);
    std::erase_if(orders, [&](const Order& order) {
        const auto assignments = reader.assignments_of(order.id);
        return assignments.empty() ||
               !is_let_lie(order, assignments.back().assigned_at, heard, now);
    });
    return orders;
}

}  // namespace

Proposal propose(const Context& context, const Reader& reader, Instant now) {
    const auto scene = look_around(context, reader, now);
    Proposal proposal;
    const bool idle =
        std::all_of(scene->situation.couriers.begin(), scene->situation.couriers.end(),
                    [](const dispatch::CourierNow& courier) { return courier.route.empty(); });
    dispatch::Decision decision = context.dispatcher.decide(reader.community_id(), scene);
    if (scene->situation.orders.empty() && idle) {
        return proposal;
    }
    keep_accepted(reader, decision.commitments);
    proposal.rides = take_rides(reader, *scene, decision.commitments);
    proposal.commitments = std::move(decision.commitments);
    decision.commitments = proposal.commitments;
    for (const auto& [id, at] : expected_arrivals(*scene, decision)) {
        const auto order = reader.order(id);
        const bool told_by_door = order && order->promise.kind == PromiseClass::before_cutoff &&
                                  !order->courier.is_set() && at <= order->promise.due_at;
        if (!order || told_by_door || reader.arrived_at(id).is_set()) {
            continue;
        }
        if (order->estimate_at <= now ||
            std::llabs(order->estimate_at - at) >= estimate_moves_from_ms) {
            proposal.estimates.push_back({id, at});
        }
    }
    return proposal;
}

void assign_couriers(const Context& context, Writer& writer, Instant now) {
    const Proposal proposal = propose(context, writer, now);
    for (const dispatch::Commitment& commitment : proposal.commitments) {
        bind(writer, commitment, now);
    }
    for (const CrowdWish& ride : proposal.rides) {
        // Refused where the order has gone another way within this transaction.
        static_cast<void>(want_crowd(context, writer, ride, now));
    }
    for (const Proposal::Estimate& estimate : proposal.estimates) {
        move_estimate(writer, estimate, now);
    }
}

void end_assignment(Writer& writer, Order& order, AssignmentEnd end, Instant now) {
    for (CourierAssignment& assignment : writer.assignments_of(order.id)) {
        if (assignment.end != AssignmentEnd::running) {
            continue;
        }
        assignment.end = end;
        assignment.ended_at = now;
        writer.put(assignment);
        remove_stops(writer, assignment.courier, order.id, false);
        emit_run_changed(writer, assignment.courier, now);
    }
    if (end != AssignmentEnd::delivered) {
        order.courier = CourierId{};
    }
}

void drop_pickup(Writer& writer, const Order& order) {
    if (order.courier.is_set()) {
        remove_stops(writer, order.courier, order.id, true);
    }
}

void put_and_tell(Writer& writer, const Order& order, Instant now) {
    writer.put(order);
    emit_order_changed(writer, order, now);
    emit_board_changed(writer, order.hub, now);
}

void take_away(Writer& writer, Order order, AssignmentEnd end, Instant now) {
    end_assignment(writer, order, end, now);
    put_and_tell(writer, order, now);
}

bool has_silent(const Reader& reader, Instant now) {
    const auto couriers = reader.couriers();
    return std::any_of(couriers.begin(), couriers.end(), [&](const Courier& courier) {
        return courier.on_shift && !courier.crowd && !let_lie(reader, courier, now).empty();
    });
}

bool release_silent(Writer& writer, Instant now) {
    bool any = false;
    for (Courier& courier : writer.couriers()) {
        if (!courier.on_shift || courier.crowd) {
            continue;
        }
        const auto orders = let_lie(writer, courier, now);
        if (orders.empty()) {
            continue;
        }
        any = true;
        for (const Order& order : orders) {
            take_away(writer, order, AssignmentEnd::silent, now);
        }
        courier.on_shift = false;
        writer.put(courier);
        emit_run_changed(writer, courier.id, now);
    }
    return any;
}

bool solve_problems(Writer& writer, OrderId order, Instant now) {
    bool any = false;
    for (OrderProblem& problem : writer.problems_of(order)) {
        if (!problem.solved_at.is_set()) {
            problem.solved_at = now;
            writer.put(problem);
            any = true;
        }
    }
    return any;
}

std::vector<Order> orders_on_way(const Reader& reader, CourierId courier) {
    std::vector<Order> orders = reader.running_orders_of(courier);
    std::map<OrderId, std::int32_t> at;
    for (const RouteStop& stop : reader.route_stops_of(courier)) {
        at.try_emplace(stop.order, stop.position);
    }
    // Without a stop, as from before there were any: last, by due_at.
    std::stable_sort(orders.begin(), orders.end(), [&](const Order& one, const Order& other) {
        const auto place = [&](const Order& order) {
            const auto found = at.find(order.id);
            return found == at.end() ? std::numeric_limits<std::int32_t>::max() : found->second;
        };
        return place(one) < place(other);
    });
    return orders;
}

}  // namespace louxia::app
