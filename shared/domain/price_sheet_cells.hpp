#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/price_sheet.hpp"

/// How single cells of a price sheet are read. Used by price_sheet.cpp alone.
namespace louxia::sheet {

/// Without spaces (ideographic and no-break ones too), tabs and zero-width marks at both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// Starts with one of = + - @ (full-width ones too) and goes on: a spreadsheet would calculate it.
[[nodiscard]] bool looks_like_formula(std::string_view trimmed) noexcept;

/// A price in 1/10,000 yuan, so that nothing is rounded before the unit is known.
struct Figure {
    std::int64_t e4 = 0;
    bool given = false;               ///< false for an empty cell
    RowIssue issue = RowIssue::none;  ///< no_price, price_not_positive, price_out_of_range, formula
};
/// "3.9", "¥3.90", "3.90元", up to four decimals; no grouping, no exponent.
[[nodiscard]] Figure read_figure(std::string_view trimmed) noexcept;

/// What a unit's word means. Goods priced per kilogram (公斤, kg) are sold per 500 g: half the
/// price.
struct UnitWord {
    Unit unit = Unit::jin;
    std::int32_t divisor = 1;
};
[[nodiscard]] std::optional<UnitWord> read_unit(std::string_view trimmed) noexcept;

/// A figure as money of one sale unit, rounded half up to the fen, once.
[[nodiscard]] Money to_money(std::int64_t e4, std::int32_t divisor) noexcept;

/// A good's name, with brackets, backslashes and a size at its end taken out of it.
struct CleanName {
    std::string name;
    std::string spec;
};
[[nodiscard]] CleanName clean_name(std::string_view trimmed);

/// Digits and punctuation only, or the word for "test".
[[nodiscard]] bool is_test_name(std::string_view name) noexcept;

}  // namespace louxia::sheet
