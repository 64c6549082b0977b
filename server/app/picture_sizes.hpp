#pragma once

#include <array>
#include <string>

namespace louxia::app {

/// The widths in pixels that a kept picture can be asked for in: a tile, a post, a whole page.
inline constexpr std::array<int, 3> picture_widths{320, 640, 1280};

enum class PictureFormat { webp, jpeg };

struct SizedPicture {
    enum class State {
        made,     ///< `bytes` is the picture
        refused,  ///< it cannot be decoded, now or later
        busy,     ///< not now: as many are being made as may be at once, or this machine failed
    };
    State state = State::busy;
    std::string bytes;
};

/// Kept pictures made smaller, each once for a width and format. Safe on several threads. What
/// PictureFiles may be able to do besides: the transport asks Context::pictures whether it is one.
class PictureSizes {
public:
    virtual ~PictureSizes() = default;
    /// `file_name` is a kept picture's, no clip's; `width` one of picture_widths. May take seconds,
    /// at the first time; so never inside a transaction.
    [[nodiscard]] virtual SizedPicture sized(const std::string& file_name, int width,
                                             PictureFormat format) = 0;
};

}  // namespace louxia::app
