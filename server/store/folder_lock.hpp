#pragma once

#include <cstdint>
#include <string>

namespace louxia::store {

/// An advisory lock on a file (flock): it ends with the process, however that ends.
class FileLock {
public:
    /// Opens the file, made if absent; does not lock yet. Throws StoreFailure.
    explicit FileLock(const std::string& path);
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

    /// False when it is still held elsewhere after `wait_ms`. Throws StoreFailure.
    [[nodiscard]] bool take(std::int64_t wait_ms);
    void release() noexcept;
    [[nodiscard]] bool held() const noexcept { return held_; }

private:
    std::string path_;
    int file_ = -1;
    bool held_ = false;
};

}  // namespace louxia::store
