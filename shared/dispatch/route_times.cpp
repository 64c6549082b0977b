#include "shared/dispatch/route_times.hpp"

#include <algorithm>

namespace louxia::dispatch {
namespace {

bool is_pickup(const PlannedStop& stop) noexcept {
    return stop.pickup != PlannedStop::drop_off;
}

}  // namespace

std::vector<Instant> route_times(const CourierNow& courier, Instant now, const Rules& rules,
                                 const Travel& travel) {
    std::vector<Instant> times;
    times.reserve(courier.route.size());
    Instant at = std::max(now, courier.free_at);
    Place place = courier.at;
    bool dropped = false;  // the stop before was a drop-off
    for (std::size_t first = 0; first < courier.route.size();) {
        const PlannedStop& stop = courier.route[first];
        const std::int64_t ride_ms = travel.seconds(place, stop.at, courier.vehicle) * second_ms;
        if (is_pickup(stop)) {
            std::size_t last = first;
            Instant taken = at + ride_ms + rules.pickup_before_s * second_ms;
            while (last < courier.route.size() && is_pickup(courier.route[last]) &&
                   courier.route[last].at == stop.at) {
                taken = std::max(taken, courier.route[last].wanted_at);
                ++last;
            }
            times.insert(times.end(), last - first, taken);
            at = taken + rules.pickup_after_s * second_ms;
            first = last;
        } else {
            const bool again = dropped && place == stop.at;
            const std::int32_t hand_over_s = again ? rules.drop_again_s : rules.drop_before_s;
            times.push_back(at + ride_ms + hand_over_s * second_ms);
            at = times.back() + rules.drop_after_s * second_ms;
            ++first;
        }
        dropped = !is_pickup(stop);
        place = stop.at;
    }
    return times;
}

}  // namespace louxia::dispatch
