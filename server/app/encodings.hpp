#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace louxia::app {

/// Without padding.
[[nodiscard]] std::string base64url(std::string_view bytes);
/// Nothing for what is not base64url without padding.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);
/// 32 bytes.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace louxia::app
