#include "shared/dispatch/neighbourhood.hpp"

#include <algorithm>
#include <utility>

namespace louxia::dispatch {

std::int32_t crowd_way_m(std::int32_t seconds) noexcept {
    constexpr std::int32_t seconds_max = 2 * 60 * 60;
    const StraightLine::Speeds speeds;
    const auto rider = static_cast<std::size_t>(Vehicle::scooter);
    const std::int64_t ride_m =
        std::int64_t{std::clamp(seconds, 0, seconds_max)} * speeds.metres_per_minute[rider] / 60;
    return static_cast<std::int32_t>(ride_m * 1000 / speeds.detour_permille);
}

CrowdOffer offer_of(const CrowdQuote& quote) noexcept {
    const StraightLine::Speeds speeds;
    const auto rider = static_cast<std::size_t>(Vehicle::scooter);
    CrowdOffer offer;
    offer.ride_s = seconds_worth(quote.base);
    offer.riding_permille = seconds_worth(quote.per_km) * speeds.metres_per_minute[rider] / 60;
    offer.acceptance_permille = quote.acceptance_permille;
    offer.refusal_delay_s = crowd_refusal_delay_s;
    return offer;
}

std::optional<Quote> quote_promise(Situation situation, OpenOrder order, const Plan& plan,
                                   const QuoteErrors& errors) {
    const Instant now = situation.now;
    const OrderId id = order.order;
    situation.orders.push_back(std::move(order));
    std::optional<Quote> quote;
    for (std::size_t index = 0; index < offered_classes.size(); ++index) {
        const Promise promise{offered_classes[index].kind, now + offered_classes[index].limit_ms};
        const ClassWeights weights = weights_of(promise.kind);
        OpenOrder& tried = situation.orders.back();
        tried.due_at = promise.due_at;
        tried.door_permille = weights.door_permille;
        tried.late_permille = weights.late_permille;
        const auto arrival =
            expected_arrival(id, situation, plan, neighbourhood_rules, neighbourhood_weights);
        if (!arrival) return quote;
        const std::int32_t late_s = std::max(0, errors[index].quantile_s(promise_kept_permille));
        quote = Quote{};
        quote->likely_ms = arrival->at - now;
        quote->estimate_ms = quote->likely_ms + late_s * second_ms;
        if (keepable(arrival->at, errors[index], promise.due_at)) {
            quote->offered = true;
            quote->promise = promise;
            return quote;
        }
    }
    return quote;
}

}  // namespace louxia::dispatch
