#pragma once

#include <string>

namespace louxia::test {

/// Runs SQL on the folder's database behind the store's back, without checks of any kind.
void run_raw(const std::string& folder, const std::string& sql);
/// What `louxia check` says of the folder, a line each; empty when all invariants hold.
[[nodiscard]] std::string lines_broken_in(const std::string& folder);

}  // namespace louxia::test
