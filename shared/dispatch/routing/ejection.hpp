#pragma once

#include <cstdint>
#include <vector>

#include "shared/dispatch/routing/insertion.hpp"

namespace louxia::dispatch::routing {

/// Guided ejection search (Nagata and Kobayashi 2010): places the requests of a pool into the tours
/// of a plan. Where one does not fit, it takes the place of those whose penalties are least in sum;
/// they go to the pool, and the penalty of a request that had to force its way in has grown.
/// Between these, requests change places at random as far as windows and capacity allow.
class EjectionSearch {
public:
    EjectionSearch(const Instance& instance, Random& random);

    /// Places all of `pool` with at most `vehicles_most` vehicles in use, unless it has looked at
    /// `evaluations_most` places before. Then plan and pool are those with the fewest left out.
    bool place_all(Plan& plan, std::vector<Index>& pool, Index vehicles_most,
                   std::uint64_t evaluations_most);

    [[nodiscard]] std::uint64_t evaluations() const noexcept { return evaluations_; }

private:
    struct Ejection {
        Index vehicle = any;
        std::uint64_t penalty = 0;
        std::vector<Index> requests;
        Insertion insertion = unplaceable;
    };

    bool insert_somewhere(Plan& plan, Index request, Index vehicles_most);
    void find_ejection(const Plan& plan, Index request);
    void try_tour(const Plan& plan, Index vehicle, Index request);
    void deepen(const Plan& plan, Index vehicle, Index request, std::size_t from,
                std::uint64_t penalty);
    /// Where `request` fits into the tour without the `chosen_`.
    Insertion place_without_chosen(const Plan& plan, Index vehicle, Index request);
    void perturb(Plan& plan);
    void relocate(Plan& plan, Index request, Index vehicle);
    void exchange(Plan& plan, Index request, Index other);

    const Instance* instance_;
    Random* random_;
    Inserter open_;
    std::vector<std::uint64_t> penalty_;
    std::vector<Index> order_;   ///< of a tour's requests, by penalty
    std::vector<Index> chosen_;  ///< to be ejected, while they are tried
    std::vector<Scheduled> trial_;
    std::vector<Index> vehicles_;
    Ejection best_;
    std::uint64_t evaluations_ = 0;
};

}  // namespace louxia::dispatch::routing
