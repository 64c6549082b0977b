#include "shared/dispatch/matching.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

#include "shared/dispatch/split_mix.hpp"

using namespace louxia::dispatch;

namespace {

std::int64_t cost_of(const std::vector<std::int64_t>& costs, std::int32_t columns,
                     const std::vector<std::int32_t>& column_of_row) {
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < column_of_row.size(); ++row) {
        sum += costs[row * static_cast<std::size_t>(columns) +
                     static_cast<std::size_t>(column_of_row[row])];
    }
    return sum;
}

/// The least over all ways to give the rows columns of their own.
std::int64_t least_of_all(const std::vector<std::int64_t>& costs, std::int32_t rows,
                          std::int32_t columns) {
    std::vector<std::int32_t> order(static_cast<std::size_t>(columns));
    std::iota(order.begin(), order.end(), 0);
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    do {
        const std::vector<std::int32_t> first(order.begin(), order.begin() + rows);
        least = std::min(least, cost_of(costs, columns, first));
    } while (std::next_permutation(order.begin(), order.end()));
    return least;
}

}  // namespace

TEST_CASE("a matching costs as little as the best of all permutations") {
    SplitMix random(11);
    Matching matching;
    for (int round = 0; round < 300; ++round) {
        const std::int32_t columns = 1 + random.below(6);
        const std::int32_t rows = 1 + random.below(columns);
        std::vector<std::int64_t> costs(static_cast<std::size_t>(rows * columns));
        for (std::int64_t& cost : costs)
            cost = random.below(round % 2 == 0 ? 5 : 1000) - 100;
        const std::vector<std::int32_t>& found = matching.solve(costs, rows, columns);
        CAPTURE(round);
        CHECK(std::set<std::int32_t>(found.begin(), found.end()).size() ==
              static_cast<std::size_t>(rows));
        CHECK(cost_of(costs, columns, found) == least_of_all(costs, rows, columns));
    }
}

TEST_CASE("a forbidden pair is taken only when nothing else is left") {
    Matching matching;
    const std::int64_t no = Matching::forbidden;
    CHECK(matching.solve({no, 5, 1, no}, 2, 2) == std::vector<std::int32_t>{1, 0});
    CHECK(matching.solve({no, 5, no, 1}, 2, 2)[0] == 0);
}

TEST_CASE("no rows, no columns to give") {
    Matching matching;
    CHECK(matching.solve({}, 0, 0).empty());
    CHECK(matching.solve({}, 0, 3).empty());
}
