#pragma once

#include <mutex>
#include <set>
#include <string>

#include "server/app/context.hpp"

namespace louxia::adapters {

/// Kept pictures as files in one folder, made when it is absent. Safe on several threads.
class PictureFolder final : public app::PictureFiles {
public:
    explicit PictureFolder(std::string folder);
    [[nodiscard]] Result<void> keep(const std::string& file_name, std::string_view bytes) override;
    void let_go(const std::string& file_name) override;
    void remove(const std::string& file_name) override;
    [[nodiscard]] std::optional<std::string> load(const std::string& file_name) const override;
    [[nodiscard]] std::vector<std::string> lying(std::int64_t age_ms) const override;
    void remove_unfinished(std::int64_t age_ms) override;

private:
    [[nodiscard]] bool write(const std::string& path, std::string_view bytes) const;

    std::string folder_;
    mutable std::mutex mutex_;
    std::set<std::string> in_hand_;
};

}  // namespace louxia::adapters
