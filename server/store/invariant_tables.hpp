#pragma once

#include <span>
#include <string_view>
#include <vector>

/// What invariants.cpp looks at, by concern.
namespace louxia::store {

/// A query whose rows are the breaches: community, two ids, two numbers. In the words {a} and {b}
/// stand for the ids, {x} and {y} for the numbers.
struct Invariant {
    std::string_view words;
    std::string_view sql;
};
using Invariants = std::span<const Invariant>;

[[nodiscard]] std::vector<Invariants> trade_invariants();
[[nodiscard]] std::vector<Invariants> money_invariants();
[[nodiscard]] std::vector<Invariants> crowd_invariants();
[[nodiscard]] std::vector<Invariants> people_invariants();

}  // namespace louxia::store
