#pragma once

#include <string>

namespace louxia::bench {

/// Draws the faces from the server's kept answers in `folder` (made by screens.mjs) on the headless
/// platform and prints what a frame of each takes. Returns the exit code.
[[nodiscard]] int measure_screens(const std::string& folder);

}  // namespace louxia::bench
