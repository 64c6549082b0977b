#include <algorithm>
#include <array>

#include "shared/base/utf8.hpp"
#include "shared/domain/price_sheet_cells.hpp"

namespace louxia::sheet {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t size_bytes_max = 64;
constexpr auto list_comma = "、"sv;

// Longer words stand before their own beginnings.
constexpr std::array size_units{"公斤"sv, "千克"sv, "市斤"sv, "kg"sv,   "KG"sv,   "Kg"sv, "毫升"sv,
                                "ml"sv,   "mL"sv,   "ML"sv,   "厘米"sv, "毫米"sv, "cm"sv, "mm"sv,
                                "斤"sv,   "两"sv,   "克"sv,   "g"sv,    "G"sv,    "升"sv, "L"sv,
                                "枚"sv,   "粒"sv,   "只"sv,   "个"sv,   "颗"sv,   "头"sv, "条"sv,
                                "片"sv,   "支"sv,   "包"sv,   "袋"sv,   "盒"sv,   "瓶"sv};
constexpr std::array diameter_signs{"Ф"sv, "Φ"sv, "φ"sv, "ф"sv, "Ø"sv, "ø"sv};
constexpr std::array grade_words{"特大号"sv, "大号"sv, "中号"sv, "小号"sv};
constexpr std::array size_joins{"-"sv, "~"sv, "～"sv, "–"sv, "—"sv, "至"sv, "*"sv, "×"sv, "x"sv};
constexpr std::array size_ends{"左右"sv, "以上"sv, "以下"sv, "装"sv};

template <std::size_t Count>
bool take_word(std::string_view& rest, const std::array<std::string_view, Count>& words) noexcept {
    for (const std::string_view word : words) {
        if (rest.starts_with(word)) {
            rest.remove_prefix(word.size());
            return true;
        }
    }
    return false;
}

bool take_digits(std::string_view& rest) noexcept {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
    rest.remove_prefix(end);
    return end != 0;
}

bool take_number(std::string_view& rest) noexcept {
    if (!take_digits(rest)) return false;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        return take_digits(rest);
    }
    return true;
}

/// "300g", "约600克", "10-12两", "12枚*2盒", "Ф65-Ф95", "小号-大号": all of `text` is a size.
bool is_size(std::string_view text) noexcept {
    constexpr std::array about{"约"sv};
    take_word(text, about);
    bool says_what = false;
    do {
        if (take_word(text, grade_words)) {
            says_what = true;
            continue;
        }
        const bool diameter = take_word(text, diameter_signs);
        if (!take_number(text)) return false;
        const bool unit = take_word(text, size_units);
        says_what = says_what || diameter || unit;
    } while (take_word(text, size_joins));
    take_word(text, size_ends);
    return says_what && text.empty();
}

bool is_ascii_word(char byte) noexcept {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '.';
}

/// Where the size at the end begins, or the name's length. A size never begins inside a Latin word,
/// and is short: looking for it everywhere in a long name would cost n² steps.
std::size_t size_begin(std::string_view name) noexcept {
    std::string_view rest = name;
    while (take_code_point(rest)) {
        const std::size_t at = name.size() - rest.size();
        if (rest.size() > size_bytes_max) continue;
        if (at < name.size() && !is_ascii_word(name[at - 1]) && is_size(rest)) return at;
    }
    return name.size();
}

bool is_space(char32_t point) noexcept {
    return point == U' ' || point == U'\t' || point == 0x3000 || point == 0x00A0;
}
bool is_zero_width(char32_t point) noexcept {
    return point == 0x200B || point == 0xFEFF;
}
bool is_opening(char32_t point) noexcept {
    return point == U'(' || point == U'[' || point == 0xFF08 || point == 0x3010;
}
bool is_closing(char32_t point) noexcept {
    return point == U')' || point == U']' || point == 0xFF09 || point == 0x3011;
}

/// A text put together piece by piece, with no separator at its ends and none twice.
class Piece {
public:
    void separate() noexcept { separated_ = true; }
    void space() noexcept { spaced_ = true; }
    void append(std::string_view bytes) {
        if (bytes == list_comma) {
            separate();
            return;
        }
        if (separated_ && !text_.empty()) {
            text_ += list_comma;
        } else if (spaced_ && !text_.empty() && is_ascii_word(text_.back()) &&
                   is_ascii_word(bytes.front())) {
            text_ += ' ';
        }
        separated_ = false;
        spaced_ = false;
        text_ += bytes;
    }
    [[nodiscard]] std::string take() noexcept { return std::move(text_); }

private:
    std::string text_;
    bool separated_ = false;
    bool spaced_ = false;
};

}  // namespace

CleanName clean_name(std::string_view trimmed) {
    Piece outside;
    Piece inside;
    int depth = 0;
    std::string_view rest = trimmed;
    while (!rest.empty()) {
        const std::string_view before = rest;
        const auto point = take_code_point(rest);
        if (!point) break;
        Piece& piece = depth > 0 ? inside : outside;
        if (is_opening(*point)) {
            ++depth;
            inside.separate();
        } else if (is_closing(*point)) {
            depth = std::max(depth - 1, 0);
        } else if (*point == U'\\' || *point == 0xFF3C) {
            piece.separate();
        } else if (is_space(*point)) {
            piece.space();
        } else if (!is_zero_width(*point)) {
            piece.append(before.substr(0, before.size() - rest.size()));
        }
    }

    CleanName clean{outside.take(), inside.take()};
    if (clean.name.empty()) {
        clean.name = std::move(clean.spec);
        clean.spec.clear();
    }
    const std::size_t at = size_begin(clean.name);
    if (at < clean.name.size()) {
        const std::string size = clean.name.substr(at);
        clean.spec = clean.spec.empty() ? size : size + std::string(list_comma) + clean.spec;
        clean.name.resize(at);
    }
    return clean;
}

}  // namespace louxia::sheet
