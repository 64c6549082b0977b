#pragma once

#include <cstdint>
#include <vector>

#include "shared/dispatch/routing/insertion.hpp"

namespace louxia::dispatch::routing {

/// Slack induction by string removals (Christiaens and Vanden Berghe 2020): takes strings of stops
/// that lie near each other out of near tours, puts their requests back one by one at the cheapest
/// place, and keeps the outcome by simulated annealing. Requests may be left out for a while at a
/// price that rises as long as some are and falls while none is (as Cordeau, Laporte and Mercier
/// 2001 do with broken windows), so that a tight fleet does not lock the search in.
class StringSearch {
public:
    struct Bounds {
        Index vehicles_most = 0;
        bool fewest_vehicles =
            false;  ///< whether to lower vehicles_most where fewer turn out to do
        std::uint64_t evaluations_most = 0;
        double heat = 1;  ///< first temperature, in mean distances between two stops
    };

    StringSearch(const Instance& instance, Random& random);

    /// Betters a plan and the pool of requests that are left out of it: fewer left out, then fewer
    /// vehicles (if asked for), then less distance.
    void shorten(Plan& plan, std::vector<Index>& pool, const Bounds& bounds);

    /// Places looked at so far, and stops whose times were worked out anew.
    [[nodiscard]] std::uint64_t evaluations() const noexcept {
        return inserter_.evaluations() + evaluations_;
    }

private:
    void ruin(Plan& plan);
    void take_string(Plan& plan, Index vertex, Index length);
    void sort_removed();
    void recreate(Plan& plan, Index vehicles_most);
    void accept(const Plan& plan, Plan& current);
    void reject(Plan& plan, const Plan& current);
    void touch(Index vehicle);
    void forget_touched(const Plan& plan);

    const Instance* instance_;
    Random* random_;
    Inserter inserter_;
    std::vector<Index> removed_;
    std::vector<Index> left_out_;  ///< of the current plan
    std::vector<Index> unplaced_;  ///< of the plan that is tried
    std::vector<Index> leaving_;
    std::vector<Index> touched_;
    std::vector<char> is_touched_;
    std::vector<double> key_;
    std::uint64_t evaluations_ = 0;
};

}  // namespace louxia::dispatch::routing
