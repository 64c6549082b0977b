#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace louxia {

/// Takes the first code point off `rest` (RFC 3629: no overlong forms, no surrogates, at most
/// U+10FFFF). Nothing when `rest` is empty or does not begin with a whole one; `rest` then stays.
[[nodiscard]] std::optional<char32_t> take_code_point(std::string_view& rest) noexcept;

/// Code points, as all limits on texts count them; nothing when the bytes are not UTF-8.
[[nodiscard]] std::optional<std::size_t> count_code_points(std::string_view text) noexcept;

/// One line of text: UTF-8 without control characters, line separators or the marks that turn the
/// reading direction (they would rewrite the rest of a label). Emoji with joiners are plain.
[[nodiscard]] bool is_plain_text(std::string_view text) noexcept;
/// The same, but line feeds may stand in it.
[[nodiscard]] bool is_plain_lines(std::string_view text) noexcept;

/// Empty, or nothing in it that leaves a mark: spaces (the ideographic one too), line feeds, tabs,
/// zero-width characters.
[[nodiscard]] bool is_blank(std::string_view text) noexcept;

}  // namespace louxia
