#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "shared/dispatch/routing.hpp"

namespace louxia::dispatch::routing {

/// From one vertex to another: `time` runs from the start of service at the first to the arrival at
/// the second, and is endless where the windows forbid the pair.
struct Leg {
    double time = 0;
    double distance = 0;
};

struct Window {
    double ready = 0;
    double due = 0;
};

/// Vehicles that differ in nothing.
struct Kind {
    Index start = 0;  ///< vertex
    Index end = 0;    ///< vertex
    std::int32_t capacity = 0;
};

/// A problem in the form in which it is searched. Vertices: pickup of request r is 2r, its delivery
/// 2r + 1; then start and end of each kind of vehicle.
class Instance {
public:
    explicit Instance(const Problem& problem);

    [[nodiscard]] Index requests() const noexcept { return requests_; }
    [[nodiscard]] Index vertices() const noexcept { return vertices_; }
    [[nodiscard]] Index vehicles() const noexcept { return static_cast<Index>(kind_of_.size()); }
    [[nodiscard]] Index kinds() const noexcept { return static_cast<Index>(kinds_.size()); }
    [[nodiscard]] Index kind_of(Index vehicle) const noexcept { return kind_of_[vehicle]; }
    [[nodiscard]] const Kind& kind(Index vehicle) const noexcept {
        return kinds_[kind_of_[vehicle]];
    }
    [[nodiscard]] const Kind& kind_at(Index kind) const noexcept { return kinds_[kind]; }
    [[nodiscard]] const Leg* legs_from(Index vertex) const noexcept {
        return legs_.data() + std::size_t{vertex} * vertices_;
    }
    [[nodiscard]] const Leg& leg(Index from, Index to) const noexcept {
        return legs_from(from)[to];
    }
    [[nodiscard]] const Window& window(Index vertex) const noexcept { return windows_[vertex]; }
    /// Positive at a pickup, negative at a delivery.
    [[nodiscard]] std::int32_t load(Index vertex) const noexcept { return loads_[vertex]; }
    [[nodiscard]] Index only_vehicle(Index request) const noexcept { return only_[request]; }
    [[nodiscard]] bool may_serve(Index vehicle, Index request) const noexcept {
        return only_[request] == any || only_[request] == vehicle;
    }
    /// The vertices of requests nearest to this one, nearest first, itself among them.
    [[nodiscard]] const Index* neighbours(Index vertex) const noexcept {
        return neighbours_.data() + std::size_t{vertex} * neighbour_count_;
    }
    [[nodiscard]] Index neighbour_count() const noexcept { return neighbour_count_; }

private:
    void find_kinds(const Problem& problem);
    void set_visits(const Problem& problem);
    void set_legs(const Problem& problem);
    void tighten();
    void forbid_legs();
    void find_neighbours();

    Index requests_;
    Index vertices_ = 0;
    Index neighbour_count_ = 0;
    std::vector<Kind> kinds_;
    std::vector<Index> kind_of_;
    std::vector<Index> place_;
    std::vector<double> service_;
    std::vector<Window> windows_;
    std::vector<std::int32_t> loads_;
    std::vector<Index> only_;
    std::vector<Leg> legs_;
    std::vector<Index> neighbours_;
};

}  // namespace louxia::dispatch::routing
