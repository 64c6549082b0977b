#include "shared/base/utf8.hpp"

#include <cstdint>

namespace louxia {
namespace {

struct Lead {
    std::size_t length = 0;  // of the whole sequence; 0 when no sequence begins so
    std::uint32_t bits = 0;
    std::uint32_t smallest = 0;  // below it the form is overlong
};

Lead read_lead(unsigned char byte) noexcept {
    if (byte < 0x80U) return {1, byte, 0};
    if (byte < 0xC2U) return {};
    if (byte < 0xE0U) return {2, byte & 0x1FU, 0x80U};
    if (byte < 0xF0U) return {3, byte & 0x0FU, 0x800U};
    if (byte < 0xF5U) return {4, byte & 0x07U, 0x10000U};
    return {};
}

bool is_control(char32_t point) noexcept {
    return point < 0x20U || (point >= 0x7FU && point <= 0x9FU);
}

bool turns_direction_or_line(char32_t point) noexcept {
    return (point >= 0x2028U && point <= 0x202EU) || (point >= 0x2066U && point <= 0x2069U) ||
           point == 0x200EU || point == 0x200FU || point == 0x061CU;
}

bool leaves_no_mark(char32_t point) noexcept {
    return point == U' ' || point == U'\n' || point == U'\r' || point == U'\t' || point == 0xA0U ||
           point == 0xADU || (point >= 0x2000U && point <= 0x200FU) ||
           (point >= 0x2028U && point <= 0x202FU) || (point >= 0x205FU && point <= 0x206FU) ||
           point == 0x3000U || point == 0x3164U || point == 0x2800U || point == 0xFEFFU;
}

bool is_plain(std::string_view text, bool with_line_feeds) noexcept {
    while (!text.empty()) {
        const auto point = take_code_point(text);
        if (!point || turns_direction_or_line(*point)) return false;
        if (is_control(*point) && !(with_line_feeds && *point == U'\n')) return false;
    }
    return true;
}

}  // namespace

std::optional<char32_t> take_code_point(std::string_view& rest) noexcept {
    if (rest.empty()) return std::nullopt;
    const Lead lead = read_lead(static_cast<unsigned char>(rest.front()));
    if (lead.length == 0 || rest.size() < lead.length) return std::nullopt;
    std::uint32_t point = lead.bits;
    for (std::size_t place = 1; place < lead.length; ++place) {
        const auto byte = static_cast<unsigned char>(rest[place]);
        if ((byte & 0xC0U) != 0x80U) return std::nullopt;
        point = (point << 6U) | (byte & 0x3FU);
    }
    const bool surrogate = point >= 0xD800U && point <= 0xDFFFU;
    if (point < lead.smallest || point > 0x10FFFFU || surrogate) return std::nullopt;
    rest.remove_prefix(lead.length);
    return static_cast<char32_t>(point);
}

std::optional<std::size_t> count_code_points(std::string_view text) noexcept {
    std::size_t count = 0;
    while (!text.empty()) {
        if (!take_code_point(text)) return std::nullopt;
        ++count;
    }
    return count;
}

bool is_plain_text(std::string_view text) noexcept {
    return is_plain(text, false);
}

bool is_plain_lines(std::string_view text) noexcept {
    return is_plain(text, true);
}

bool is_blank(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto point = take_code_point(text);
        if (!point || !leaves_no_mark(*point)) return false;
    }
    return true;
}

}  // namespace louxia
