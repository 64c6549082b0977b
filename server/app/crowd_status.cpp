#include <algorithm>

#include "server/app/crowd.hpp"
#include "server/app/crowd_parts.hpp"
#include "server/app/dispatching.hpp"
#include "server/app/emit.hpp"
#include "server/app/order_steps.hpp"

/// What the provider says of a ride, done to its orders.
namespace louxia::app {
namespace {

using State = CrowdNotice::State;
using Stage = CrowdNotice::Stage;

/// An order that the rider says to have taken is not noted as packed yet.
constexpr std::int64_t look_for_packed_ms = 2 * second_ms;

/// How far a lasting ride is by such a word; nothing for those that end it.
std::optional<CrowdState> reached_by(State said) {
    switch (said) {
        case State::called: return CrowdState::called;
        case State::accepted:
        case State::at_pickup:
        case State::picked_up:
        case State::delivered: return CrowdState::accepted;
        case State::refused:
        case State::cancelled:
        case State::vanished: return std::nullopt;
    }
    return std::nullopt;
}

CrowdEnd end_by(State said) {
    switch (said) {
        case State::refused: return CrowdEnd::declined;
        case State::cancelled: return CrowdEnd::given_back;
        case State::vanished: return CrowdEnd::lost;
        case State::called:
        case State::accepted:
        case State::at_pickup:
        case State::picked_up:
        case State::delivered: return CrowdEnd::none;
    }
    return CrowdEnd::none;
}

bool has_left_the_hub(State said) {
    return said == State::picked_up || said == State::delivered;
}

Stage stage_of(const CrowdNotice& notice, OrderId id) {
    const auto stop = std::find_if(notice.stops.begin(), notice.stops.end(),
                                   [&](const CrowdNotice::Stop& each) { return each.order == id; });
    if (stop == notice.stops.end()) {
        return Stage::waiting;
    }
    // A rider that has delivered everything has delivered what it took.
    return notice.state == State::delivered && stop->stage == Stage::taken ? Stage::delivered
                                                                           : stop->stage;
}

/// The ride that the word is about; nothing when it is older than the latest.
Result<std::optional<CrowdRide>> ride_for(const Writer& writer, const CrowdNotice& notice) {
    auto ride = writer.crowd_ride(notice.ride);
    if (!ride) {
        return refuse(ErrorCode::not_found);
    }
    const bool another = !ride->reference.empty() && ride->reference != notice.reference;
    if (notice.reference.empty() || another) {
        return refuse(ErrorCode::conflict, "reference");
    }
    for (const CrowdNotice::Stop& stop : notice.stops) {
        if (std::find(ride->orders.begin(), ride->orders.end(), stop.order) == ride->orders.end()) {
            return refuse(ErrorCode::conflict, "stops");
        }
    }
    if (notice.number < ride->said) {
        return std::optional<CrowdRide>{};
    }
    ride->reference = notice.reference;
    ride->looks = 0;
    return ride;
}

/// Name, arrival and how far it is. True when the arrival is another than before.
Result<bool> note_progress(CrowdRide& ride, const CrowdNotice& notice, Instant now) {
    const auto reached = reached_by(notice.state);
    if (!reached) {
        ride.said = notice.number;
        ride.rider = ride.rider.empty() ? notice.rider : ride.rider;
        return false;
    }
    const Instant arrived_before = ride.arrives_at;
    if (*reached > ride.state) {
        LOUXIA_ASSIGN(ride, advance(std::move(ride), *reached, now));
    }
    if (*reached == CrowdState::accepted) {
        ride.rider = notice.rider;
        const bool comes = notice.state == State::accepted;
        // Heard again when it was asked, the same word puts nothing off.
        const bool heard_before = ride.arrives_at.is_set() && notice.number == ride.said;
        if (comes && !heard_before) {
            ride.arrives_at = now + notice.arrives_in_ms;
        } else if (!comes && !ride.at_pickup_at.is_set()) {
            ride.at_pickup_at = now;
        }
        if (!ride.arrives_at.is_set()) {
            ride.arrives_at = now;
        }
    }
    ride.said = notice.number;
    return ride.arrives_at != arrived_before;
}

void name_courier(Writer& writer, const CrowdRide& ride) {
    auto courier = writer.courier(ride.courier);
    if (courier && courier->name != ride.rider) {
        courier->name = ride.rider;
        writer.put(*courier);
    }
}

/// Steps of the orders that are the ride's. True when one that the rider has taken cannot go out
/// yet, since the hub has not packed it.
Result<bool> move_orders(Context& context, Writer& writer, CourierId courier,
                         const CrowdNotice& notice, Instant now) {
    bool waits = false;
    for (Order& order : writer.running_orders_of(courier)) {
        const Stage stage = stage_of(notice, order.id);
        if (stage == Stage::waiting) {
            continue;
        }
        if (order.state == OrderState::packed) {
            LOUXIA_ASSIGN(order, step_order(context, writer, std::move(order), OrderState::out,
                                            Role::courier, now));
        }
        if (order.state == OrderState::out && stage == Stage::delivered) {
            LOUXIA_ASSIGN(order, step_order(context, writer, std::move(order), OrderState::done,
                                            Role::courier, now));
        }
        waits = waits || order.state < OrderState::packed;
    }
    return waits;
}

/// What the rider left at the hub.
Result<void> fetch_back(Context& context, Writer& writer, CourierId courier,
                        const CrowdNotice& notice, Instant now) {
    bool queue_grows = false;
    for (Order& order : writer.running_orders_of(courier)) {
        if (order.state != OrderState::out && stage_of(notice, order.id) == Stage::waiting) {
            take_away(writer, std::move(order), AssignmentEnd::released, now);
            queue_grows = true;
        }
    }
    if (!queue_grows) {
        return {};
    }
    LOUXIA_TRY(follow_crowd(context, writer, courier, now));
    assign_couriers(context, writer, now);
    return {};
}

/// The provider goes on with what is over here: it is told once more.
void tell_again(Writer& writer, CrowdRide ride, const CrowdNotice& notice, Instant now) {
    ride.said = notice.number;
    const bool goes_on = reached_by(notice.state) && notice.state != State::delivered;
    const bool is_settled = ride.ended_at.is_set() && ride.state != CrowdState::delivered;
    if (goes_on && is_settled && !ride.to_cancel) {
        ride.to_cancel = true;
        ride.look_at = next_look(ride, now);
    }
    writer.put(ride);
}

Result<void> apply(Context& context, Writer& writer, const CrowdNotice& notice) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(auto found, ride_for(writer, notice));
    if (!found) {
        return {};
    }
    CrowdRide ride = std::move(*found);
    const bool lasted = lasts(ride.state);
    if (!lasted) {
        tell_again(writer, ride, notice, now);
        // A rider who had vanished with something may bring it after all.
        LOUXIA_TRY(move_orders(context, writer, ride.courier, notice, now));
        return {};
    }
    LOUXIA_ASSIGN(const bool comes_otherwise, note_progress(ride, notice, now));
    ride.look_at = next_look(ride, now);
    writer.put(ride);
    name_courier(writer, ride);
    if (comes_otherwise) {
        estimate_anew(writer, ride, now);
        emit_board_changed(writer, ride.hub, now);
    }
    LOUXIA_ASSIGN(const bool waits, move_orders(context, writer, ride.courier, notice, now));
    if (has_left_the_hub(notice.state)) {
        LOUXIA_TRY(fetch_back(context, writer, ride.courier, notice, now));
    }
    auto after = writer.crowd_ride(ride.id);
    if (!after || !lasts(after->state)) {
        return {};
    }
    if (const CrowdEnd why = end_by(notice.state); why != CrowdEnd::none) {
        return give_up_crowd(context, writer, std::move(*after), why, now);
    }
    if (waits) {
        after->look_at = now + look_for_packed_ms;
        writer.put(*after);
    }
    return {};
}

}  // namespace

Result<void> take_status(Context& context, const CrowdNotice& notice) {
    return context.store.transact(notice.community,
                                  [&](Writer& writer) { return apply(context, writer, notice); });
}

}  // namespace louxia::app
