#include "server/adapters/picture_folder.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/adapters/durable_file.hpp"
#include "server/adapters/resized_pictures.hpp"
#include "server/app/store_failure.hpp"

namespace louxia::adapters {
namespace {

constexpr std::array<const char*, 3> picture_endings{".jpg", ".png", ".webp"};

/// Letters, digits and one dot: never a path.
bool is_plain_name(const std::string& name) noexcept {
    return !name.empty() && name.size() <= 40 && name.front() != '.' &&
           std::count(name.begin(), name.end(), '.') == 1 &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
           });
}

/// Names of the regular files that were last written at least `age_ms` ago by the machine's clock.
std::vector<std::string> files_of_age(const std::string& folder, std::int64_t age_ms) {
    const auto before =
        std::filesystem::file_time_type::clock::now() - std::chrono::milliseconds(age_ms);
    std::vector<std::string> names;
    std::error_code failed;
    for (auto entry = std::filesystem::directory_iterator(folder, failed);
         !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
        std::error_code gone;  // removed since it was listed
        if (entry->is_regular_file(gone) && entry->last_write_time(gone) <= before && !gone) {
            names.push_back(entry->path().filename().string());
        }
    }
    return names;
}

}  // namespace

PictureFolder::PictureFolder(std::string folder) : folder_(std::move(folder)) {
    std::error_code ignored;  // a folder that cannot be made shows when a picture is kept
    std::filesystem::create_directories(folder_, ignored);
}

Result<void> PictureFolder::keep(const std::string& file_name, std::string_view bytes) {
    if (!is_plain_name(file_name)) {
        return refuse(ErrorCode::invalid_value, "file_name");
    }
    {
        const std::lock_guard lock(mutex_);
        in_hand_.insert(file_name);
    }
    bool written = false;
    try {
        written = write_durably(folder_, file_name, bytes);
    } catch (const app::StoreFailure&) {
        let_go(file_name);
        throw;
    }
    if (!written) {
        let_go(file_name);
        return refuse(ErrorCode::unavailable);
    }
    return {};
}

void PictureFolder::let_go(const std::string& file_name) {
    const std::lock_guard lock(mutex_);
    in_hand_.erase(file_name);
}

void PictureFolder::remove(const std::string& file_name) {
    if (is_plain_name(file_name)) {
        std::error_code ignored;  // gone already
        std::filesystem::remove(folder_ + "/" + file_name, ignored);
        for (const int width : app::picture_widths) {
            for (const auto format : {app::PictureFormat::webp, app::PictureFormat::jpeg}) {
                std::filesystem::remove(
                    folder_ + "/" + sizes_folder + "/" + sized_name(file_name, width, format),
                    ignored);
            }
        }
    }
}

std::optional<std::string> PictureFolder::load(const std::string& file_name) const {
    if (!is_plain_name(file_name)) {
        return std::nullopt;
    }
    std::ifstream file(folder_ + "/" + file_name, std::ios::binary);
    if (!file) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::vector<std::string> PictureFolder::lying(std::int64_t age_ms) const {
    std::vector<std::string> names;
    for (const std::string& name : files_of_age(folder_, age_ms)) {
        const std::lock_guard lock(mutex_);
        if (is_plain_name(name) && in_hand_.count(name) == 0) {
            names.push_back(name);
        }
    }
    return names;
}

void PictureFolder::remove_unfinished(std::int64_t age_ms) {
    for (const std::string& name : files_of_age(folder_, age_ms)) {
        if (!name.ends_with(unfinished_ending)) {
            continue;
        }
        const std::string plain = name.substr(0, name.size() - unfinished_ending.size());
        const std::lock_guard lock(mutex_);
        if (is_plain_name(plain) && in_hand_.count(plain) == 0) {
            std::error_code ignored;
            std::filesystem::remove(folder_ + "/" + name, ignored);
        }
    }
    remove_sizes_without_original(age_ms);
}

app::SizedPicture PictureFolder::sized(const std::string& file_name, int width,
                                       app::PictureFormat format) {
    if (!resized_ || !is_plain_name(file_name)) {
        return {app::SizedPicture::State::refused, {}};
    }
    return resized_->sized(file_name, width, format);
}

/// A crash between the two removals leaves them, and half of one that was being written.
void PictureFolder::remove_sizes_without_original(std::int64_t age_ms) const {
    const std::string sizes = folder_ + "/" + sizes_folder;
    for (const std::string& name : files_of_age(sizes, age_ms)) {
        const std::string original = folder_ + "/" + name.substr(0, name.find('-'));
        std::error_code ignored;
        const bool there =
            std::any_of(picture_endings.begin(), picture_endings.end(), [&](const char* ending) {
                return std::filesystem::exists(original + ending, ignored);
            });
        if (!there || name.ends_with(unfinished_ending)) {
            std::filesystem::remove(sizes + "/" + name, ignored);
        }
    }
}

}  // namespace louxia::adapters
