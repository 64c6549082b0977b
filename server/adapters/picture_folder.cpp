#include "server/adapters/picture_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

#include "server/app/store_failure.hpp"

namespace louxia::adapters {
namespace {

constexpr std::string_view unfinished_ending = ".new";

/// A file descriptor that closes itself.
class File {
public:
    File(const std::string& path, int flags, mode_t mode)
        : number_(::open(path.c_str(), flags, mode)) {}
    ~File() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    [[nodiscard]] bool write_all(std::string_view bytes) const noexcept {
        while (!bytes.empty()) {
            const ssize_t written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                return false;
            }
            bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
        }
        return true;
    }
    [[nodiscard]] bool sync() const noexcept { return ::fsync(number_) == 0; }

private:
    int number_;
};

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

/// Under an unfinished name first, so that no half file ever stands under its own.
bool PictureFolder::write(const std::string& path, std::string_view bytes) const {
    const std::string unfinished = path + std::string(unfinished_ending);
    {
        const File file(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (!file.is_open() || !file.write_all(bytes) || !file.sync()) {
            const int error = errno;
            std::error_code ignored;
            std::filesystem::remove(unfinished, ignored);
            if (error == ENOSPC || error == EDQUOT) {
                throw app::StoreFailure("keeping a picture: the disk is full",
                                        app::StoreFailure::Kind::disk_full);
            }
            return false;
        }
    }
    std::error_code failed;
    std::filesystem::rename(unfinished, path, failed);
    const File directory(folder_, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    return !failed && directory.is_open() && directory.sync();
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
        written = write(folder_ + "/" + file_name, bytes);
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
}

}  // namespace louxia::adapters
