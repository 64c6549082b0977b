#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace louxia::app {

/// A supplier's file as UTF-8 without a byte-order mark, and what it was.
struct DecodedSheet {
    std::string utf8;
    std::string encoding;  ///< "utf-8", "utf-8-bom" or "gb18030"
};

/// Bytes that are valid UTF-8 are UTF-8; else they must be GB18030 (GBK and GB2312 are parts of it)
/// from the first byte to the last. Nothing is replaced or skipped.
/// Refused with field "file": too_large above sheet_bytes_max; sheet_unreadable for NUL bytes,
/// UTF-16 and UTF-32 marks, and any other encoding; unavailable when the machine's iconv has no
/// GB18030.
[[nodiscard]] Result<DecodedSheet> decode_sheet(std::string_view bytes);

}  // namespace louxia::app
