#include "shared/domain/invite_code.hpp"

namespace louxia {
namespace {

constexpr std::string_view crockford_digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr unsigned digit_bits = 5;

char digit_of(char typed) {
    const char upper = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    if (upper == 'O') return '0';
    return upper == 'I' || upper == 'L' ? '1' : upper;
}

}  // namespace

std::optional<std::string> read_invite_code(std::string_view typed) {
    std::string code;
    for (const char letter : typed) {
        if (letter == ' ' || letter == '-' || (letter >= '\t' && letter <= '\r')) continue;
        const char digit = digit_of(letter);
        if (code.size() == invite_code_digits ||
            crockford_digits.find(digit) == std::string_view::npos) {
            return std::nullopt;
        }
        code.push_back(digit);
    }
    return code.size() == invite_code_digits ? std::optional(code) : std::nullopt;
}

std::string show_invite_code(std::string_view code) {
    constexpr std::size_t half = invite_code_digits / 2;
    return std::string(code.substr(0, half)) + "-" + std::string(code.substr(half));
}

std::string invite_code_of(std::uint64_t bits) {
    std::string code;
    for (std::size_t at = 0; at < invite_code_digits; ++at) {
        code.push_back(crockford_digits[bits & 31U]);
        bits >>= digit_bits;
    }
    return code;
}

}  // namespace louxia
