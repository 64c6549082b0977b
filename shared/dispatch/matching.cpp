#include "shared/dispatch/matching.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace louxia::dispatch {
namespace {

std::size_t at(std::int32_t index) noexcept {
    return static_cast<std::size_t>(index);
}

}  // namespace

const std::vector<std::int32_t>& Matching::solve(const std::vector<std::int64_t>& costs,
                                                 std::int32_t rows, std::int32_t columns) {
    row_potential_.assign(at(rows) + 1, 0);
    column_potential_.assign(at(columns) + 1, 0);
    row_of_column_.assign(at(columns) + 1, 0);
    previous_.assign(at(columns) + 1, 0);
    column_of_row_.assign(at(rows), -1);
    for (std::int32_t row = 1; row <= rows; ++row) {
        augment(costs, columns, row);
    }
    for (std::int32_t column = 1; column <= columns; ++column) {
        const std::int32_t row = row_of_column_[at(column)];
        if (row > 0) column_of_row_[at(row) - 1] = column - 1;
    }
    return column_of_row_;
}

void Matching::augment(const std::vector<std::int64_t>& costs, std::int32_t columns,
                       std::int32_t row) {
    const std::int64_t unreached = std::numeric_limits<std::int64_t>::max();
    distance_.assign(at(columns) + 1, unreached);
    reached_.assign(at(columns) + 1, 0);
    row_of_column_[0] = row;
    std::int32_t column = 0;
    while (row_of_column_[at(column)] != 0) {
        reached_[at(column)] = 1;
        const std::int32_t from = row_of_column_[at(column)];
        const std::int64_t* row_costs = costs.data() + at(from - 1) * at(columns);
        std::int64_t step = unreached;
        std::int32_t nearest = 0;
        for (std::int32_t other = 1; other <= columns; ++other) {
            if (reached_[at(other)] != 0) continue;
            const std::int64_t reduced =
                row_costs[other - 1] - row_potential_[at(from)] - column_potential_[at(other)];
            if (reduced < distance_[at(other)]) {
                distance_[at(other)] = reduced;
                previous_[at(other)] = column;
            }
            if (distance_[at(other)] < step) {
                step = distance_[at(other)];
                nearest = other;
            }
        }
        for (std::int32_t other = 0; other <= columns; ++other) {
            if (reached_[at(other)] != 0) {
                row_potential_[at(row_of_column_[at(other)])] += step;
                column_potential_[at(other)] -= step;
            } else if (distance_[at(other)] != unreached) {
                distance_[at(other)] -= step;
            }
        }
        column = nearest;
    }
    while (column != 0) {
        const std::int32_t before = previous_[at(column)];
        row_of_column_[at(column)] = row_of_column_[at(before)];
        column = before;
    }
}

}  // namespace louxia::dispatch
