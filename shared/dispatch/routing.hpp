#pragma once

#include <cstdint>
#include <limits>
#include <vector>

// The static core of dispatch: pickup and delivery with time windows and capacity (PDPTW), solved
// for what is known at one moment. Pure: no clock, no threads; the same problem, effort and seed
// give the same routes, natively and in wasm. docs/DISPATCH.md tells the method.

namespace louxia::dispatch::routing {

/// Indexes places, requests and vehicles of a problem, from 0.
using Index = std::uint32_t;

/// For Request::vehicle: any vehicle will do. For Vehicle::end: the route ends at its last stop.
inline constexpr Index any = std::numeric_limits<Index>::max();

/// Service starts within [ready, due] (early comers wait) and takes `service`.
struct Visit {
    Index place = 0;
    double ready = 0;
    double due = 0;
    double service = 0;
};

/// What is fetched at one place and brought to another by the same vehicle, in that order.
struct Request {
    Visit pickup;
    Visit delivery;
    std::int32_t load = 0;  ///< at least 0, in the unit of the vehicles' capacity
    Index vehicle = any;    ///< the only one that may serve it, for what is already on board
};

/// Leaves `start` at `from` or later and is at `end` by `until`.
struct Vehicle {
    Index start = 0;
    Index end = 0;
    double from = 0;
    double until = 0;
    std::int32_t capacity = 0;
};

/// Times have one unit, distances another; both are of the caller's choice, finite and at least 0.
/// The travel model is the caller's, too: an entry of `duration` or `distance` is from place
/// `i / places` to place `i % places`, and neither need be symmetric or keep the triangle
/// inequality.
struct Problem {
    Index places = 0;
    std::vector<double> duration;
    std::vector<double> distance;
    std::vector<Request> requests;
    std::vector<Vehicle> vehicles;
};

/// How much to search. The work is counted, not timed: one evaluation is one place in a route that
/// is looked at for one insertion (some nanoseconds natively), whatever the size of the problem.
struct Effort {
    std::uint64_t evaluations = 0;  ///< 0: the first routes that come to hand, still valid ones
    std::uint64_t seed = 1;
    bool fewest_vehicles = true;  ///< false: only distance counts, all vehicles may drive
};

struct Stop {
    Index request = 0;
    bool pickup = false;

    friend bool operator==(const Stop&, const Stop&) = default;
};

struct Route {
    Index vehicle = 0;
    std::vector<Stop> stops;  ///< never empty in an answer

    friend bool operator==(const Route&, const Route&) = default;
};

struct Routes {
    std::vector<Route> routes;    ///< by vehicle, each at most once
    std::vector<Index> unserved;  ///< ascending
    double distance = 0;          ///< of all routes, from start to end
    std::uint64_t evaluations = 0;
};

/// Whether the sizes agree, every index is in range and every number is finite and not negative
/// (windows may begin before 0).
[[nodiscard]] bool well_formed(const Problem& problem);

/// Routes that keep every window, capacity and order of stops; what could not be placed is
/// `unserved`. Better is, in this order: fewer unserved, fewer vehicles (if asked for), less
/// distance. `problem` must be well formed. Memory grows with the square of requests + vehicles.
[[nodiscard]] Routes solve(const Problem& problem, const Effort& effort);

/// The same, beginning with `start`. Stops of it that do not fit, or no longer, are planned anew.
[[nodiscard]] Routes solve(const Problem& problem, const Effort& effort, const Routes& start);

}  // namespace louxia::dispatch::routing
