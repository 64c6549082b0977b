#include "shared/dispatch/routing/ejection.hpp"

#include <algorithm>
#include <cstddef>

namespace louxia::dispatch::routing {
namespace {

constexpr std::size_t ejected_most = 3;
constexpr int moves_each = 40;

}  // namespace

EjectionSearch::EjectionSearch(const Instance& instance, Random& random)
    : instance_(&instance), random_(&random), open_(instance), penalty_(instance.requests(), 1) {}

bool EjectionSearch::place_all(Plan& plan, std::vector<Index>& pool, Index vehicles_most,
                               std::uint64_t evaluations_most) {
    const std::uint64_t until = evaluations_ + evaluations_most;
    std::fill(penalty_.begin(), penalty_.end(), 1);
    Plan fullest = plan;
    std::vector<Index> fewest_left = pool;
    while (!pool.empty() && evaluations_ < until) {
        ++evaluations_;
        const Index request = pool.back();
        pool.pop_back();
        if (insert_somewhere(plan, request, vehicles_most)) {
            if (pool.size() < fewest_left.size()) {
                fewest_left = pool;
                fullest = plan;
            }
            continue;
        }
        ++penalty_[request];
        find_ejection(plan, request);
        if (best_.vehicle == any) {
            pool.push_back(request);
        } else {
            plan.remove_all(best_.vehicle, best_.requests);
            plan.insert(request, best_.insertion);
            pool.insert(pool.end(), best_.requests.begin(), best_.requests.end());
        }
        perturb(plan);
    }
    if (pool.empty()) return true;
    plan = fullest;
    pool = fewest_left;
    return false;
}

bool EjectionSearch::insert_somewhere(Plan& plan, Index request, Index vehicles_most) {
    Insertion chosen = unplaceable;
    std::uint32_t tours = 0;
    open_.forget_kinds();
    for (Index vehicle = 0; vehicle < instance_->vehicles(); ++vehicle) {
        if (!open_.open(plan, vehicle, request, vehicles_most)) continue;
        Insertion there =
            random_insertion(*instance_, instance_->kind(vehicle), plan.tour(vehicle).stops,
                             request, *random_, evaluations_);
        if (there.found() && random_->below(++tours) == 0) {
            chosen = there;
            chosen.vehicle = vehicle;
        }
    }
    if (!chosen.found()) return false;
    plan.insert(request, chosen);
    return true;
}

void EjectionSearch::find_ejection(const Plan& plan, Index request) {
    best_.vehicle = any;
    best_.penalty = penalty_[request];
    vehicles_.clear();
    for (Index vehicle = 0; vehicle < instance_->vehicles(); ++vehicle) {
        if (!instance_->may_serve(vehicle, request) || plan.tour(vehicle).empty()) continue;
        vehicles_.push_back(vehicle);
        std::swap(vehicles_.back(),
                  vehicles_[random_->below(static_cast<std::uint32_t>(vehicles_.size()))]);
    }
    for (const Index vehicle : vehicles_)
        try_tour(plan, vehicle, request);
}

void EjectionSearch::try_tour(const Plan& plan, Index vehicle, Index request) {
    order_.clear();
    const std::vector<Scheduled>& stops = plan.tour(vehicle).stops;
    for (std::size_t at = 1; at + 1 < stops.size(); ++at) {
        if (stops[at].vertex % 2 == 0) {
            order_.push_back(stops[at].vertex / 2);
            std::swap(order_.back(),
                      order_[random_->below(static_cast<std::uint32_t>(order_.size()))]);
        }
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [this](Index a, Index b) { return penalty_[a] < penalty_[b]; });
    chosen_.clear();
    deepen(plan, vehicle, request, 0, 0);
}

void EjectionSearch::deepen(const Plan& plan, Index vehicle, Index request, std::size_t from,
                            std::uint64_t penalty) {
    for (std::size_t at = from; at < order_.size(); ++at) {
        const std::uint64_t sum = penalty + penalty_[order_[at]];
        if (sum >= best_.penalty) return;
        chosen_.push_back(order_[at]);
        const Insertion there = place_without_chosen(plan, vehicle, request);
        if (there.found()) {
            best_.vehicle = vehicle;
            best_.penalty = sum;
            best_.requests = chosen_;
            best_.insertion = there;
            best_.insertion.vehicle = vehicle;
        } else if (chosen_.size() < ejected_most) {
            deepen(plan, vehicle, request, at + 1, sum);
        }
        chosen_.pop_back();
    }
}

Insertion EjectionSearch::place_without_chosen(const Plan& plan, Index vehicle, Index request) {
    trial_.clear();
    const Index visits = 2 * instance_->requests();
    for (const Scheduled& stop : plan.tour(vehicle).stops) {
        const bool leaves = stop.vertex < visits && std::find(chosen_.begin(), chosen_.end(),
                                                              stop.vertex / 2) != chosen_.end();
        if (!leaves) trial_.push_back(stop);
    }
    evaluations_ += trial_.size();
    schedule(*instance_, instance_->kind(vehicle), trial_);
    return random_insertion(*instance_, instance_->kind(vehicle), trial_, request, *random_,
                            evaluations_);
}

void EjectionSearch::perturb(Plan& plan) {
    const Index requests = instance_->requests();
    for (int move = 0; move < moves_each; ++move) {
        const Index request = random_->below(requests);
        if (plan.vehicle_of(request) == any) continue;
        if (random_->chance(0.5)) {
            const Index vehicle = random_->below(instance_->vehicles());
            if (plan.tour(vehicle).empty() || !instance_->may_serve(vehicle, request)) continue;
            relocate(plan, request, vehicle);
        } else {
            const Index other = random_->below(requests);
            if (plan.vehicle_of(other) == any) continue;
            if (plan.vehicle_of(other) != plan.vehicle_of(request)) exchange(plan, request, other);
        }
    }
}

void EjectionSearch::relocate(Plan& plan, Index request, Index vehicle) {
    chosen_.clear();
    if (plan.vehicle_of(request) == vehicle) chosen_.push_back(request);
    Insertion there = place_without_chosen(plan, vehicle, request);
    if (!there.found()) return;
    there.vehicle = vehicle;
    plan.remove(request);
    plan.insert(request, there);
}

void EjectionSearch::exchange(Plan& plan, Index request, Index other) {
    const Index from = plan.vehicle_of(request);
    const Index to = plan.vehicle_of(other);
    if (!instance_->may_serve(to, request) || !instance_->may_serve(from, other)) return;
    chosen_ = {other};
    Insertion there = place_without_chosen(plan, to, request);
    if (!there.found()) return;
    chosen_ = {request};
    Insertion back = place_without_chosen(plan, from, other);
    if (!back.found()) return;
    there.vehicle = to;
    back.vehicle = from;
    plan.remove(request);
    plan.remove(other);
    plan.insert(request, there);
    plan.insert(other, back);
}

}  // namespace louxia::dispatch::routing
