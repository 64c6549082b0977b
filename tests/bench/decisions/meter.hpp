#pragma once

#include <cstdint>

namespace louxia::bench {

/// Of this process so far. Under node its other threads count too: compiling, collecting garbage.
[[nodiscard]] double processor_ms();
/// Calls of operator new so far.
[[nodiscard]] std::int64_t allocations();

}  // namespace louxia::bench
