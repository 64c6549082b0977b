#include "shared/dispatch/routing/instance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace louxia::dispatch::routing {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr Index neighbours_most = 160;

bool alike(const Vehicle& a, const Vehicle& b) {
    return a.start == b.start && a.end == b.end && a.from == b.from && a.until == b.until &&
           a.capacity == b.capacity;
}

bool sound(const Visit& visit, Index places) {
    return visit.place < places && std::isfinite(visit.ready) && std::isfinite(visit.due) &&
           std::isfinite(visit.service) && visit.service >= 0;
}

}  // namespace

bool well_formed(const Problem& problem) {
    const std::size_t pairs = std::size_t{problem.places} * problem.places;
    if (problem.duration.size() != pairs || problem.distance.size() != pairs) return false;
    const auto travel = [](double value) { return std::isfinite(value) && value >= 0; };
    if (!std::all_of(problem.duration.begin(), problem.duration.end(), travel)) return false;
    if (!std::all_of(problem.distance.begin(), problem.distance.end(), travel)) return false;
    for (const Request& each : problem.requests) {
        if (!sound(each.pickup, problem.places) || !sound(each.delivery, problem.places)) {
            return false;
        }
        if (each.load < 0 || each.load > std::numeric_limits<std::int32_t>::max() / 2) return false;
        if (each.vehicle != any && each.vehicle >= problem.vehicles.size()) return false;
    }
    for (const Vehicle& each : problem.vehicles) {
        if (each.start >= problem.places || !std::isfinite(each.from)) return false;
        if (each.end != any && each.end >= problem.places) return false;
        if (!std::isfinite(each.until) || each.capacity < 0) return false;
        if (each.capacity > std::numeric_limits<std::int32_t>::max() / 2) return false;
    }
    return true;
}

Instance::Instance(const Problem& problem)
    : requests_(static_cast<Index>(problem.requests.size())) {
    find_kinds(problem);
    set_visits(problem);
    set_legs(problem);
    tighten();
    forbid_legs();
    find_neighbours();
}

void Instance::find_kinds(const Problem& problem) {
    std::vector<Index> examples;
    for (Index vehicle = 0; vehicle < problem.vehicles.size(); ++vehicle) {
        const Vehicle& each = problem.vehicles[vehicle];
        Index kind = 0;
        while (kind < examples.size() && !alike(problem.vehicles[examples[kind]], each))
            ++kind;
        if (kind == examples.size()) examples.push_back(vehicle);
        kind_of_.push_back(kind);
    }
    vertices_ = 2 * requests_;
    for (const Index example : examples) {
        kinds_.push_back({vertices_, vertices_ + 1, problem.vehicles[example].capacity});
        vertices_ += 2;
    }
    place_.resize(vertices_);
    service_.resize(vertices_);
    windows_.resize(vertices_);
    loads_.resize(vertices_);
    for (Index kind = 0; kind < kinds_.size(); ++kind) {
        const Vehicle& each = problem.vehicles[examples[kind]];
        place_[kinds_[kind].start] = each.start;
        place_[kinds_[kind].end] = each.end;
        windows_[kinds_[kind].start] = {each.from, each.until};
        windows_[kinds_[kind].end] = {each.from, each.until};
    }
}

void Instance::set_visits(const Problem& problem) {
    const auto set = [this](Index vertex, const Visit& visit, std::int32_t load) {
        place_[vertex] = visit.place;
        service_[vertex] = visit.service;
        windows_[vertex] = {visit.ready, visit.due};
        loads_[vertex] = load;
    };
    for (Index request = 0; request < requests_; ++request) {
        const Request& each = problem.requests[request];
        set(2 * request, each.pickup, each.load);
        set(2 * request + 1, each.delivery, -each.load);
        only_.push_back(each.vehicle);
    }
}

void Instance::set_legs(const Problem& problem) {
    legs_.resize(std::size_t{vertices_} * vertices_);
    for (Index from = 0; from < vertices_; ++from) {
        Leg* legs = legs_.data() + std::size_t{from} * vertices_;
        for (Index to = 0; to < vertices_; ++to) {
            if (place_[from] == any || place_[to] == any) {
                legs[to] = {service_[from], 0};
                continue;
            }
            const std::size_t pair = std::size_t{place_[from]} * problem.places + place_[to];
            legs[to] = {service_[from] + problem.duration[pair], problem.distance[pair]};
        }
    }
}

/// A delivery cannot begin before its pickup allows, nor a pickup so late that its delivery fails.
/// Where a detour is quicker than the direct way, the direct leg proves nothing.
void Instance::tighten() {
    for (Index request = 0; request < requests_; ++request) {
        Window& pickup = windows_[2 * request];
        Window& delivery = windows_[2 * request + 1];
        // Only the service at the pickup is certain to lie between the two.
        const double service = service_[2 * request];
        delivery.ready = std::max(delivery.ready, pickup.ready + service);
        pickup.due = std::min(pickup.due, delivery.due - service);
    }
}

void Instance::forbid_legs() {
    for (Index from = 0; from < vertices_; ++from) {
        Leg* legs = legs_.data() + std::size_t{from} * vertices_;
        for (Index to = 0; to < vertices_; ++to) {
            if (windows_[from].ready + legs[to].time > windows_[to].due) legs[to].time = endless;
        }
    }
}

void Instance::find_neighbours() {
    const Index visits = 2 * requests_;
    neighbour_count_ = std::min(visits, neighbours_most);
    neighbours_.resize(std::size_t{visits} * neighbour_count_);
    std::vector<Index> order(visits);
    for (Index vertex = 0; vertex < visits; ++vertex) {
        for (Index other = 0; other < visits; ++other)
            order[other] = other;
        const Leg* legs = legs_from(vertex);
        const auto nearer = [legs, vertex](Index a, Index b) {
            if ((a == vertex) != (b == vertex)) return a == vertex;
            if (legs[a].distance != legs[b].distance) return legs[a].distance < legs[b].distance;
            return a < b;
        };
        const auto last = order.begin() + static_cast<std::ptrdiff_t>(neighbour_count_);
        std::partial_sort(order.begin(), last, order.end(), nearer);
        const std::size_t row = std::size_t{vertex} * neighbour_count_;
        std::copy(order.begin(), last, neighbours_.begin() + static_cast<std::ptrdiff_t>(row));
    }
}

}  // namespace louxia::dispatch::routing
