#include "shared/dispatch/promise_quote.hpp"

#include <algorithm>
#include <vector>

#include "shared/dispatch/horizon_model.hpp"
#include "shared/dispatch/horizon_numbers.hpp"
#include "shared/dispatch/horizon_search.hpp"

namespace louxia::dispatch {
namespace {

constexpr std::int32_t error_most_s = 24 * 3600;
constexpr std::int32_t prior_early_s = 5 * 60;
constexpr std::int32_t prior_late_s = 10 * 60;

}  // namespace

void RecentErrors::add(std::int32_t late_s) noexcept {
    errors_[next_] = std::clamp(late_s, -error_most_s, error_most_s);
    next_ = (next_ + 1) % kept;
    count_ = std::min(count_ + 1, kept);
}

std::int32_t RecentErrors::quantile_s(std::int32_t permille, std::size_t last) const noexcept {
    std::array<std::int32_t, std::max(kept, prior)> all = {};
    const std::size_t known = std::min(count_, last);
    for (std::size_t each = 0; each < known; ++each)
        all[each] = errors_[(next_ + kept - 1 - each) % kept];
    const std::size_t size = std::max(known, prior);
    const auto made_up = static_cast<std::int32_t>(size - known);
    for (std::int32_t each = 0; each < made_up; ++each) {
        all[known + static_cast<std::size_t>(each)] =
            (prior_early_s + prior_late_s) * (2 * each + 1) / (2 * made_up) - prior_early_s;
    }
    const auto part = static_cast<std::size_t>(std::clamp(permille, 1, 1000));
    const std::size_t rank = (size * part + 999) / 1000 - 1;
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(rank),
                     all.begin() + static_cast<std::ptrdiff_t>(size));
    return all[rank];
}

std::optional<Arrival> expected_arrival(OrderId order, const Situation& situation, const Plan& plan,
                                        const Rules& rules, const Weights& weights) {
    Model model;
    model.read(situation, rules, weights);
    Numbers numbers;
    numbers.read(situation);
    const std::int32_t number = numbers.order(order);
    if (number < 0) return std::nullopt;
    Search search(model);
    search.begin();
    numbers.adopt(plan, model, search);
    search.insert_all();
    const std::int32_t courier = search.courier_of(number);
    if (courier < 0) return std::nullopt;
    const std::vector<Stop>& stops = search.way(courier).stops;
    std::vector<Model::Served> served(stops.size());
    const std::int64_t cost =
        model.cost(courier, stops.data(), static_cast<std::int32_t>(stops.size()),
                   Model::impossible, served.data());
    const auto drop = std::find(stops.begin(), stops.end(), Stop{number, -1});
    if (cost >= Model::impossible || drop == stops.end()) return std::nullopt;
    const std::int32_t at_s = served[static_cast<std::size_t>(drop - stops.begin())].at_s;
    return Arrival{situation.couriers[static_cast<std::size_t>(courier)].id,
                   situation.now + at_s * second_ms};
}

bool keepable(Instant expected, const RecentErrors& errors, Instant due_at) noexcept {
    const std::int32_t late_s =
        std::max(errors.quantile_s(promise_kept_permille),
                 errors.quantile_s(promise_kept_permille, RecentErrors::latest));
    return expected + late_s * second_ms <= due_at;
}

}  // namespace louxia::dispatch
