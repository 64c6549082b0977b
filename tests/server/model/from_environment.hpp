#pragma once

#include <cstdint>
#include <cstdlib>

namespace louxia::test {

/// A number that longer runs set, such as how many seeds.
inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace louxia::test
