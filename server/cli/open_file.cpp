#include "server/cli/open_file.hpp"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace louxia::cli {

OpenFile::OpenFile(const std::string& path, int flags)
    : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}

void OpenFile::close() noexcept {
    if (number_ >= 0) {
        ::close(std::exchange(number_, -1));
    }
}

bool write_all(int file, const char* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t written = ::write(file, bytes, count);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        const std::size_t done = written > 0 ? static_cast<std::size_t>(written) : 0;
        bytes += done;
        count -= done;
    }
    return true;
}

bool sync_folder(const std::string& folder) {
    const OpenFile open(folder, O_RDONLY | O_DIRECTORY);
    return open.is_open() && ::fsync(open.number()) == 0;
}

}  // namespace louxia::cli
