#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace louxia::cli {

/// A file descriptor that closes itself, and that no other program inherits.
class OpenFile {
public:
    OpenFile() = default;
    explicit OpenFile(int number) : number_(number) {}
    /// `flags` as for open(2); what is made may be read by nobody else.
    OpenFile(const std::string& path, int flags);
    OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept {
        close();
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    ~OpenFile() { close(); }

    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    [[nodiscard]] int number() const noexcept { return number_; }
    void close() noexcept;

private:
    int number_ = -1;
};

/// False when not every byte could be written.
[[nodiscard]] bool write_all(int file, const char* bytes, std::size_t count);

/// What a folder lists is safe on disk afterwards.
[[nodiscard]] bool sync_folder(const std::string& folder);

}  // namespace louxia::cli
