#include "shared/dispatch/routing/insertion.hpp"

#include <cstddef>

namespace louxia::dispatch::routing {

Inserter::Inserter(const Instance& instance)
    : instance_(&instance),
      known_(std::size_t{instance.requests()} * instance.vehicles()),
      seen_kind_(instance.kinds(), 0) {}

const Insertion& Inserter::in_tour(const Plan& plan, Index vehicle, Index request) {
    Known& known = known_[std::size_t{request} * instance_->vehicles() + vehicle];
    const Tour& tour = plan.tour(vehicle);
    if (known.version != tour.version) {
        known.version = tour.version;
        known.insertion = cheapest_insertion(*instance_, instance_->kind(vehicle), tour.stops,
                                             request, unplaceable.cost, evaluations_);
        if (known.insertion.found()) {
            known.insertion.vehicle = vehicle;
            // Driving out is what an empty tour's end-to-end leg does not cost yet.
            if (tour.empty()) known.insertion.cost += tour.distance;
        }
    }
    return known.insertion;
}

bool Inserter::open(const Plan& plan, Index vehicle, Index request, Index vehicles_most) {
    if (!instance_->may_serve(vehicle, request)) return false;
    if (!plan.tour(vehicle).empty()) return true;
    if (plan.used() >= vehicles_most) return false;
    std::uint64_t& seen = seen_kind_[instance_->kind_of(vehicle)];
    if (seen == round_) return false;
    seen = round_;
    return true;
}

Insertion Inserter::cheapest(const Plan& plan, Index request, Index vehicles_most, double blink,
                             Random& random) {
    Insertion best = unplaceable;
    forget_kinds();
    for (Index vehicle = 0; vehicle < instance_->vehicles(); ++vehicle) {
        if (!open(plan, vehicle, request, vehicles_most)) continue;
        ++evaluations_;
        if (blink > 0 && random.chance(blink)) continue;
        const Insertion& there = in_tour(plan, vehicle, request);
        if (there.cost < best.cost) best = there;
    }
    return best;
}

void Inserter::insert_by_regret(Plan& plan, std::vector<Index>& requests, Index vehicles_most) {
    while (!requests.empty()) {
        Insertion chosen = unplaceable;
        double regret_most = -1;
        std::size_t which = 0;
        for (std::size_t at = 0; at < requests.size(); ++at) {
            Insertion best = unplaceable;
            double second = unplaceable.cost;
            forget_kinds();
            for (Index vehicle = 0; vehicle < instance_->vehicles(); ++vehicle) {
                if (!open(plan, vehicle, requests[at], vehicles_most)) continue;
                const Insertion& there = in_tour(plan, vehicle, requests[at]);
                if (there.cost < best.cost) {
                    second = best.cost;
                    best = there;
                } else if (there.cost < second) {
                    second = there.cost;
                }
            }
            if (!best.found()) continue;
            const double regret = second - best.cost;
            if (regret > regret_most || (regret == regret_most && best.cost < chosen.cost)) {
                regret_most = regret;
                chosen = best;
                which = at;
            }
        }
        if (!chosen.found()) return;
        plan.insert(requests[which], chosen);
        requests.erase(requests.begin() + static_cast<std::ptrdiff_t>(which));
    }
}

}  // namespace louxia::dispatch::routing
