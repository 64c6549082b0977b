#include "shared/domain/promise.hpp"

#include <algorithm>
#include <array>

namespace louxia {
namespace {

// Beyond these no promise is possible anyway; they keep the sums far from overflow.
constexpr std::int32_t counted_at_most = 10'000;
constexpr std::int32_t metres_at_most = 1'000'000;

std::int64_t bounded(std::int32_t value, std::int32_t most) noexcept {
    return std::clamp(value, 0, most);
}

std::int64_t divide_up(std::int64_t value, std::int64_t by) noexcept {
    return (value + by - 1) / by;
}

std::int64_t picking_ms(const QuoteInput& input) noexcept {
    return pick_and_pack_ms + bounded(input.orders_ahead, counted_at_most) * pick_ahead_ms;
}

std::int64_t way_ms(const QuoteInput& input) noexcept {
    return divide_up(bounded(input.distance_m, metres_at_most) * minute_ms,
                     courier_metres_per_minute);
}

// Whoever is on shift shares the deliveries before this one; each is taken to be as far as this.
std::int64_t courier_wait_ms(const QuoteInput& input) noexcept {
    const std::int64_t before = bounded(input.deliveries_waiting, counted_at_most) + 1 -
                                bounded(input.couriers_free, counted_at_most);
    if (before <= 0 || input.couriers_on_shift <= 0) return 0;
    const std::int64_t round_trip_ms = 2 * way_ms(input) + handover_ms;
    return divide_up(before * round_trip_ms, input.couriers_on_shift);
}

}  // namespace

Quote quote_delivery(const QuoteInput& input) noexcept {
    Quote quote;
    quote.estimate_ms = picking_ms(input) + courier_wait_ms(input) + way_ms(input) + handover_ms;
    quote.likely_ms = quote.estimate_ms;
    if (input.couriers_on_shift <= 0) return quote;
    const std::int64_t with_slack_ms = quote.estimate_ms + divide_up(quote.estimate_ms, 4);
    for (const OfferedClass& offer : offered_classes) {
        if (with_slack_ms <= offer.limit_ms) {
            quote.offered = true;
            quote.promise = Promise{offer.kind, input.now + offer.limit_ms};
            return quote;
        }
    }
    return quote;
}

Quote quote_pickup(const QuoteInput& input) noexcept {
    const std::int64_t ready_ms = divide_up(picking_ms(input), minute_ms) * minute_ms;
    return Quote{true, ready_ms, ready_ms, Promise{PromiseClass::pickup, input.now + ready_ms}};
}

}  // namespace louxia
