#include "server/adapters/picture_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

#include "server/app/store_failure.hpp"

namespace louxia::adapters {
namespace {

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

}  // namespace

PictureFolder::PictureFolder(std::string folder) : folder_(std::move(folder)) {
    std::error_code ignored;  // a folder that cannot be made shows when a picture is kept
    std::filesystem::create_directories(folder_, ignored);
}

Result<void> PictureFolder::keep(const std::string& file_name, std::string_view bytes) {
    if (!is_plain_name(file_name)) {
        return refuse(ErrorCode::invalid_value, "file_name");
    }
    const std::string path = folder_ + "/" + file_name;
    const std::string unfinished = path + ".new";
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
            return refuse(ErrorCode::unavailable);
        }
    }
    std::error_code failed;
    std::filesystem::rename(unfinished, path, failed);
    const File directory(folder_, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (failed || !directory.is_open() || !directory.sync()) {
        return refuse(ErrorCode::unavailable);
    }
    return {};
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

}  // namespace louxia::adapters
