#include <algorithm>
#include <cstdlib>
#include <cstdio>

#include "shared/base/assert.hpp"
#include "shared/dispatch/routing.hpp"
#include "shared/dispatch/routing/ejection.hpp"
#include "shared/dispatch/routing/bound.hpp"
#include "shared/dispatch/routing/strings.hpp"

namespace louxia::dispatch::routing {
namespace {
double env(const char* n, double d) { return getenv(n) ? atof(getenv(n)) : d; }

Routes told(const Plan& plan, std::uint64_t evaluations) {
    Routes routes;
    routes.evaluations = evaluations;
    routes.distance = plan.distance();
    const Instance& instance = plan.instance();
    for (Index request = 0; request < instance.requests(); ++request) {
        if (plan.vehicle_of(request) == any) routes.unserved.push_back(request);
    }
    for (Index vehicle = 0; vehicle < instance.vehicles(); ++vehicle) {
        const Tour& tour = plan.tour(vehicle);
        if (tour.empty()) continue;
        Route route;
        route.vehicle = vehicle;
        for (std::size_t at = 1; at + 1 < tour.stops.size(); ++at) {
            const Index vertex = tour.stops[at].vertex;
            route.stops.push_back({vertex / 2, vertex % 2 == 0});
        }
        routes.routes.push_back(std::move(route));
    }
    return routes;
}

}  // namespace

Routes solve(const Problem& problem, const Effort& effort) {
    LOUXIA_ASSERT(well_formed(problem));
    const Instance instance(problem);
    Random random(effort.seed);
    Plan plan(instance);
    Inserter inserter(instance);
    std::vector<Index> pool;
    for (Index request = 0; request < instance.requests(); ++request) pool.push_back(request);
    inserter.insert_by_regret(plan, pool, instance.vehicles());
    EjectionSearch ejection(instance, random);
    std::uint64_t spent = inserter.evaluations();
    const auto total = effort.evaluations;
    const auto fleet_most = static_cast<std::uint64_t>(env("FS", 0.4) * double(total));
    const Index bound = vehicles_least(instance);
    Index begun = plan.used();
    if (!pool.empty()) ejection.place_all(plan, pool, instance.vehicles(), fleet_most);
    while (plan.used() > bound && spent + ejection.evaluations() < fleet_most) {
        Plan kept = plan;
        std::vector<Index> used;
        for (Index v = 0; v < instance.vehicles(); ++v) if (!plan.tour(v).empty()) used.push_back(v);
        const Index gone = used[random.below(static_cast<std::uint32_t>(used.size()))];
        pool.clear();
        for (const Scheduled& stop : plan.tour(gone).stops)
            if (stop.vertex < 2 * instance.requests() && stop.vertex % 2 == 0) pool.push_back(stop.vertex / 2);
        plan.remove_all(gone, pool);
        if (!ejection.place_all(plan, pool, kept.used() - 1, fleet_most - spent - ejection.evaluations())) { plan = kept; break; }
        if (getenv("VERB")) fprintf(stderr, "fleet %u at %.3f\n", plan.used(), double(ejection.evaluations()) / double(total));
    }
    if (getenv("VERB")) fprintf(stderr, "begun %u bound %u now %u dist %.2f\n", begun, bound, plan.used(), plan.distance());
    spent += ejection.evaluations();
    StringSearch strings(instance, random);
    if (spent < total) strings.shorten(plan, plan.used(), effort.fewest_vehicles, total - spent);
    return told(plan, spent + strings.evaluations());
}

}  // namespace louxia::dispatch::routing
