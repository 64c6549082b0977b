#include "tests/bench/routes.hpp"

#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <vector>

#include "shared/dispatch/routing.hpp"
#include "tests/shared/dispatch/routes_check.hpp"

namespace louxia::bench {
namespace {

namespace routing = dispatch::routing;

/// One row of a case: a location and what happens there.
struct Row {
    double x = 0;
    double y = 0;
    std::int32_t demand = 0;
    double ready = 0;
    double due = 0;
    double service = 0;
    std::size_t pickup = 0;
    std::size_t delivery = 0;
};

struct Case {
    std::size_t vehicles = 0;
    std::int32_t capacity = 0;
    std::vector<Row> rows;
};

Case read_case(const std::string& file) {
    Case read;
    std::ifstream in(file);
    double speed = 0;
    in >> read.vehicles >> read.capacity >> speed;
    std::size_t id = 0;
    Row row;
    while (in >> id >> row.x >> row.y >> row.demand >> row.ready >> row.due >> row.service >>
           row.pickup >> row.delivery) {
        if (id != read.rows.size()) return {};
        read.rows.push_back(row);
    }
    return read;
}

routing::Visit visit_of(const Case& from, std::size_t id) {
    const Row& row = from.rows[id];
    return {static_cast<routing::Index>(id), row.ready, row.due, row.service};
}

routing::Problem problem_of(const Case& from) {
    routing::Problem problem;
    problem.places = static_cast<routing::Index>(from.rows.size());
    for (const Row& a : from.rows) {
        for (const Row& b : from.rows) {
            problem.distance.push_back(std::hypot(a.x - b.x, a.y - b.y));
        }
    }
    problem.duration = problem.distance;
    for (std::size_t id = 1; id < from.rows.size(); ++id) {
        const Row& row = from.rows[id];
        if (row.delivery == 0) continue;
        problem.requests.push_back({visit_of(from, id), visit_of(from, row.delivery), row.demand});
    }
    const Row& depot = from.rows[0];
    problem.vehicles.assign(from.vehicles, {0, 0, depot.ready, depot.due, from.capacity});
    return problem;
}

void print_routes(const routing::Problem& problem, const routing::Routes& routes) {
    std::printf("\"routes\": [");
    for (std::size_t at = 0; at < routes.routes.size(); ++at) {
        std::printf("%s[", at == 0 ? "" : ", ");
        const char* comma = "";
        for (const routing::Stop& stop : routes.routes[at].stops) {
            const routing::Request& request = problem.requests[stop.request];
            const routing::Visit& visit = stop.pickup ? request.pickup : request.delivery;
            std::printf("%s%u", comma, visit.place);
            comma = ", ";
        }
        std::printf("]");
    }
    std::printf("]");
}

}  // namespace

int solve_routes(const std::string& file, std::uint64_t evaluations, std::uint64_t seed) {
    const Case read = read_case(file);
    if (read.rows.empty()) {
        std::fprintf(stderr, "%s is no case of Li and Lim's format\n", file.c_str());
        return 2;
    }
    const routing::Problem problem = problem_of(read);
    const std::clock_t begun = std::clock();
    const routing::Routes routes = routing::solve(problem, {evaluations, seed});
    const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    std::printf("{\"seconds\": %.4f, \"evaluations\": %llu, \"wrong\": \"%s\", \"unserved\": %zu, ",
                seconds, static_cast<unsigned long long>(routes.evaluations),
                test::wrong_with(problem, routes).c_str(), routes.unserved.size());
    std::printf("\"distance\": %.6f, ", routes.distance);
    print_routes(problem, routes);
    std::printf("}\n");
    return 0;
}

}  // namespace louxia::bench
