#pragma once

#include <cstdint>
#include <functional>
#include <string>

/// What a disk holds of a data folder's database at one moment, and what it holds when the process
/// dies while it writes.
namespace louxia::test {

struct Image {
    std::string database;
    std::string log;  ///< SQLite's write-ahead log
    friend bool operator==(const Image&, const Image&) = default;
};

/// As the files are now, with their store open and nobody writing.
[[nodiscard]] Image image_of(const std::string& folder);
/// For a folder that no store has open. The log's index is left behind, as it is by a death.
void put_image(const std::string& folder, const Image& image);

struct Torn {
    Image image;
    bool committed;  ///< whether the transaction is there when the image is opened
};
/// A death while one transaction turned `before` into `after`: files are written from their front
/// to their back, the log before the database. `below(n)` draws a number.
[[nodiscard]] Torn tear(const Image& before, const Image& after,
                        const std::function<std::uint64_t(std::uint64_t)>& below);

}  // namespace louxia::test
