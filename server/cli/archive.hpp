#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>

/// A backup is one tar file (POSIX.1-1988 ustar), so that any tar can look into it.
namespace louxia::cli {

class ArchiveWriter {
public:
    explicit ArchiveWriter(const std::string& path);
    /// False when the file cannot be read or written. `name` is at most 99 bytes.
    [[nodiscard]] bool add(const std::string& name, const std::string& path);
    /// The end marker, safe on disk. False when the disk did not take everything.
    [[nodiscard]] bool finish();

private:
    std::string path_;
    std::ofstream out_;
};

class ArchiveReader {
public:
    explicit ArchiveReader(const std::string& path);
    struct Entry {
        std::string name;
        std::uint64_t bytes = 0;
    };
    /// The next regular file; nothing at the end, or when the archive is damaged: see ok().
    [[nodiscard]] std::optional<Entry> next();
    /// Writes the entry that next() gave into a file.
    [[nodiscard]] bool extract(const Entry& entry, const std::string& path);
    [[nodiscard]] bool ok() const noexcept { return ok_; }

private:
    std::ifstream in_;
    std::uint64_t unread_ = 0;  ///< of the present entry, with its padding
    bool ok_ = true;
};

}  // namespace louxia::cli
