#include <algorithm>
#include <utility>

#include "shared/base/assert.hpp"
#include "shared/dispatch/routing.hpp"
#include "shared/dispatch/routing/bound.hpp"
#include "shared/dispatch/routing/ejection.hpp"
#include "shared/dispatch/routing/strings.hpp"

namespace louxia::dispatch::routing {
namespace {

/// Of the effort: the most that the fleet may take before distance has its turn.
constexpr double fleet_share = 0.4;
/// Of what is left then: the rounds that begin anew. The last, cooler one goes on from the best.
constexpr double rounds_share = 0.75;
constexpr int rounds = 2;
/// The most that making room for a new beginning may take, of its round.
constexpr double renewal_share = 0.5;
constexpr double emptied_chance = 0.5;

constexpr double hot = 3;
constexpr double warm = 1;

std::uint64_t part(std::uint64_t whole, double share) {
    return static_cast<std::uint64_t>(static_cast<double>(whole) * share);
}

/// Whether the route has the request's pickup once and then its delivery once.
bool in_order(const Route& route, Index request) {
    int stops = 0;
    bool right = true;
    for (const Stop& stop : route.stops) {
        if (stop.request != request) continue;
        right = right && stop.pickup == (stops == 0);
        ++stops;
    }
    return right && stops == 2;
}

/// One run of all the methods on one problem.
class Solver {
public:
    Solver(const Instance& instance, const Effort& effort)
        : instance_(instance),
          effort_(effort),
          random_(effort.seed),
          inserter_(instance),
          ejection_(instance, random_),
          strings_(instance, random_),
          plan_(instance) {}

    void adopt(const Routes& start);
    void run();
    [[nodiscard]] Routes told() const;

private:
    [[nodiscard]] std::uint64_t spent() const {
        return inserter_.evaluations() + ejection_.evaluations() + strings_.evaluations() - free_;
    }
    [[nodiscard]] std::uint64_t left_of(std::uint64_t most) const {
        return most > spent() ? most - spent() : 0;
    }
    [[nodiscard]] Index vehicles_most() const {
        return effort_.fewest_vehicles ? plan_.used() : instance_.vehicles();
    }
    [[nodiscard]] bool servable(Index request);
    void adopt_route(const Route& route);
    void collect_pool();
    void empty_tour(Index vehicle);
    void shuffle_pool();
    void reduce_fleet(std::uint64_t until);
    void begin_anew(std::uint64_t most);
    void shorten(std::uint64_t most, double heat);
    [[nodiscard]] bool better(const Plan& a, std::size_t a_left, const Plan& b,
                              std::size_t b_left) const;

