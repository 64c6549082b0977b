#include "server/store/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "server/app/store_failure.hpp"

namespace louxia::store {

namespace {

[[noreturn]] void fail(const std::string& path, int error) {
    throw app::StoreFailure("cannot lock " + path + ": " + std::strerror(error));
}

bool try_lock(int file, const std::string& path) {
    while (flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return false;
        if (errno != EINTR) fail(path, errno);
    }
    return true;
}

}  // namespace

FileLock::FileLock(const std::string& path)
    : path_(path), file_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) fail(path, errno);
}

FileLock::~FileLock() {
    close(file_);
}

bool FileLock::take(std::int64_t wait_ms) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
    held_ = try_lock(file_, path_);
    while (!held_ && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        held_ = try_lock(file_, path_);
    }
    return held_;
}

void FileLock::release() noexcept {
    flock(file_, LOCK_UN);
    held_ = false;
}

}  // namespace louxia::store
