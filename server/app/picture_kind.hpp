#pragma once

#include <string_view>

#include "shared/base/result.hpp"

namespace louxia::app {

/// What a file is by its own bytes.
struct PictureKind {
    std::string_view extension;  ///< "webp"
    std::string_view media_type;
};

/// A JPEG, PNG or WebP whose header states 1–12,000 pixels a side and at most 50 million in all, or
/// an MP4 or WebM by its opening. More pixels are too_large "bytes", everything else is
/// invalid_value "bytes".
/// Sources: ITU T.81 B.1.1, RFC 2083 3.1, RFC 9649, ISO/IEC 14496-12 4.3, RFC 8794 11.2.
[[nodiscard]] Result<PictureKind> picture_kind(std::string_view bytes);

}  // namespace louxia::app
