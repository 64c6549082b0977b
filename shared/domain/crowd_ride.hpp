#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/domain/order.hpp"

/// A ride of somebody who is not the hub's own courier, called from a provider of crowd riders.
namespace louxia {

///   wanted → called → accepted → picked_up → delivered
///      └────────┴─ refused          └─ vanished
///      └────────┴────────┴─ cancelled (accepted may also end as vanished)
enum class CrowdState : std::int32_t {
    wanted = 1,     ///< decided, and the provider may not know of it yet
    called = 2,     ///< it looks for a rider
    accepted = 3,   ///< a rider is on its way to the hub
    picked_up = 4,  ///< it carries at least one of the orders
    delivered = 5,
    refused = 6,    ///< nobody came of it
    cancelled = 7,  ///< there was nothing left to carry
    vanished = 8,   ///< a rider had accepted, and did not do it
};
template <>
struct EnumWords<CrowdState> {
    static constexpr auto table = enum_table<CrowdState>({{CrowdState::wanted, "wanted"},
                                                          {CrowdState::called, "called"},
                                                          {CrowdState::accepted, "accepted"},
                                                          {CrowdState::picked_up, "picked_up"},
                                                          {CrowdState::delivered, "delivered"},
                                                          {CrowdState::refused, "refused"},
                                                          {CrowdState::cancelled, "cancelled"},
                                                          {CrowdState::vanished, "vanished"}});
};

/// Why a ride ended.
enum class CrowdEnd : std::int32_t {
    none = 1,  ///< it has not
    delivered = 2,
    declined = 3,      ///< the provider would not, or none of its riders
    nobody = 4,        ///< no rider until accept_by
    nothing_left = 5,  ///< its orders were cancelled or are collected instead
    given_back = 6,    ///< the rider gave it back, or the provider cancelled it
    no_show = 7,       ///< ten minutes after it was to arrive no rider was at the hub
    lost = 8,          ///< the rider does not answer any more
};
template <>
struct EnumWords<CrowdEnd> {
    static constexpr auto table = enum_table<CrowdEnd>({{CrowdEnd::none, "none"},
                                                        {CrowdEnd::delivered, "delivered"},
                                                        {CrowdEnd::declined, "declined"},
                                                        {CrowdEnd::nobody, "nobody"},
                                                        {CrowdEnd::nothing_left, "nothing_left"},
                                                        {CrowdEnd::given_back, "given_back"},
                                                        {CrowdEnd::no_show, "no_show"},
                                                        {CrowdEnd::lost, "lost"}});
};

/// Each has a courier row of its own, so that Order::courier always names the one who has the
/// order. An order is the ride's as long as it names that courier; `orders` are all that it was
/// called for.
struct CrowdRide {
    CrowdRideId id;
    CourierId courier;
    HubId hub;
    std::vector<OrderId> orders;
    CrowdState state = CrowdState::wanted;
    CrowdEnd why = CrowdEnd::none;
    Money price;            ///< agreed, for the ride as a whole
    std::string reference;  ///< the provider's; empty until it knows of it
    std::string rider;      ///< the rider's name as shown; empty until one has accepted
    Instant wanted_at;
    Instant called_at;     ///< the provider has answered
    Instant accept_by;     ///< unless a rider has accepted until then, it ends
    Instant arrives_at;    ///< at the hub, as told; unset until a rider has accepted
    Instant at_pickup_at;  ///< the rider said that it stands at the hub
    /// Unset while it lasts; and while the leader has not said what becomes of what a vanished
    /// rider carries.
    Instant ended_at;
    std::int64_t said = 0;   ///< the number of the provider's latest word
    bool to_cancel = false;  ///< the provider has to be told that it is over
    Instant look_at;         ///< when to turn to the provider next; unset: no more
    std::int32_t looks = 0;  ///< questions without an answer, one after the other
};

inline constexpr std::size_t crowd_orders_max = 8;  ///< of one ride
inline constexpr Money crowd_price_max = Money::fen_unchecked(20'000);
inline constexpr std::int64_t crowd_accept_ms = 3 * minute_ms;
inline constexpr std::int64_t crowd_no_show_ms = 10 * minute_ms;
inline constexpr std::size_t rider_code_points_max = 40;

/// wanted to picked_up: its courier is on shift.
[[nodiscard]] bool lasts(CrowdState state) noexcept;

/// One step on: wanted → called → accepted → picked_up. Repeating one changes nothing, and a step
/// over others is one too, since words of the provider get lost. Refused: wrong_state for the way
/// back and for a ride that does not last.
[[nodiscard]] Result<CrowdRide> advance(CrowdRide ride, CrowdState to, Instant now);

/// Ends a ride for that reason: refused before a rider has accepted, and vanished afterwards, but
/// for `delivered` (of a picked-up one) and `nothing_left`. Where the rider `carries` orders,
/// ended_at stays unset until settle(). Whoever ended it other than the provider itself sets
/// to_cancel. Refused: wrong_state.
[[nodiscard]] Result<CrowdRide> end_ride(CrowdRide ride, CrowdEnd why, bool carries, Instant now);

/// The last order that a vanished rider carried is decided. Nothing for other rides.
[[nodiscard]] CrowdRide settle(CrowdRide ride, Instant now);

/// Why it is over by now, if so: nobody by accept_by, no_show.
[[nodiscard]] std::optional<CrowdEnd> timed_out(const CrowdRide& ride, Instant now) noexcept;

/// When to turn to the provider next: at once for a wanted ride that nobody told it of, later after
/// each silence; while it lasts every few seconds, since notices may be lost, and at its deadline;
/// unset when there is nothing to say.
[[nodiscard]] Instant next_look(const CrowdRide& ride, Instant now) noexcept;

/// What the leader says of an order that a vanished rider carried.
enum class LostOutcome : std::int32_t {
    delivered = 1,    ///< the household has it
    came_back = 2,    ///< the bag is at the hub again
    packed_anew = 3,  ///< it is gone, and was packed once more from the shelf
};
template <>
struct EnumWords<LostOutcome> {
    static constexpr auto table =
        enum_table<LostOutcome>({{LostOutcome::delivered, "delivered"},
                                 {LostOutcome::came_back, "came_back"},
                                 {LostOutcome::packed_anew, "packed_anew"}});
};

/// What a rider would cost at a hub, and how soon and how surely one would be there.
struct CrowdQuote {
    HubId hub;
    Money base;
    Money per_km;
    std::int32_t arrive_s = 0;             ///< from the call to the hub
    std::int32_t acceptance_permille = 0;  ///< of calls, that somebody accepts
    Instant quoted_at;
    Instant valid_until;
};
inline constexpr std::int64_t crowd_quote_kept_ms = minute_ms;

/// Neither ended nor older than a minute.
[[nodiscard]] bool is_fresh(const CrowdQuote& quote, Instant now) noexcept;
/// Of a ride of so many metres, rounded up to the fen; refused with out_of_range beyond
/// crowd_price_max.
[[nodiscard]] Result<Money> crowd_price(const CrowdQuote& quote, std::int64_t metres);

}  // namespace louxia
