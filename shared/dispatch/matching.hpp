#pragma once

#include <cstdint>
#include <vector>

namespace louxia::dispatch {

/// The assignment problem: every row gets a column of its own so that the costs add up to the
/// least. Shortest augmenting paths with potentials (R. Jonker, A. Volgenant 1987, "A shortest
/// augmenting path algorithm for dense and sparse linear assignment problems", its augmentation
/// phase; the Hungarian method). O(rows² × columns). Ties: the smaller column. Keeps its working
/// memory, so that a later call of no greater size does not allocate.
class Matching {
public:
    /// `costs` is row by row, rows × columns of them, each within ±2^53; rows <= columns. A pair
    /// that must not be is told by a cost of `forbidden`, and is taken only when nothing else is
    /// left for its row: look at what came out. Returns the column of each row, valid until the
    /// next call.
    [[nodiscard]] const std::vector<std::int32_t>& solve(const std::vector<std::int64_t>& costs,
                                                         std::int32_t rows, std::int32_t columns);

    static constexpr std::int64_t forbidden = std::int64_t{1} << 50U;

private:
    void augment(const std::vector<std::int64_t>& costs, std::int32_t columns, std::int32_t row);

    std::vector<std::int32_t> column_of_row_;
    std::vector<std::int32_t> row_of_column_;  ///< 1-based; 0 is none. [0] is the row being placed
    std::vector<std::int32_t> previous_;
    std::vector<std::int64_t> row_potential_;
    std::vector<std::int64_t> column_potential_;
    std::vector<std::int64_t> distance_;
    std::vector<char> reached_;
};

}  // namespace louxia::dispatch
