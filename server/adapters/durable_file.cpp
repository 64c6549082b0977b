#include "server/adapters/durable_file.hpp"

#include <cerrno>
#include <filesystem>

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

}  // namespace

bool write_durably(const std::string& folder, const std::string& name, std::string_view bytes) {
    const std::string path = folder + "/" + name;
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
    const File directory(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    return !failed && directory.is_open() && directory.sync();
}

}  // namespace louxia::adapters
