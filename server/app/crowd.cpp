#include "server/app/crowd.hpp"

#include <algorithm>

#include "server/app/crowd_parts.hpp"
#include "server/app/dispatching.hpp"
#include "server/app/emit.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t arrive_s_unknown = 10 * 60;

std::int64_t way_ms(const Reader& reader, const Hub& hub, const Building& building) {
    return std::int64_t{reader.way_m(hub, building)} * minute_ms / courier_metres_per_minute;
}

/// When the rider is likely to stand at the hub.
Instant expected_at_hub(const Reader& reader, const CrowdRide& ride, Instant now) {
    if (ride.at_pickup_at.is_set()) {
        return now;
    }
    if (ride.arrives_at.is_set()) {
        return std::max(ride.arrives_at, now);
    }
    const auto quote = reader.crowd_quote(ride.hub);
    return now + std::int64_t{quote ? quote->arrive_s : arrive_s_unknown} * second_ms;
}

Instant estimate_with(const Reader& reader, const CrowdRide& ride, const Order& order,
                      Instant now) {
    const auto hub = reader.hub(order.hub);
    const auto building = reader.building(order.address.building);
    if (!hub || !building) {
        return order.estimate_at;
    }
    return std::max(likely_packed_at(order, 0, now), expected_at_hub(reader, ride, now)) +
           way_ms(reader, *hub, *building) + handover_ms;
}

/// An order that waits for somebody to bring it.
Result<Order> order_for_crowd(const Reader& reader, HubId hub, OrderId id, std::size_t index) {
    const std::string field = indexed_field("orders", index, "");
    auto order = reader.order(id);
    if (!order || order->hub != hub) {
        return refuse(ErrorCode::not_found, field);
    }
    const bool waits = order->state >= OrderState::accepted && order->state <= OrderState::packed;
    if (!waits || order->fulfilment != Fulfilment::delivery) {
        return refuse(ErrorCode::wrong_state, field);
    }
    if (order->courier.is_set()) {
        return refuse(ErrorCode::conflict, field);
    }
    return *order;
}

void rest_courier(Writer& writer, CourierId id) {
    if (auto courier = writer.courier(id)) {
        courier->on_shift = false;
        writer.put(*courier);
    }
}

/// The hub's sales → the provider, once for the ride.
Result<void> book_ride(Context& context, Writer& writer, const CrowdRide& ride, Instant now) {
    LOUXIA_ASSIGN(const LedgerEntry entry,
                  transfer(context.ids.make<LedgerEntryId>(), Cause::crowd_ride, ride.id.value, now,
                           sales_of(ride.hub), crowd_account, ride.price));
    return writer.post_entry(entry);
}

/// How its orders ceased to be the ride's.
struct Fate {
    bool delivered = false;     ///< one was
    bool brought_back = false;  ///< one came back from its door, or never got there
};
Fate fate_of(const Reader& reader, const CrowdRide& ride) {
    Fate fate;
    for (const OrderId order : ride.orders) {
        for (const CourierAssignment& made : reader.assignments_of(order)) {
            const bool ours = made.courier == ride.courier;
            fate.delivered |= ours && made.end == AssignmentEnd::delivered;
            fate.brought_back |= ours && made.end == AssignmentEnd::brought_back;
        }
    }
    return fate;
}

CrowdEnd end_without_orders(const Reader& reader, const CrowdRide& ride) {
    const Fate fate = fate_of(reader, ride);
    if (ride.state != CrowdState::picked_up) {
        return CrowdEnd::nothing_left;
    }
    return fate.delivered && !fate.brought_back ? CrowdEnd::delivered : CrowdEnd::given_back;
}

/// Nothing is in the ride's name any more.
Result<void> end_empty(Context& context, Writer& writer, CrowdRide ride, Instant now) {
    if (!lasts(ride.state)) {
        if (!ride.ended_at.is_set()) {
            writer.put(settle(std::move(ride), now));
        }
        return {};
    }
    const CrowdEnd why = end_without_orders(writer, ride);
    LOUXIA_ASSIGN(CrowdRide ended, end_ride(std::move(ride), why, false, now));
    if (why == CrowdEnd::delivered) {
        LOUXIA_TRY(book_ride(context, writer, ended, now));
    } else {
        ended.to_cancel = true;
        ended.look_at = next_look(ended, now);
    }
    writer.put(ended);
    rest_courier(writer, ended.courier);
    return {};
}

AssignmentEnd assignment_end(CrowdEnd why) {
    switch (why) {
        case CrowdEnd::no_show:
        case CrowdEnd::lost: return AssignmentEnd::silent;
        case CrowdEnd::declined:
        case CrowdEnd::nobody:
        case CrowdEnd::given_back: return AssignmentEnd::declined;
        case CrowdEnd::none:
        case CrowdEnd::delivered:
        case CrowdEnd::nothing_left: return AssignmentEnd::released;
    }
    return AssignmentEnd::released;
}

}  // namespace

