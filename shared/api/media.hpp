#pragma once

#include <string_view>

namespace louxia::api {

/// What a picture or clip is by its first bytes: "image/jpeg", "image/png", "image/webp",
/// "video/mp4", "video/webm"; empty for anything else.
[[nodiscard]] std::string_view media_type(std::string_view bytes) noexcept;

}  // namespace louxia::api
