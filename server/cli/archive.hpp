#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/store/paced_sync.hpp"

/// A backup is one tar file (POSIX.1-1988 ustar), so that any tar can look into it. Both ends go
/// through it once from front to back, so that it may come from a pipe or go into one.
namespace louxia::cli {

class ArchiveWriter {
public:
    /// Bytes go to `out`; `on_disk` is the file in which they end, the same one or behind a pipe.
    /// That file is written out in pieces, since a writer's fsync beside it may have to wait for
    /// what lies unwritten. Neither is closed.
    ArchiveWriter(int out, int on_disk) : out_(out), on_disk_(on_disk) {}
    /// The whole of the open file `in`. False when it cannot be read or written. `name` is at most
    /// 99 bytes.
    [[nodiscard]] bool add(const std::string& name, int in);
    /// The end marker. False when it cannot be written.
    [[nodiscard]] bool finish();

private:
    [[nodiscard]] bool put(const char* bytes, std::size_t count);

    int out_;
    int on_disk_;
    store::PacedSync pace_;
};

class ArchiveReader {
public:
    /// Reads from `in`, which it does not close.
    explicit ArchiveReader(int in) : in_(in) {}
    struct Entry {
        std::string name;
        std::uint64_t bytes = 0;
    };
    /// The next regular file; nothing at the end, or when the archive is damaged: see ok().
    [[nodiscard]] std::optional<Entry> next();
    /// Writes the entry that next() gave into a new file.
    [[nodiscard]] bool extract(const Entry& entry, const std::string& path);
    [[nodiscard]] bool ok() const noexcept { return ok_; }
    /// Reads what is behind the end marker, so that whoever fills a pipe can end. False when there
    /// is more than a tar's padding.
    [[nodiscard]] bool drain();

private:
    [[nodiscard]] bool take(char* bytes, std::size_t count);
    [[nodiscard]] bool skip(std::uint64_t count);

    int in_;
    std::uint64_t unread_ = 0;  ///< of the present entry, with its padding
    bool ok_ = true;
};

}  // namespace louxia::cli
