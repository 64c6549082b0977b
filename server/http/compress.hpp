#pragma once

#include <string>
#include <string_view>

namespace louxia::http {

enum class Coding { plain, brotli, gzip };

/// Empty when the library refuses, which it does for nothing but lack of memory.
[[nodiscard]] std::string brotli_of(std::string_view text);
[[nodiscard]] std::string gzip_of(std::string_view text);

/// The best that an Accept-Encoding header allows; "q=0" forbids.
[[nodiscard]] Coding accepted_coding(std::string_view accept_encoding);
/// The Content-Encoding word; empty for plain.
[[nodiscard]] std::string_view word_of(Coding coding) noexcept;

}  // namespace louxia::http
