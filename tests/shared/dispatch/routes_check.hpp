#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "shared/dispatch/routing.hpp"

// The definition of the problem once more, for tests and benches: it walks along each route with a
// clock and a load, and shares no code with the engine.

namespace louxia::test {

namespace routing = dispatch::routing;

/// Times and distances may differ by this through rounding.
inline constexpr double rounding = 1e-6;

/// One vehicle's way from its start to its end.
class RouteWalk {
public:
    RouteWalk(const routing::Problem& problem, const routing::Vehicle& vehicle)
        : problem_(problem), vehicle_(vehicle), place_(vehicle.start), clock_(vehicle.from) {}

    /// What is wrong with going there next, or "".
    std::string visit(const routing::Visit& visit, int load) {
        travel(visit.place);
        if (clock_ < visit.ready) clock_ = visit.ready;
        if (clock_ > visit.due + rounding) return "late at place " + std::to_string(visit.place);
        clock_ += visit.service;
        load_ += load;
        if (load_ > vehicle_.capacity) return "over capacity";
        return "";
    }

    std::string end() {
        if (vehicle_.end != routing::any) travel(vehicle_.end);
        return clock_ > vehicle_.until + rounding ? "back too late" : "";
    }

    [[nodiscard]] double distance() const { return distance_; }

private:
    void travel(routing::Index to) {
        const std::size_t pair = std::size_t{place_} * problem_.places + to;
        clock_ += problem_.duration[pair];
        distance_ += problem_.distance[pair];
        place_ = to;
    }

    const routing::Problem& problem_;
    const routing::Vehicle& vehicle_;
    routing::Index place_;
    double clock_;
    double distance_ = 0;
    int load_ = 0;
};

/// The first thing that is wrong with the routes, or "".
[[nodiscard]] inline std::string wrong_with(const routing::Problem& problem,
                                            const routing::Routes& routes) {
    enum class Seen { no, picked_up, delivered };
    std::vector<Seen> seen(problem.requests.size(), Seen::no);
    std::vector<bool> driven(problem.vehicles.size(), false);
    double distance = 0;
    for (const routing::Route& route : routes.routes) {
        if (route.vehicle >= problem.vehicles.size()) return "no such vehicle";
        if (driven[route.vehicle]) return "a vehicle drives twice";
        if (route.stops.empty()) return "a route without stops";
        driven[route.vehicle] = true;
        RouteWalk walk(problem, problem.vehicles[route.vehicle]);
        std::vector<bool> on_board(problem.requests.size(), false);
        for (const routing::Stop& stop : route.stops) {
            if (stop.request >= problem.requests.size()) return "no such request";
            const routing::Request& request = problem.requests[stop.request];
            if (request.vehicle != routing::any && request.vehicle != route.vehicle) {
                return "the wrong vehicle";
            }
            if (stop.pickup && seen[stop.request] != Seen::no) return "picked up twice";
            if (!stop.pickup && !on_board[stop.request]) return "delivered without pickup";
            seen[stop.request] = stop.pickup ? Seen::picked_up : Seen::delivered;
            on_board[stop.request] = stop.pickup;
            const std::string wrong = stop.pickup ? walk.visit(request.pickup, request.load)
                                                  : walk.visit(request.delivery, -request.load);
            if (!wrong.empty()) return wrong;
        }
        for (const bool still : on_board) {
            if (still) return "never delivered";
        }
        const std::string wrong = walk.end();
        if (!wrong.empty()) return wrong;
        distance += walk.distance();
    }
    for (const routing::Index request : routes.unserved) {
        if (request >= seen.size()) return "no such request is unserved";
        if (seen[request] != Seen::no) return "served and unserved";
        seen[request] = Seen::delivered;
    }
    for (const Seen each : seen) {
        if (each == Seen::no) return "forgotten";
    }
    if (std::abs(distance - routes.distance) > rounding * (1 + distance)) return "wrong distance";
    return "";
}

}  // namespace louxia::test
