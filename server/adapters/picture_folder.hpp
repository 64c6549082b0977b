#pragma once

#include <string>

#include "server/app/context.hpp"

namespace louxia::adapters {

/// Kept pictures as files in one folder, made when it is absent. Safe on several threads.
class PictureFolder final : public app::PictureFiles {
public:
    explicit PictureFolder(std::string folder);
    [[nodiscard]] Result<void> keep(const std::string& file_name, std::string_view bytes) override;
    void remove(const std::string& file_name) override;
    [[nodiscard]] std::optional<std::string> load(const std::string& file_name) const override;

private:
    std::string folder_;
};

}  // namespace louxia::adapters
