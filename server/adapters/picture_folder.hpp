#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "server/adapters/resized_pictures.hpp"
#include "server/app/context.hpp"
#include "server/app/picture_sizes.hpp"

namespace louxia::adapters {

/// Kept pictures as files in one folder, made when it is absent. Safe on several threads.
class PictureFolder final : public app::PictureFiles, public app::PictureSizes {
public:
    explicit PictureFolder(std::string folder);
    [[nodiscard]] Result<void> keep(const std::string& file_name, std::string_view bytes) override;
    void let_go(const std::string& file_name) override;
    void remove(const std::string& file_name) override;
    [[nodiscard]] std::optional<std::string> load(const std::string& file_name) const override;
    [[nodiscard]] std::vector<std::string> lying(std::int64_t age_ms) const override;
    void remove_unfinished(std::int64_t age_ms) override;

    /// Names the program louxia-picture, before the first thread asks; without one every size is
    /// refused.
    void resize_with(const std::string& program) { resized_.emplace(folder_, program); }
    [[nodiscard]] app::SizedPicture sized(const std::string& file_name, int width,
                                          app::PictureFormat format) override;

private:
    void remove_sizes_without_original(std::int64_t age_ms) const;

    std::string folder_;
    mutable std::mutex mutex_;
    std::set<std::string> in_hand_;
    std::optional<ResizedPictures> resized_;
};

}  // namespace louxia::adapters
