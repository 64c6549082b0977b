// The kept corpus through the fuzz targets: every seed runs on every compiler, and a crash that was
// found and mended stays mended.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/targets.hpp"

namespace louxia::test {

namespace {

const std::filesystem::path corpus = std::string(LOUXIA_SOURCE_DIR) + "/tests/fuzz/corpus";
constexpr std::size_t files_max = 200;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every seed of the fuzz corpus passes its target") {
    std::size_t files = 0;
    for (const fuzz::Target& target : fuzz::targets) {
        CAPTURE(target.name);
        std::size_t own = 0;
        target.run("");
        for (const auto& entry : std::filesystem::directory_iterator(corpus / target.name)) {
            const std::string seed = entry.path().string();
            CAPTURE(seed);
            const std::string bytes = bytes_of(entry.path());
            target.run(bytes);
            // Cut short anywhere, as a broken connection leaves it.
            const std::size_t step = bytes.size() / 64 + 1;
            for (std::size_t size = 0; size < bytes.size(); size += step)
                target.run(std::string(bytes, 0, size));
            ++own;
        }
        CHECK(own > 0);
        files += own;
    }
    CHECK(files <= files_max);
}

TEST_CASE("every folder of the fuzz corpus has a target") {
    for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
        const std::string name = entry.path().filename().string();
        CAPTURE(name);
        CHECK(std::ranges::any_of(fuzz::targets,
                                  [&](const auto& target) { return target.name == name; }));
    }
}

}  // namespace louxia::test
