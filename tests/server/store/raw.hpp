#pragma once

#include <string>

namespace louxia::test {

/// Runs SQL on the folder's database behind the store's back, without checks of any kind.
void run_raw(const std::string& folder, const std::string& sql);

}  // namespace louxia::test
