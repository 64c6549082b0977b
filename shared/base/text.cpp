#include "shared/base/text.hpp"

#include <algorithm>
#include <iterator>

#include "shared/base/utf8.hpp"

namespace louxia {

namespace {

bool one_of(std::u32string_view set, char32_t code) {
    return set.find(code) != std::u32string_view::npos;
}

bool is_alphanumeric(char32_t code) {
    return (code >= U'0' && code <= U'9') || (code >= U'A' && code <= U'Z') ||
           (code >= U'a' && code <= U'z');
}

bool is_letter(char32_t code) {
    return (code >= U'A' && code <= U'Z') || (code >= U'a' && code <= U'z');
}

// Joiners, variation selectors, skin tones and combining marks belong to what stands before them.
bool is_attached(char32_t code) {
    return code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F) ||
           (code >= 0x0300 && code <= 0x036F) || (code >= 0x1F3FB && code <= 0x1F3FF) ||
           code == 0x20E3;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
    std::string_view rest = text.substr(at);
    const std::size_t before = rest.size();
    const std::optional<char32_t> code = take_code_point(rest);
    if (!code) return {};
    return {*code, before - rest.size(), true};
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size() && count > 0; --count)
        at += decode_utf8(text, at).length;
    return text.substr(0, at);
}

void append_utf8(std::string& out, char32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
    const auto put = [&](char32_t bits) { out += static_cast<char>(bits); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0u | (code >> 6));
        put(0x80u | (code & 0x3Fu));
    } else if (code < 0x10000) {
        put(0xE0u | (code >> 12));
        put(0x80u | ((code >> 6) & 0x3Fu));
        put(0x80u | (code & 0x3Fu));
    } else {
        put(0xF0u | (code >> 18));
        put(0x80u | ((code >> 12) & 0x3Fu));
        put(0x80u | ((code >> 6) & 0x3Fu));
        put(0x80u | (code & 0x3Fu));
    }
}

bool is_wide(char32_t code) {
    if (code < 0x1100) return false;
    struct Range {
        char32_t first, last;
    };
    static constexpr Range ranges[] = {
        {0x1100, 0x115F},   {0x2600, 0x27BF},   {0x2E80, 0x303E}, {0x3041, 0x33FF},
        {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF}, {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6},
        {0x1F000, 0x1FAFF}, {0x20000, 0x3FFFD},
    };
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [code](Range r) { return code >= r.first && code <= r.last; });
}

bool may_not_start_line(char32_t code) {
    return one_of(U"!),.:;?]}%°·»’”…‰′″℃、。〉》」』】〕〗〙〛々ー！％），．：；？］｝～—–￠",
                  code) ||
           is_attached(code);
}

bool may_not_end_line(char32_t code) {
    return one_of(U"([{£¥$‘“«〈《「『【〔〖〘〚（［｛￡￥＄", code);
}

bool may_break_between(char32_t before, char32_t after) {
    if (after == U' ') return false;  // spaces hang at the end of their line
    if (before == 0xA0 || after == 0xA0) return false;
    if (before == 0x200B) return true;
    if (may_not_start_line(after) || may_not_end_line(before) || before == 0x200D) return false;
    if (before == U' ') return true;
    if (before == U'-' || before == U'/') return is_letter(after);
    if (is_wide(before) || is_wide(after)) return true;
    // Full-width punctuation below U+1100 ends a word even before a Latin one.
    return one_of(U"—…”’", before) && !is_alphanumeric(after);
}

}  // namespace louxia
