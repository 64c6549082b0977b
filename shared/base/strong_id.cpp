#include "shared/base/strong_id.hpp"

namespace louxia {
namespace {

constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t text_length = 13;  // 13 × 5 bits hold 64, with one bit to spare

}  // namespace

std::string encode_id(std::uint64_t value) {
    std::string text(text_length, '0');
    for (std::size_t place = text_length; place > 0; --place) {
        text[place - 1] = digits[value & 31U];
        value >>= 5U;
    }
    return text;
}

std::optional<std::uint64_t> decode_id(std::string_view text) noexcept {
    if (text.size() != text_length) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char c : text) {
        const auto digit = digits.find(c);
        if (digit == std::string_view::npos || (value >> 59U) != 0) {
            return std::nullopt;
        }
        value = (value << 5U) | digit;
    }
    return value;
}

}  // namespace louxia
