#pragma once

#include <cstdint>
#include <vector>

#include "shared/dispatch/routing/insertion.hpp"

namespace louxia::dispatch::routing {

/// Slack induction by string removals (Christiaens and Vanden Berghe 2020): takes strings of stops that
/// lie near each other out of near tours, puts their requests back one by one at the cheapest place,
/// and keeps the outcome by simulated annealing.
class StringSearch {
public:
    StringSearch(const Instance& instance, Random& random);

    /// Shortens a plan with at most `vehicles_most` vehicles in use, fewer where it comes across that
    /// and `fewest_vehicles` is asked for. All its requests stay planned.
    void shorten(Plan& plan, Index vehicles_most, bool fewest_vehicles,
                 std::uint64_t evaluations_most);

    [[nodiscard]] std::uint64_t evaluations() const noexcept {
        return inserter_.evaluations() + evaluations_;
    }

private:
    void ruin(Plan& plan);
    void take_string(Plan& plan, Index vertex, Index length);
    void sort_removed();
    bool recreate(Plan& plan, Index vehicles_most);
    void touch(Index vehicle);

    const Instance* instance_;
    Random* random_;
    Inserter inserter_;
    std::vector<Index> removed_;
    std::vector<Index> leaving_;
    std::vector<Index> touched_;
    std::vector<char> is_touched_;
    std::vector<double> key_;
    std::uint64_t evaluations_ = 0;
};

}  // namespace louxia::dispatch::routing