    const Instance& instance_;
    const Effort& effort_;
    Random random_;
    Inserter inserter_;
    EjectionSearch ejection_;
    StringSearch strings_;
    Plan plan_;
    std::vector<Index> pool_;  ///< requests that some vehicle could serve and none does
    std::vector<Index> used_;
    std::uint64_t free_ = 0;  ///< looked at for the first routes, which are for nothing
};

/// Whether some vehicle could serve it with nothing else to do.
bool Solver::servable(Index request) {
    std::uint64_t uncounted = 0;
    for (Index vehicle = 0; vehicle < instance_.vehicles(); ++vehicle) {
        if (!instance_.may_serve(vehicle, request)) continue;
        const Kind& kind = instance_.kind(vehicle);
        std::vector<Scheduled> alone{{kind.start}, {kind.end}};
        schedule(instance_, kind, alone);
        const Insertion there =
            cheapest_insertion(instance_, kind, alone, request, unplaceable.cost, uncounted);
        if (there.found()) return true;
    }
    return false;
}

void Solver::adopt(const Routes& start) {
    for (const Route& route : start.routes) {
        if (route.vehicle < instance_.vehicles() && plan_.tour(route.vehicle).empty()) {
            adopt_route(route);
        }
    }
}

void Solver::adopt_route(const Route& route) {
    std::vector<Index> kept;  // vertices
    std::vector<Index> trial;
    std::vector<char> in_trial(instance_.requests(), 0);
    for (const Stop& stop : route.stops) {
        if (!stop.pickup || stop.request >= instance_.requests()) continue;
        if (!in_order(route, stop.request)) continue;
        if (plan_.vehicle_of(stop.request) != any || in_trial[stop.request] != 0) continue;
        if (!instance_.may_serve(route.vehicle, stop.request)) continue;
        in_trial[stop.request] = 1;
        trial.clear();
        for (const Stop& each : route.stops) {
            if (each.request < instance_.requests() && in_trial[each.request] != 0) {
                trial.push_back(2 * each.request + (each.pickup ? 0 : 1));
            }
        }
        if (plan_.follow(route.vehicle, trial)) {
            kept = trial;
        } else {
            in_trial[stop.request] = 0;
        }
    }
    plan_.follow(route.vehicle, kept);
}

void Solver::collect_pool() {
    pool_.clear();
    for (Index request = 0; request < instance_.requests(); ++request) {
        if (plan_.vehicle_of(request) == any && servable(request)) pool_.push_back(request);
    }
}

/// Takes all requests of a tour into the pool.
void Solver::empty_tour(Index vehicle) {
    std::vector<Index> leaving;
    for (const Scheduled& stop : plan_.tour(vehicle).stops) {
        if (stop.vertex < 2 * instance_.requests() && stop.vertex % 2 == 0) {
            leaving.push_back(stop.vertex / 2);
        }
    }
    plan_.remove_all(vehicle, leaving);
    pool_.insert(pool_.end(), leaving.begin(), leaving.end());
}

void Solver::shuffle_pool() {
    for (std::size_t at = pool_.size(); at > 1; --at) {
        std::swap(pool_[at - 1], pool_[random_.below(static_cast<std::uint32_t>(at))]);
    }
}

/// Empties one tour after another, as long as the others can take what was in it.
void Solver::reduce_fleet(std::uint64_t until) {
    const Index least = vehicles_least(instance_);
    while (plan_.used() > least && spent() < until) {
        const Plan before = plan_;
        used_.clear();
        for (Index vehicle = 0; vehicle < instance_.vehicles(); ++vehicle) {
            if (!plan_.tour(vehicle).empty()) used_.push_back(vehicle);
        }
        empty_tour(used_[random_.below(static_cast<std::uint32_t>(used_.size()))]);
        if (ejection_.place_all(plan_, pool_, before.used() - 1, left_of(until))) continue;
        plan_ = before;
        pool_.clear();
    }
}

/// Empties about half of the tours and fills them another way, if that succeeds soon enough.
void Solver::begin_anew(std::uint64_t most) {
    const Plan before = plan_;
    const std::vector<Index> pool_before = pool_;
    const Index vehicles = vehicles_most();
    for (Index vehicle = 0; vehicle < instance_.vehicles(); ++vehicle) {
        if (!plan_.tour(vehicle).empty() && random_.chance(emptied_chance)) empty_tour(vehicle);
    }
    shuffle_pool();
    ejection_.place_all(plan_, pool_, vehicles, most);
    if (pool_.size() > pool_before.size()) {
        plan_ = before;
        pool_ = pool_before;
    }
}

void Solver::shorten(std::uint64_t most, double heat) {
    strings_.shorten(plan_, pool_, {vehicles_most(), effort_.fewest_vehicles, most, heat});
}

bool Solver::better(const Plan& a, std::size_t a_left, const Plan& b, std::size_t b_left) const {
    if (a_left != b_left) return a_left < b_left;
    if (effort_.fewest_vehicles && a.used() != b.used()) return a.used() < b.used();
    return a.distance() < b.distance();
}

void Solver::run() {
    const std::uint64_t total = effort_.evaluations;
    collect_pool();
    inserter_.insert_by_regret(plan_, pool_, instance_.vehicles());
    free_ = inserter_.evaluations();
    if (total == 0 || plan_.used() == 0) return;
    const std::uint64_t fleet_until = part(total, fleet_share);
    if (!pool_.empty()) {
        ejection_.place_all(plan_, pool_, instance_.vehicles(), fleet_until);
    }
    if (effort_.fewest_vehicles && pool_.empty()) reduce_fleet(fleet_until);

    const std::uint64_t each = part(left_of(total), rounds_share / rounds);
    Plan best = plan_;
    std::vector<Index> best_pool = pool_;
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t until = spent() + each;
        if (round > 0) begin_anew(part(each, renewal_share));
        shorten(left_of(until), hot);
        if (better(plan_, pool_.size(), best, best_pool.size())) {
            best = plan_;
            best_pool = pool_;
        }
        plan_ = best;
        pool_ = best_pool;
    }
    shorten(left_of(total), warm);
}

Routes Solver::told() const {
    Routes routes;
    routes.evaluations = spent();
    routes.distance = plan_.distance();
    for (Index request = 0; request < instance_.requests(); ++request) {
        if (plan_.vehicle_of(request) == any) routes.unserved.push_back(request);
    }
    for (Index vehicle = 0; vehicle < instance_.vehicles(); ++vehicle) {
        const Tour& tour = plan_.tour(vehicle);
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
    return solve(problem, effort, Routes{});
}

Routes solve(const Problem& problem, const Effort& effort, const Routes& start) {
    LOUXIA_ASSERT(well_formed(problem));
    const Instance instance(problem);
    Solver solver(instance, effort);
    solver.adopt(start);
    solver.run();
    return solver.told();
}

}  // namespace louxia::dispatch::routing
