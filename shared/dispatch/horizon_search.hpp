#pragma once

#include <cstdint>
#include <vector>

#include "shared/dispatch/horizon_model.hpp"
#include "shared/dispatch/matching.hpp"
#include "shared/dispatch/split_mix.hpp"

namespace louxia::dispatch {

/// A plan being made: a way for each courier, and the orders that have none. All working memory is
/// kept from call to call.
class Search {
public:
    struct Way {
        std::vector<Stop> stops;  ///< the committed ones among them, in their order
        std::int64_t cost = 0;
    };
    /// The cheapest place for an order in a way.
    struct Insertion {
        std::int64_t delta = Model::impossible;
        std::int32_t pickup_at = 0;  ///< before which stop of the way its pickups come
        std::int32_t drop_at = 0;    ///< before which stop of the way, its pickups not counted
        bool backwards = false;      ///< its pickups in the opposite order
    };

    explicit Search(Model& model) : model_(model), random_(0) {}

    /// Every courier with its committed stops only, every order without a way.
    void begin();
    /// Takes over a way as it was planned before, where it still can be. The stops are new ones.
    void adopt(std::int32_t courier, const std::vector<Stop>& stops);
    /// Gives a way to every order that has none, where that can be; all others stay as they are.
    void insert_all();
    /// Plans everything: regret insertion, matching, remove-and-reinsert.
    void improve(const Effort& effort);

    [[nodiscard]] Insertion best_insertion(std::int32_t courier, std::int32_t order);
    /// Takes an order out of its way, and puts it back with the way as it was.
    void remove(std::int32_t order);
    void put_back(std::int32_t courier, std::int32_t order, const Way& way);
    [[nodiscard]] const Way& way(std::int32_t courier) const {
        return ways_[static_cast<std::size_t>(courier)];
    }
    /// -1: nobody carries it.
    [[nodiscard]] std::int32_t courier_of(std::int32_t order) const {
        return courier_of_[static_cast<std::size_t>(order)];
    }

private:
    struct Choice {
        std::int32_t courier = -1;
        Insertion insertion;
        std::int64_t regret = 0;
    };

    /// Where a courier is before a stop of its way, and when it leaves there as things stand.
    struct Leaving {
        Place from = 0;
        std::int32_t at_s = 0;
    };
    [[nodiscard]] Leaving leaving(std::int32_t courier, std::int32_t stop) const;
    [[nodiscard]] std::int64_t least_cost(std::int32_t courier, std::int32_t order,
                                          const Insertion& where, bool joins);
    void apply(std::int32_t courier, std::int32_t order, const Insertion& insertion);
    void find_candidates();
    void look_at_all(std::int32_t slot);
    void look_again(std::int32_t slot, std::int32_t courier);
    void choose(std::int32_t slot);
    void match_ways();
    void remove_some();
    void remove_related(std::int32_t order, std::int32_t count);
    [[nodiscard]] std::int64_t relatedness(std::int32_t a, std::int32_t b);
    void take_out(std::int32_t order);
    void open_ride();
    void touch(std::int32_t courier);
    void undo();
    void gather_pool();
    [[nodiscard]] std::int64_t total() const;
    void compose(std::int32_t courier, std::int32_t order, const Insertion& where);

    Model& model_;
    SplitMix random_;
    Matching matching_;
    std::vector<Way> ways_;
    std::vector<std::int32_t> courier_of_;
    std::vector<std::int32_t> pool_;        ///< orders without a way
    std::vector<std::int32_t> candidates_;  ///< candidate_count_ couriers for each order
    std::int32_t candidate_count_ = 0;
    std::vector<std::int32_t> riders_;   ///< of the crowd, whom nobody has called yet
    std::vector<Insertion> insertions_;  ///< by slot of the pool, then by candidate
    std::vector<Choice> choices_;        ///< by slot of the pool
    std::vector<Stop> trial_;
    std::vector<Model::Served> served_;  ///< the way's into which something is being put
    std::int64_t total_ = 0;

    std::vector<Way> best_ways_;
    std::vector<std::int32_t> best_courier_of_;
    std::vector<Way> saved_;
    std::vector<std::int32_t> touched_;
    std::vector<char> is_touched_;
    std::vector<std::int32_t> saved_courier_of_;
    std::vector<std::pair<std::int64_t, std::int32_t>> ranked_;
    std::vector<std::int32_t> rows_;
    std::vector<std::int32_t> columns_;
    std::vector<std::int64_t> costs_;
    std::vector<std::vector<Stop>> lifted_;  ///< ways while they change hands
};

}  // namespace louxia::dispatch
