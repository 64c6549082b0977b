#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

#include "server/app/picture_sizes.hpp"

namespace louxia::adapters {

/// Below the folder of pictures, so that the backup, which takes files and no folders, leaves them
/// out: they can be made again.
inline constexpr const char* sizes_folder = "sizes";

/// "{id}-640.webp" of "{id}.jpg".
[[nodiscard]] std::string sized_name(const std::string& file_name, int width,
                                     app::PictureFormat format);

/// Sizes made by the program louxia-picture, one process each, and kept as files.
class ResizedPictures {
public:
    static constexpr int at_once_max = 2;
    static constexpr int waiting_max = 4;  ///< threads that wait for one of those to end

    /// `folder` is that of the pictures; `program` a path.
    ResizedPictures(std::string folder, std::string program);
    /// As app::PictureSizes::sized.
    [[nodiscard]] app::SizedPicture sized(const std::string& file_name, int width,
                                          app::PictureFormat format);

private:
    class Turn;
    [[nodiscard]] app::SizedPicture make(const std::string& file_name, int width,
                                         app::PictureFormat format);

    std::string folder_;
    std::string program_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::set<std::string> being_made_;
    int waiting_ = 0;
};

}  // namespace louxia::adapters
