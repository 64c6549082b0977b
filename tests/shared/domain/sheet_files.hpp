#pragma once

#include <cstdio>
#include <optional>
#include <string>

namespace louxia::test {

/// A file named from the root of the source tree; nothing where it cannot be read, as under node
/// or where the supplier's sheets are not at hand.
[[nodiscard]] inline std::optional<std::string> read_text_file(const std::string& path) {
    std::FILE* file = std::fopen((LOUXIA_SOURCE_DIR "/" + path).c_str(), "rb");
    if (file == nullptr) return std::nullopt;
    std::string text;
    char block[16 * 1024];
    std::size_t got = 0;
    while ((got = std::fread(block, 1, sizeof block, file)) != 0) {
        text.append(block, got);
    }
    std::fclose(file);
    return text;
}

/// A day of the real sheets, with what was counted in it by other means (awk).
struct RealSheet {
    const char* day;
    int rows;
    int jin;
    int piece;
    int box;
    int bag;
    int carton;
    int repeated;  ///< rows that say name, origin, unit and mean of an earlier one again
};
inline constexpr RealSheet real_sheets[] = {
    {"2021-10-13", 436, 420, 7, 5, 3, 1, 3}, {"2021-10-14", 436, 420, 7, 5, 3, 1, 3},
    {"2021-10-15", 440, 424, 7, 5, 3, 1, 3}, {"2021-10-18", 440, 424, 7, 5, 3, 1, 3},
    {"2021-10-19", 436, 420, 7, 5, 3, 1, 3}, {"2021-10-21", 438, 422, 7, 5, 3, 1, 3},
    {"2021-10-22", 439, 423, 7, 5, 3, 1, 4}, {"2021-10-25", 439, 423, 7, 5, 3, 1, 4},
};
inline std::string path_of(const RealSheet& sheet) {
    return std::string("../shared/data/xinfadi/") + sheet.day + ".csv";
}

}  // namespace louxia::test
