#include "tests/server/model/image.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "server/store/open_store.hpp"

namespace louxia::test {
namespace {

std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in) return {};
    std::string bytes(static_cast<std::size_t>(in.tellg()), '\0');
    in.seekg(0);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

void put_bytes(const std::string& file, const std::string& bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

/// `after` as far as it was written when `before` was there: up to a byte between the first and the
/// last that differ.
std::string torn(const std::string& before, const std::string& after,
                 const std::function<std::uint64_t(std::uint64_t)>& below) {
    const std::size_t both = std::min(before.size(), after.size());
    const auto differ =
        std::mismatch(before.begin(), before.begin() + static_cast<long>(both), after.begin());
    const auto first = static_cast<std::size_t>(differ.first - before.begin());
    std::size_t last = after.size();
    while (last > first && last <= before.size() && before[last - 1] == after[last - 1])
        --last;
    const std::size_t cut =
        first + static_cast<std::size_t>(below(std::max<std::size_t>(last - first, 1)));
    std::string image = after.substr(0, cut);
    if (cut < before.size()) image += before.substr(cut);
    return image;
}

}  // namespace

Image image_of(const std::string& folder) {
    const std::string file = store::database_file(folder);
    return {bytes_of(file), bytes_of(file + "-wal")};
}

void put_image(const std::string& folder, const Image& image) {
    const std::string file = store::database_file(folder);
    std::filesystem::remove(file + "-shm");
    put_bytes(file, image.database);
    put_bytes(file + "-wal", image.log);
}

Torn tear(const Image& before, const Image& after,
          const std::function<std::uint64_t(std::uint64_t)>& below) {
    const bool late = below(4) == 0;
    if (before == after || (late && before.database == after.database)) return {after, true};
    // The log is whole before any of it is copied into the database.
    if (before.database != after.database) {
        return {{torn(before.database, after.database, below), after.log}, true};
    }
    return {{after.database, torn(before.log, after.log, below)}, false};
}

}  // namespace louxia::test
