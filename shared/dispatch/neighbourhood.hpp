#pragma once

#include <array>
#include <optional>

#include "shared/dispatch/horizon.hpp"
#include "shared/dispatch/promise_quote.hpp"
#include "shared/domain/crowd_ride.hpp"
#include "shared/domain/promise.hpp"

/// How the horizon is asked for a neighbourhood's day; the bench of a day uses the same.
namespace louxia::dispatch {

inline constexpr Rules neighbourhood_rules{.pickup_before_s = 60,
                                           .pickup_after_s = 0,
                                           .drop_before_s = 120,
                                           .drop_after_s = 0,
                                           .drop_again_s = 75,
                                           .bundle_max = 12,
                                           .step_s = 15};
/// Rides and handovers take up to so much longer than the map says, so lateness counts that early.
inline constexpr Weights neighbourhood_weights{.late_margin_s = 240};
/// In pieces: what goes with a courier at a time.
[[nodiscard]] constexpr std::int32_t capacity_of(Vehicle vehicle) noexcept {
    switch (vehicle) {
        case Vehicle::foot: return 20;
        case Vehicle::bicycle: return 40;
        case Vehicle::scooter: return 60;
    }
    return 0;
}
/// One order counts as no more, so that whoever there is can be asked to bring it.
inline constexpr std::int32_t order_load_max = capacity_of(Vehicle::foot);
/// The same of a crowd rider.
inline constexpr std::int32_t crowd_capacity = 20;
/// Things that have to stay cold may be on their way for so long.
inline constexpr std::int32_t cold_chain_s = 45 * 60;
/// By how much an estimate of when an order is packed tends to be off.
inline constexpr std::int32_t packing_sd_s = 120;

/// What a second of waiting costs an order of that class before and beyond its promise.
struct ClassWeights {
    std::int32_t door_permille = 1000;
    std::int32_t late_permille = 8000;
};
[[nodiscard]] constexpr ClassWeights weights_of(PromiseClass kind) noexcept {
    switch (kind) {
        case PromiseClass::within_30_minutes: return {1000, 8000};
        case PromiseClass::within_1_hour: return {600, 8000};
        case PromiseClass::within_2_hours: return {300, 8000};
        case PromiseClass::before_cutoff: return {0, 8000};  // nobody waits at the door before
        case PromiseClass::pickup: return {};
    }
    return {};
}

/// What a second of a resident's waiting is worth, in thousandths of a fen: a crowd rider's seven
/// yuan are some seventeen minutes.
inline constexpr std::int32_t second_worth_millifen = 700;
/// A price as CrowdOffer wants it.
[[nodiscard]] constexpr std::int32_t seconds_worth(Money price) noexcept {
    return static_cast<std::int32_t>(price.fen() * 1000 / second_worth_millifen);
}
/// A provider's tariff as the horizon weighs it: the ride and each kilometre of it, so that an
/// order that goes along costs no more than its detour.
[[nodiscard]] CrowdOffer offer_of(const CrowdQuote& quote) noexcept;
/// As the crow flies, how far away somebody of the crowd is who is there in so many seconds (0 to
/// two hours; clamped), by the speeds that StraightLine has of itself. In metres, rounded down.
[[nodiscard]] std::int32_t crowd_way_m(std::int32_t seconds) noexcept;
/// An order that the crowd has given back is not offered to it again for so long.
inline constexpr std::int64_t crowd_again_ms = 2 * minute_ms;
/// Lost when a crowd rider refuses or does not come.
inline constexpr std::int32_t crowd_refusal_delay_s = 120;

/// What the last quotes of each class of offered_classes were off by.
using QuoteErrors = std::array<RecentErrors, offered_classes.size()>;

/// What is offered for a new delivery as things stand: the tightest promise that nine in ten of the
/// recent orders would have kept, its estimate with that certainty; else the last one that was
/// tried and not offered; nothing where nobody can carry it. `order` needs neither due time nor
/// weights, and an id that no order of the situation has. `plan` is the last decision's.
[[nodiscard]] std::optional<Quote> quote_promise(Situation situation, OpenOrder order,
                                                 const Plan& plan, const QuoteErrors& errors);

}  // namespace louxia::dispatch
