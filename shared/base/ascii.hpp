#pragma once

// The letters of ASCII, whose case names of headers, hosts and media types do not count. Bytes
// beyond ASCII are left as they are.

#include <algorithm>
#include <string>
#include <string_view>

namespace louxia {

constexpr char lower_letter(char letter) noexcept {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

inline std::string lower_letters(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower_letter);
    return out;
}

constexpr bool is_same_in_any_case(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char one, char other) {
        return lower_letter(one) == lower_letter(other);
    });
}

}  // namespace louxia
