#include "shared/dispatch/routing/strings.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstdio>

namespace louxia::dispatch::routing {
namespace {
double env(const char* n, double d) { return getenv(n) ? atof(getenv(n)) : d; }
double removed_mean = env("CB", 12);
double string_most = env("LM", 10);
double split_chance = env("SP", 0.5);
double split_longer = 0.01;
double blink = env("BL", 0.01);
double heat = env("T0", 1.0);
double cool = env("TF", 0.01);
}  // namespace

StringSearch::StringSearch(const Instance& instance, Random& random)
    : instance_(&instance),
      random_(&random),
      inserter_(instance),
      is_touched_(instance.vehicles(), 0),
      key_(instance.requests(), 0) {}

void StringSearch::shorten(Plan& plan, Index vehicles_most, bool fewest_vehicles,
                           std::uint64_t evaluations_most) {
    if (plan.used() == 0) return;
    const std::uint64_t begun = evaluations();
    Plan current = plan;
    Plan shortest = plan;
    double distance = plan.distance();
    double best = distance;
    const double first_heat = heat * distance / (2.0 * instance_->requests());
    double temperature = first_heat;
    long iters = 0;
    while (evaluations() - begun < evaluations_most) {
        ++iters;
        const double progress = static_cast<double>(evaluations() - begun) /
                                static_cast<double>(evaluations_most);
        temperature = first_heat * __builtin_pow(cool, progress);
        ruin(plan);
        sort_removed();
        const bool whole = recreate(plan, vehicles_most);
        const double after = whole ? plan.distance() : 0;
        const bool fewer = whole && fewest_vehicles && plan.used() < current.used();
        if (whole && (fewer || after < distance + temperature * random_->exponential())) {
            for (const Index vehicle : touched_) current.copy_tour(plan, vehicle);
            distance = after;
            if (fewer) vehicles_most = plan.used();
            if (fewer || distance < best - 1e-9) {
                best = distance;
                shortest = current;
            }
        } else {
            for (const Index vehicle : touched_) plan.copy_tour(current, vehicle);
        }
        for (const Index vehicle : touched_) is_touched_[vehicle] = 0;
        touched_.clear();
    }
    plan = shortest;
    if (getenv("VERB")) fprintf(stderr, "strings iters %ld best %.2f\n", iters, best);
}

void StringSearch::touch(Index vehicle) {
    if (is_touched_[vehicle] != 0) return;
    is_touched_[vehicle] = 1;
    touched_.push_back(vehicle);
}

void StringSearch::ruin(Plan& plan) {
    removed_.clear();
    const double mean_stops = 2.0 * instance_->requests() / plan.used();
    const double length_most = std::min(string_most, mean_stops);
    const double strings_most = std::max(1.0, 4 * removed_mean / (1 + length_most) - 1);
    const Index strings = static_cast<Index>(1 + random_->unit() * strings_most);
    Index seed = random_->below(2 * instance_->requests());
    while (plan.vehicle_of(seed / 2) == any) seed = random_->below(2 * instance_->requests());
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
        while (length + kept < count && random_->chance(split_longer)) ++kept;
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
    std::sort(removed_.begin(), removed_.end(), [this](Index a, Index b) {
        return key_[a] != key_[b] ? key_[a] < key_[b] : a < b;
    });
}

bool StringSearch::recreate(Plan& plan, Index vehicles_most) {
    for (const Index request : removed_) {
        const Insertion there =
            inserter_.cheapest(plan, request, vehicles_most, blink, *random_);
        if (!there.found()) return false;
        touch(there.vehicle);
        plan.insert(request, there);
    }
    return true;
}

}  // namespace louxia::dispatch::routing
