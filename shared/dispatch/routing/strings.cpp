#include "shared/dispatch/routing/strings.hpp"

#include <algorithm>
#include <cstddef>

namespace louxia::dispatch::routing {
namespace {

// The paper's, but for the number of stops taken out: it has 10 for single visits.
constexpr double removed_mean = 16;
constexpr double string_most = 10;
constexpr double split_chance = 0.5;
constexpr double split_longer = 0.01;
constexpr double blink = 0.01;

/// Of 64 steps, so that the last temperature is 1/256 of the first.
constexpr double cooling_steps = 64;
constexpr double cooling = 0.917004043204671;  // 2^(-1/8)

/// The price of leaving a request out, in mean distances per request, and how it moves.
constexpr double price_first = 2;
constexpr double price_least = 1;
constexpr double price_most = 200;
constexpr double price_rise = 1.01;

/// Differences below this are rounding.
constexpr double noticeable = 1e-9;

}  // namespace

StringSearch::StringSearch(const Instance& instance, Random& random)
    : instance_(&instance),
      random_(&random),
      inserter_(instance),
      is_touched_(instance.vehicles(), 0),
      key_(instance.requests(), 0) {}

void StringSearch::shorten(Plan& plan, std::vector<Index>& pool, const Bounds& bounds) {
    if (plan.used() == 0) return;
    const std::uint64_t begun = evaluations();
    Plan current = plan;
    Plan best = plan;
    left_out_ = pool;
    Index vehicles_most = bounds.vehicles_most;
    double distance = plan.distance();
    double shortest = distance;
    const double share = distance / instance_->requests();
    double price = price_first * share;
    double temperature = bounds.heat * share / 2;
    double step = 1;
    for (std::uint64_t done = 0; done < bounds.evaluations_most; done = evaluations() - begun) {
        const double progress = static_cast<double>(done) * cooling_steps;
        for (; progress >= step * static_cast<double>(bounds.evaluations_most); step += 1) {
            temperature *= cooling;
        }
        ++evaluations_;
        ruin(plan);
        sort_removed();
        recreate(plan, vehicles_most);
        const double after = plan.distance();
        const bool fullest = unplaced_.size() <= pool.size();
        const bool better = unplaced_.size() < pool.size() ||
                            (bounds.fewest_vehicles && fullest && plan.used() < vehicles_most);
        const double cost = after + price * static_cast<double>(unplaced_.size());
        const double before = distance + price * static_cast<double>(left_out_.size());
        if (better || cost < before + temperature * random_->exponential()) {
            accept(plan, current);
            distance = after;
            if (better || (fullest && distance < shortest - noticeable)) {
                shortest = distance;
                best = current;
                pool = left_out_;
                if (bounds.fewest_vehicles) vehicles_most = std::min(vehicles_most, plan.used());
            }
        } else {
            reject(plan, current);
        }
        price = left_out_.empty() ? std::max(price / price_rise, price_least * share)
                                  : std::min(price * price_rise, price_most * share);
        forget_touched(plan);
    }
    plan = best;
}

void StringSearch::accept(const Plan& plan, Plan& current) {
    for (const Index vehicle : touched_)
        current.copy_tour(plan, vehicle);
    left_out_ = unplaced_;
    for (const Index request : left_out_)
        current.forget(request);
}

void StringSearch::reject(Plan& plan, const Plan& current) {
    for (const Index request : left_out_)
        plan.forget(request);
    for (const Index vehicle : touched_)
        plan.copy_tour(current, vehicle);
}

void StringSearch::forget_touched(const Plan& plan) {
    for (const Index vehicle : touched_) {
        evaluations_ += plan.tour(vehicle).stops.size();
        is_touched_[vehicle] = 0;
    }
    touched_.clear();
}

void StringSearch::touch(Index vehicle) {
    if (is_touched_[vehicle] != 0) return;
    is_touched_[vehicle] = 1;
    touched_.push_back(vehicle);
}

void StringSearch::ruin(Plan& plan) {
    removed_ = left_out_;
    if (plan.used() == 0) return;
    const double mean_stops = 2.0 * instance_->requests() / plan.used();
    const double length_most = std::min(string_most, mean_stops);
    const double strings_most = std::max(1.0, 4 * removed_mean / (1 + length_most) - 1);
    const Index strings = static_cast<Index>(1 + random_->unit() * strings_most);
    Index seed = random_->below(2 * instance_->requests());
    while (plan.vehicle_of(seed / 2) == any)
        seed = random_->below(2 * instance_->requests());
    const Index* neighbours = instance_->neighbours(seed);
    for (Index at = 0; at < instance_->neighbour_count() && touched_.size() < strings; ++at) {
        const Index vehicle = plan.vehicle_of(neighbours[at] / 2);
        if (vehicle == any || is_touched_[vehicle] != 0) continue;
        const double stops = static_cast<double>(plan.tour(vehicle).stops.size() - 2);
        const double most = std::min(stops, length_most);
        touch(vehicle);
        take_string(plan, neighbours[at], static_cast<Index>(1 + random_->unit() * most));
    }
}

void StringSearch::take_string(Plan& plan, Index vertex, Index length) {
    const Index vehicle = plan.vehicle_of(vertex / 2);
    const std::vector<Scheduled>& stops = plan.tour(vehicle).stops;
    const Index count = static_cast<Index>(stops.size()) - 2;
    Index kept = 0;
    if (length > 1 && length < count && random_->chance(split_chance)) {
        kept = 1;
        while (length + kept < count && random_->chance(split_longer))
            ++kept;
    }
    const Index span = length + kept;
    const Index position = plan.position_of(vertex);
    const Index first_least = position >= span ? position - span + 1 : 1;
    const Index first_most = std::min(position, count - span + 1);
    const Index first = first_least + random_->below(first_most - first_least + 1);
    const Index kept_from = first + (kept > 0 ? random_->below(length + 1) : span);
    leaving_.clear();
    for (Index at = first; at < first + span; ++at) {
        if (at >= kept_from && at < kept_from + kept) continue;
        const Index request = stops[at].vertex / 2;
        if (std::find(leaving_.begin(), leaving_.end(), request) == leaving_.end()) {
            leaving_.push_back(request);
        }
    }
    evaluations_ += stops.size();
    plan.remove_all(vehicle, leaving_);
    removed_.insert(removed_.end(), leaving_.begin(), leaving_.end());
}

void StringSearch::sort_removed() {
    const std::uint32_t way = random_->below(8);
    for (const Index request : removed_) {
        const Index pickup = 2 * request;
        const Window& pick = instance_->window(pickup);
        const Window& drop = instance_->window(pickup + 1);
        double key = 0;
        if (way < 3) {
            key = random_->unit();
        } else if (way == 3) {
            key = -instance_->load(pickup);
        } else if (way == 4) {
            key = -instance_->leg(pickup, pickup + 1).distance;
        } else if (way == 5) {
            key = (pick.due - pick.ready) + (drop.due - drop.ready);
        } else if (way == 6) {
            key = pick.ready;
        } else {
            key = -drop.due;
        }
        key_[request] = key;
    }
    std::sort(removed_.begin(), removed_.end(),
              [this](Index a, Index b) { return key_[a] != key_[b] ? key_[a] < key_[b] : a < b; });
}

void StringSearch::recreate(Plan& plan, Index vehicles_most) {
    unplaced_.clear();
    for (const Index request : removed_) {
        const Insertion there = inserter_.cheapest(plan, request, vehicles_most, blink, *random_);
        if (!there.found()) {
            unplaced_.push_back(request);
            continue;
        }
        touch(there.vehicle);
        plan.insert(request, there);
        evaluations_ += plan.tour(there.vehicle).stops.size();
    }
}

}  // namespace louxia::dispatch::routing
