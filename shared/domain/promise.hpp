#pragma once

#include <array>
#include <cstdint>

#include "shared/base/enum_words.hpp"
#include "shared/base/instant.hpp"

namespace louxia {

enum class PromiseClass : std::int32_t {
    within_30_minutes = 1,
    within_1_hour = 2,
    within_2_hours = 3,
    before_cutoff = 4,  ///< a group's "18:00 前"
    pickup = 5,
};
template <>
struct EnumWords<PromiseClass> {
    static constexpr auto table =
        enum_table<PromiseClass>({{PromiseClass::within_30_minutes, "within_30_minutes"},
                                  {PromiseClass::within_1_hour, "within_1_hour"},
                                  {PromiseClass::within_2_hours, "within_2_hours"},
                                  {PromiseClass::before_cutoff, "before_cutoff"},
                                  {PromiseClass::pickup, "pickup"}});
};

struct Promise {
    PromiseClass kind = PromiseClass::within_30_minutes;
    Instant due_at;  ///< delivered, or ready to be picked up, before this
};

/// What is offered for a delivery, the tightest first.
struct OfferedClass {
    PromiseClass kind;
    std::int64_t limit_ms;
};
inline constexpr std::array offered_classes{
    OfferedClass{PromiseClass::within_30_minutes, 30 * minute_ms},
    OfferedClass{PromiseClass::within_1_hour, hour_ms},
    OfferedClass{PromiseClass::within_2_hours, 2 * hour_ms},
};

/// What the present state of a hub and its couriers says about the next order.
struct QuoteInput {
    Instant now;
    std::int32_t orders_ahead = 0;  ///< not yet packed at the hub
    std::int32_t couriers_on_shift = 0;
    std::int32_t couriers_free = 0;
    std::int32_t deliveries_waiting = 0;  ///< assigned or packed, not yet out
    std::int32_t distance_m = 0;          ///< hub to door, along the plan
};

struct Quote {
    bool offered = false;          ///< an unkeepable promise is not offered
    std::int64_t estimate_ms = 0;  ///< from now until it is there, with some certainty
    std::int64_t likely_ms = 0;    ///< the same in the likely case
    Promise promise;
};

inline constexpr std::int64_t pick_and_pack_ms = 7 * minute_ms;  ///< one order at an idle hub
inline constexpr std::int64_t pick_ahead_ms = 2 * minute_ms;     ///< each order ahead of it
inline constexpr std::int64_t handover_ms = 2 * minute_ms;
inline constexpr std::int32_t courier_metres_per_minute = 200;  ///< 12 km/h in a compound

/// By what is waiting alone, where there is too much of it for a plan.
/// Estimate = picking behind what is ahead + waiting for a courier + the way there + handing over.
/// Waiting: with a free courier per delivery none, else the deliveries before this one, each a way
/// there and back and a handover, shared by the couriers on shift.
/// The promise is the tightest class that leaves a quarter of the estimate as slack;
/// not offered when nobody is on shift or two hours would not do (the promise is then not set).
[[nodiscard]] Quote quote_delivery(const QuoteInput& input) noexcept;
/// Ready for pickup: picking behind what is ahead, rounded up to whole minutes. Always offered.
[[nodiscard]] Quote quote_pickup(const QuoteInput& input) noexcept;

}  // namespace louxia
