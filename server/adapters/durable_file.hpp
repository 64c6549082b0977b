#pragma once

#include <string>
#include <string_view>

namespace louxia::adapters {

inline constexpr std::string_view unfinished_ending = ".new";

/// Writes `folder`/`name` under an unfinished name first, so that no half file ever stands under
/// its own; safe on disk when it returns true. StoreFailure when the disk is full, false when it
/// does not take it for another reason.
[[nodiscard]] bool write_durably(const std::string& folder, const std::string& name,
                                 std::string_view bytes);

}  // namespace louxia::adapters
