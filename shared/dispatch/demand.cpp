#include "shared/dispatch/demand.hpp"

#include <algorithm>
#include <cstddef>

namespace louxia::dispatch {
namespace {

constexpr std::int64_t pace_ms = 40 * minute_ms;
/// Before anything is known of the day: ten hours of shift with 1.5 orders each, and a fifth of an
/// order from each source.
constexpr std::int64_t prior_ms = 10 * hour_ms;
constexpr std::int64_t prior_orders = 15;
constexpr std::int64_t prior_fifths = 1;

}  // namespace

std::vector<Demand> expected_demand(const Flow& flow, Instant now) {
    std::int64_t worked_ms = prior_ms;
    std::int64_t on_shift = 0;
    for (const Flow::Shift& shift : flow.shifts) {
        worked_ms += std::max<std::int64_t>(0, std::min(now, shift.until) - shift.from);
        if (shift.from <= now && now < shift.until) ++on_shift;
    }
    std::vector<Place> sorted = flow.sources;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::int64_t> fifths(sorted.size(), prior_fifths);
    auto total_fifths = static_cast<std::int64_t>(sorted.size()) * prior_fifths;
    std::int64_t placed = 0;
    std::int64_t recent = 0;
    for (const Flow::Placed& order : flow.placed) {
        const auto source = std::lower_bound(sorted.begin(), sorted.end(), order.from);
        if (order.at > now || source == sorted.end() || *source != order.from) continue;
        fifths[static_cast<std::size_t>(source - sorted.begin())] += 5;
        total_fifths += 5;
        ++placed;
        if (now - order.at < pace_ms) ++recent;
    }
    const std::int64_t by_pace_milli = recent * 1000 * hour_ms / pace_ms;
    const std::int64_t per_shift_hour_milli = (placed + prior_orders) * 1000 * hour_ms / worked_ms;
    const std::int64_t hourly_milli = (by_pace_milli + on_shift * per_shift_hour_milli) / 2;
    std::vector<Demand> expected;
    for (std::size_t source = 0; source < sorted.size(); ++source) {
        expected.push_back({sorted[source], static_cast<std::int32_t>(
                                                hourly_milli * fifths[source] / total_fifths)});
    }
    return expected;
}

}  // namespace louxia::dispatch
