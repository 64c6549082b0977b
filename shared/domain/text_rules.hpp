#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace louxia {

/// Whether an empty text is a refusal (missing_field) or an answer.
enum class Presence { required, optional };

/// One line of `most` code points or fewer. Refused, naming `field`: missing_field (required and
/// blank), invalid_value (not UTF-8, or control characters), out_of_range (too long).
[[nodiscard]] Result<void> check_line(std::string_view text, std::size_t most, Presence presence,
                                      std::string_view field);
/// The same for a text that may have several lines.
[[nodiscard]] Result<void> check_lines(std::string_view text, std::size_t most, Presence presence,
                                       std::string_view field);

/// A path on this server ("/pictures/….webp"): one leading slash, printable ASCII without quotes,
/// angle brackets, backslashes or spaces, at most 200 bytes.
[[nodiscard]] bool is_url_path(std::string_view text) noexcept;

/// "lines[2].quantity" of ("lines", 2, "quantity"); "pictures[2]" when `member` is empty.
[[nodiscard]] std::string indexed_field(std::string_view list, std::size_t index,
                                        std::string_view member);

}  // namespace louxia
