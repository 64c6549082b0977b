#include "shared/domain/price_sheet_cells.hpp"

#include <algorithm>
#include <array>

#include "shared/base/utf8.hpp"

namespace louxia::sheet {
namespace {

using namespace std::string_view_literals;

constexpr std::array spaces{" "sv, "\t"sv, "\u3000"sv, "\u00A0"sv, "\u200B"sv, "\uFEFF"sv};

constexpr std::array unit_words{
    std::pair{"斤"sv, UnitWord{Unit::jin, 1}},     std::pair{"市斤"sv, UnitWord{Unit::jin, 1}},
    std::pair{"500g"sv, UnitWord{Unit::jin, 1}},   std::pair{"500G"sv, UnitWord{Unit::jin, 1}},
    std::pair{"500克"sv, UnitWord{Unit::jin, 1}},  std::pair{"公斤"sv, UnitWord{Unit::jin, 2}},
    std::pair{"千克"sv, UnitWord{Unit::jin, 2}},   std::pair{"kg"sv, UnitWord{Unit::jin, 2}},
    std::pair{"KG"sv, UnitWord{Unit::jin, 2}},     std::pair{"Kg"sv, UnitWord{Unit::jin, 2}},
    std::pair{"个"sv, UnitWord{Unit::piece, 1}},   std::pair{"只"sv, UnitWord{Unit::piece, 1}},
    std::pair{"枚"sv, UnitWord{Unit::piece, 1}},   std::pair{"颗"sv, UnitWord{Unit::piece, 1}},
    std::pair{"盒"sv, UnitWord{Unit::box, 1}},     std::pair{"袋"sv, UnitWord{Unit::bag, 1}},
    std::pair{"包"sv, UnitWord{Unit::bag, 1}},     std::pair{"箱"sv, UnitWord{Unit::carton, 1}},
    std::pair{"份"sv, UnitWord{Unit::portion, 1}}, std::pair{"把"sv, UnitWord{Unit::bunch, 1}},
    std::pair{"条"sv, UnitWord{Unit::fish, 1}},    std::pair{"尾"sv, UnitWord{Unit::fish, 1}},
};

constexpr std::int64_t e4_per_yuan = 10'000;
constexpr std::int64_t e4_per_fen = 100;
constexpr std::size_t whole_digits_max = 9;
constexpr std::size_t decimals_max = 4;

bool is_digit(char byte) noexcept {
    return byte >= '0' && byte <= '9';
}

bool all_digits(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), is_digit);
}

std::int64_t number_of(std::string_view digits) noexcept {
    std::int64_t number = 0;
    for (const char digit : digits) {
        number = number * 10 + (digit - '0');
    }
    return number;
}

Figure refused(RowIssue issue) noexcept {
    return Figure{0, true, issue};
}

Figure read_digits(std::string_view text) noexcept {
    const std::size_t point = text.find('.');
    std::string_view whole = text.substr(0, point);
    std::string_view decimals = point == std::string_view::npos ? ""sv : text.substr(point + 1);
    const bool shaped = !whole.empty() && all_digits(whole) && all_digits(decimals) &&
                        (point == std::string_view::npos || !decimals.empty());
    while (decimals.size() > decimals_max && decimals.back() == '0') {
        decimals.remove_suffix(1);
    }
    if (!shaped || decimals.size() > decimals_max) return refused(RowIssue::no_price);
    while (whole.size() > 1 && whole.front() == '0') {
        whole.remove_prefix(1);
    }
    if (whole.size() > whole_digits_max) return refused(RowIssue::price_out_of_range);

    std::int64_t fraction = number_of(decimals);
    for (std::size_t place = decimals.size(); place < decimals_max; ++place) {
        fraction *= 10;
    }
    return Figure{number_of(whole) * e4_per_yuan + fraction, true, RowIssue::none};
}

bool strip_prefix(std::string_view& text, std::string_view prefix) noexcept {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool strip_suffix(std::string_view& text, std::string_view suffix) noexcept {
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
    const auto strip_one = [&text](std::string_view space) {
        return strip_prefix(text, space) || strip_suffix(text, space);
    };
    while (std::any_of(spaces.begin(), spaces.end(), strip_one)) {}
    return text;
}

bool looks_like_formula(std::string_view trimmed) noexcept {
    constexpr std::array starts{"="sv, "+"sv, "-"sv, "@"sv, "＝"sv, "＋"sv, "－"sv, "＠"sv};
    return std::any_of(starts.begin(), starts.end(), [trimmed](std::string_view start) {
        return trimmed.size() > start.size() && trimmed.starts_with(start);
    });
}

Figure read_figure(std::string_view trimmed) noexcept {
    if (trimmed.empty()) return Figure{};
    const bool negative = strip_prefix(trimmed, "-");
    if (!strip_prefix(trimmed, "¥")) static_cast<void>(strip_prefix(trimmed, "￥"));
    static_cast<void>(strip_suffix(trimmed, "元"));

    const Figure figure = read_digits(trimmed);
    if (!negative) {
        const bool formula = figure.issue == RowIssue::no_price && looks_like_formula(trimmed);
        return formula ? refused(RowIssue::formula) : figure;
    }
    if (trimmed.empty()) return refused(RowIssue::no_price);
    return refused(figure.issue == RowIssue::no_price ? RowIssue::formula
                                                      : RowIssue::price_not_positive);
}

std::optional<UnitWord> read_unit(std::string_view trimmed) noexcept {
    if (!strip_prefix(trimmed, "元/")) static_cast<void>(strip_prefix(trimmed, "/"));
    for (const auto& [word, meaning] : unit_words) {
        if (word == trimmed) return meaning;
    }
    return std::nullopt;
}

Money to_money(std::int64_t e4, std::int32_t divisor) noexcept {
    const std::int64_t per_fen = e4_per_fen * divisor;
    return Money::fen_unchecked((e4 + per_fen / 2) / per_fen);
}

bool is_test_name(std::string_view name) noexcept {
    if (name.find("测试") != std::string_view::npos || name == "test" || name == "TEST")
        return true;
    std::string_view rest = name;
    while (const auto point = take_code_point(rest)) {
        const bool ascii_letter =
            (*point >= U'A' && *point <= U'Z') || (*point >= U'a' && *point <= U'z');
        const bool punctuation = *point < 0x80 || (*point >= 0x2000 && *point <= 0x206F) ||
                                 (*point >= 0x3000 && *point <= 0x3004) ||
                                 (*point >= 0x3008 && *point <= 0x3020) ||
                                 (*point >= 0xFF01 && *point <= 0xFF20);
        if (ascii_letter || !punctuation) return false;
    }
    return rest.empty();
}

}  // namespace louxia::sheet
