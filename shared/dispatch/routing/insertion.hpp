#pragma once

#include <cstdint>
#include <vector>

#include "shared/dispatch/routing/plan.hpp"

namespace louxia::dispatch::routing {

/// Finds places over all vehicles of a plan, and keeps what it found for each tour until that
/// changes.
class Inserter {
public:
    explicit Inserter(const Instance& instance);

    /// The cheapest place of all, with at most `vehicles_most` vehicles in use. Each tour is passed
    /// over with probability `blink` (Christiaens and Vanden Berghe 2020).
    [[nodiscard]] Insertion cheapest(const Plan& plan, Index request, Index vehicles_most,
                                     double blink, Random& random);

    /// Inserts as many as it can, each time the one whose second choice of a vehicle would cost the
    /// most more than its first (regret-2, Ropke and Pisinger 2006). Takes them out of `requests`.
    void insert_by_regret(Plan& plan, std::vector<Index>& requests, Index vehicles_most);

    /// Places looked at so far.
    [[nodiscard]] std::uint64_t evaluations() const noexcept { return evaluations_; }

    /// Whether a request may go to this vehicle now: it is in use, or the first of its kind that is
    /// not. Begin a round of vehicles with `forget_kinds`.
    [[nodiscard]] bool open(const Plan& plan, Index vehicle, Index request, Index vehicles_most);
    void forget_kinds() noexcept { ++round_; }

private:
    struct Known {
        std::uint64_t version = 0;
        Insertion insertion = unplaceable;
    };

    [[nodiscard]] const Insertion& in_tour(const Plan& plan, Index vehicle, Index request);

    const Instance* instance_;
    std::vector<Known> known_;
    std::vector<std::uint64_t> seen_kind_;
    std::uint64_t round_ = 0;
    std::uint64_t evaluations_ = 0;
};

}  // namespace louxia::dispatch::routing
