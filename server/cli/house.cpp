#include "server/cli/house.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace louxia::cli {

House::House(const std::string& data, store::Access access, std::unique_ptr<app::Clock> clock)
    : store_(store::open_store(data, access)),
      clock_(clock ? std::move(clock) : std::make_unique<adapters::SystemClock>()),
      pictures_(store::pictures_folder(data)),
      context_{*store_, *clock_, ids_, secrets_, zones_, dispatcher_, pictures_} {}

std::optional<Community> House::community(std::string_view slug) const {
    for (Community& community : store_->communities()) {
        if (community.slug == slug) {
            return community;
        }
    }
    return std::nullopt;
}

std::optional<std::string> read_whole(const std::string& path, std::size_t bytes_max) {
    std::error_code failed;
    const auto bytes = std::filesystem::file_size(path, failed);
    std::ifstream file(path, std::ios::binary);
    if (failed || bytes > bytes_max || !file) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

void print_refusal(const Error& error) {
    const std::string word(error_word(error.code));
    const std::string field = error.field.empty() ? "" : " (" + error.field + ")";
    std::fprintf(stderr, "refused: %s%s\n", word.c_str(), field.c_str());
}

}  // namespace louxia::cli
