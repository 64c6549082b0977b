#include "tests/fuzz/targets.hpp"

#include <cstdio>
#include <cstdlib>

namespace louxia::fuzz {

void demand(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "fuzz: does not hold: %s\n", what);
    std::abort();
}

std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return line;
}

std::size_t number_of(std::string_view text) {
    std::size_t number = 0;
    for (const char letter : text)
        number = number * 31 + static_cast<unsigned char>(letter);
    return number;
}

}  // namespace louxia::fuzz
