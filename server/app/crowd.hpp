#pragma once

#include <map>

#include "server/app/context.hpp"
#include "server/app/crowd_courier.hpp"
#include "shared/dispatch/horizon.hpp"

/// Rides of the crowd (shared/domain/crowd_ride.hpp): how they begin, go on and end. An unfinished
/// order always names one courier or waits in the queue for one.
namespace louxia::app {

/// What a ride would be called for.
struct CrowdWish {
    HubId hub;
    std::vector<OrderId> orders;  ///< 1 to crowd_orders_max, in the order of their doors
    Money price;
    dispatch::Reason why;
};

// --- inside a transaction ----------------------------------------------------------------------

/// Decides a ride for these orders of the hub: makes it and its courier, and gives the orders to
/// it. The provider hears of it after the commit. Nothing is written when it is refused:
/// not_offered without a provider; out_of_range "orders", "price_fen"; not_found "hub"; "orders[i]"
/// with not_found, wrong_state (no delivery that the hub has accepted and that is still there) or
/// conflict (somebody has it).
[[nodiscard]] Result<CourierId> want_crowd(const Context& context, Writer& writer,
                                           const CrowdWish& wish, Instant now);
/// To be called when an order of that courier has moved or is not its own any more. A ride whose
/// rider has taken something goes on; one with nothing left to carry ends: delivered, and paid, or
/// cancelled. Nothing for couriers of one's own.
[[nodiscard]] Result<void> follow_crowd(Context& context, Writer& writer, CourierId courier,
                                        Instant now);
/// Ends a ride before it is delivered: what the rider had not taken goes back to the queue, and is
/// given to somebody else; what it had stays out in its name until the leader says what became of
/// it. Refused: wrong_state for a ride that does not last.
[[nodiscard]] Result<void> give_up_crowd(Context& context, Writer& writer, CrowdRide ride,
                                         CrowdEnd why, Instant now);
/// Whether the order's courier is a rider of the crowd.
[[nodiscard]] bool is_with_crowd(const Reader& reader, const Order& order);
/// The ride of an order that is with the crowd: rider's name, state and price, for whoever may see
/// them.
[[nodiscard]] std::optional<CrowdRide> crowd_ride_of(const Reader& reader, const Order& order);

// --- transactions of their own -----------------------------------------------------------------

/// What the provider says of a ride. Saying it again, or late, changes nothing. Refused: not_found,
/// conflict "reference" (it has another), "stops" (an order that it was not called for).
[[nodiscard]] Result<void> take_status(Context& context, const CrowdNotice& notice);
/// Calls what is wanted, cancels what is over, asks how the others stand, as far as it is time to;
/// ends what nobody accepted or came for. Ends early, with false, when the provider stays silent.
/// Without a provider only the last.
bool look_after_rides(Context& context, CommunityId community, Instant now);
/// Asks for the tariff of each open hub when the last is half a minute old: promises go by it, also
/// before there is anything to deliver.
/// `asked_at` is when each hub was last asked for, answered or not. False as above.
bool keep_quotes_fresh(Context& context, CommunityId community, std::map<HubId, Instant>& asked_at,
                       Instant now);

}  // namespace louxia::app
