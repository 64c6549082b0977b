#pragma once

#include <string>
#include <vector>

#include "server/store/engine.hpp"

namespace louxia::store {

/// What must hold of the rows of all communities, looked at in the connection's snapshot: one line
/// per breach, naming the community and the ids. Empty when all holds. At most a hundred lines.
[[nodiscard]] std::vector<std::string> find_broken_invariants(Connection& connection);

}  // namespace louxia::store