void estimate_anew(Writer& writer, const CrowdRide& ride, Instant now) {
    for (Order& order : writer.running_orders_of(ride.courier)) {
        if (order.state != OrderState::out) {
            order.estimate_at = estimate_with(writer, ride, order, now);
            put_and_tell(writer, order, now);
        }
    }
}

Result<CourierId> want_crowd(const Context& context, Writer& writer, const CrowdWish& wish,
                             Instant now) {
    const auto& [hub, orders, price, why] = wish;
    if (context.crowd == nullptr) {
        return refuse(ErrorCode::not_offered);
    }
    if (orders.empty() || orders.size() > crowd_orders_max) {
        return refuse(ErrorCode::out_of_range, "orders");
    }
    if (price <= Money{} || price > crowd_price_max) {
        return refuse(ErrorCode::out_of_range, "price_fen");
    }
    const auto from = writer.hub(hub);
    if (!from) {
        return refuse(ErrorCode::not_found, "hub");
    }
    std::vector<Order> taken;
    for (std::size_t index = 0; index < orders.size(); ++index) {
        if (std::count(orders.begin(), orders.end(), orders[index]) > 1) {
            return refuse(ErrorCode::conflict, indexed_field("orders", index, ""));
        }
        LOUXIA_ASSIGN(Order order, order_for_crowd(writer, hub, orders[index], index));
        taken.push_back(std::move(order));
    }
    CrowdRide ride;
    ride.id = context.ids.make<CrowdRideId>();
    ride.courier = context.ids.make<CourierId>();
    ride.hub = hub;
    ride.orders = orders;
    ride.price = price;
    ride.wanted_at = now;
    ride.accept_by = now + crowd_accept_ms;
    ride.look_at = next_look(ride, now);
    Courier courier;
    courier.id = ride.courier;
    courier.on_shift = true;
    courier.at = from->at;
    courier.crowd = true;
    writer.put(courier);
    writer.add(ride);
    for (Order& order : taken) {
        order.courier = ride.courier;
        order.estimate_at = estimate_with(writer, ride, order, now);
        put_and_tell(writer, order, now);
        CourierAssignment made;
        made.order = order.id;
        made.number = static_cast<std::int32_t>(writer.assignments_of(order.id).size()) + 1;
        made.courier = ride.courier;
        made.assigned_at = now;
        made.instead = why.instead;
        made.saves_s = why.saves_s;
        made.on_the_way = why.on_the_way;
        made.urgent = why.urgent;
        made.expected_at = order.estimate_at;
        writer.put(made);
    }
    emit_run_changed(writer, ride.courier, now);
    return ride.courier;
}

Result<void> follow_crowd(Context& context, Writer& writer, CourierId courier, Instant now) {
    const auto known = courier.is_set() ? writer.courier(courier) : std::nullopt;
    if (!known || !known->crowd) {
        return {};
    }
    const auto ride = writer.crowd_ride_of(courier);
    if (!ride) {
        return {};
    }
    const auto orders = writer.running_orders_of(courier);
    if (orders.empty()) {
        return end_empty(context, writer, *ride, now);
    }
    const bool carries = std::any_of(orders.begin(), orders.end(), [](const Order& order) {
        return order.state == OrderState::out;
    });
    // Of what came before, nothing may have been heard.
    if (carries && ride->state < CrowdState::picked_up) {
        LOUXIA_ASSIGN(CrowdRide taken, advance(*ride, CrowdState::picked_up, now));
        taken.look_at = next_look(taken, now);
        writer.put(taken);
    }
    return {};
}

Result<void> give_up_crowd(Context& context, Writer& writer, CrowdRide ride, CrowdEnd why,
                           Instant now) {
    std::vector<Order> waiting;
    bool carries = false;
    for (Order& order : writer.running_orders_of(ride.courier)) {
        if (order.state == OrderState::out) {
            carries = true;
        } else {
            waiting.push_back(std::move(order));
        }
    }
    const CourierId courier = ride.courier;
    LOUXIA_ASSIGN(CrowdRide ended, end_ride(std::move(ride), why, carries, now));
    ended.to_cancel = why == CrowdEnd::nobody || why == CrowdEnd::no_show;
    ended.look_at = next_look(ended, now);
    writer.put(ended);
    rest_courier(writer, courier);
    const bool queue_grows = !waiting.empty();
    for (Order& order : waiting) {
        take_away(writer, std::move(order), assignment_end(why), now);
    }
    if (queue_grows) {
        assign_couriers(context, writer, now);
    }
    return {};
}

bool is_with_crowd(const Reader& reader, const Order& order) {
    const auto courier = order.courier.is_set() ? reader.courier(order.courier) : std::nullopt;
    return courier && courier->crowd;
}

std::optional<CrowdRide> crowd_ride_of(const Reader& reader, const Order& order) {
    return is_with_crowd(reader, order) ? reader.crowd_ride_of(order.courier) : std::nullopt;
}

}  // namespace louxia::app
