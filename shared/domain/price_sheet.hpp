#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/domain/catalog.hpp"

namespace louxia {

/// A supplier's price sheet (CSV, RFC 4180, header first), read without believing it.
/// Limits, all checked before anything is kept.
inline constexpr std::size_t sheet_bytes_max = 4U * 1024U * 1024U;
inline constexpr std::size_t sheet_rows_max = 5000;
inline constexpr std::size_t sheet_columns_max = 64;
inline constexpr std::size_t sheet_cell_bytes_max = 1024;

/// Why a row cannot become an item, or what was seen in a row that did.
enum class RowIssue : std::int32_t {
    none = 0,
    // unusable
    no_name = 1,             ///< the name is empty
    test_name = 2,           ///< digits or punctuation only: plainly a test row
    no_price = 3,            ///< no readable price
    price_not_positive = 4,  ///< zero or negative
    price_out_of_range = 5,  ///< above ¥100,000
    prices_disagree = 6,     ///< no order of the columns gives lowest ≤ mean ≤ highest
    no_unit = 7,             ///< the unit is empty
    unknown_unit = 8,        ///< a unit that is none of ours ("单位")
    wrong_columns = 9,       ///< another number of cells than the header
    formula = 10,            ///< a cell starts like a spreadsheet formula
    bad_text = 11,           ///< control characters in a cell
    too_long = 12,           ///< a cell above its limit
    repeated = 13,           ///< the same good, spec, origin and unit again, at the same price
    // usable, but say so
    cleaned_name = 20,    ///< a backslash, spaces or brackets were taken out of the name
    same_name = 21,       ///< another row has this name with another origin, size or price
    unknown_origin = 22,  ///< the origin is not made of province names; kept as written
};
template <>
struct EnumWords<RowIssue> {
    static constexpr auto table = enum_table<RowIssue>({
        {RowIssue::none, "none"},
        {RowIssue::no_name, "no_name"},
        {RowIssue::test_name, "test_name"},
        {RowIssue::no_price, "no_price"},
        {RowIssue::price_not_positive, "price_not_positive"},
        {RowIssue::price_out_of_range, "price_out_of_range"},
        {RowIssue::prices_disagree, "prices_disagree"},
        {RowIssue::no_unit, "no_unit"},
        {RowIssue::unknown_unit, "unknown_unit"},
        {RowIssue::wrong_columns, "wrong_columns"},
        {RowIssue::formula, "formula"},
        {RowIssue::bad_text, "bad_text"},
        {RowIssue::too_long, "too_long"},
        {RowIssue::repeated, "repeated"},
        {RowIssue::cleaned_name, "cleaned_name"},
        {RowIssue::same_name, "same_name"},
        {RowIssue::unknown_origin, "unknown_origin"},
    });
};
[[nodiscard]] constexpr bool makes_unusable(RowIssue issue) noexcept {
    return issue != RowIssue::none && static_cast<std::int32_t>(issue) < 20;
}

/// One row of the sheet after reading. `line` counts from 1 = the header, in the file as sent.
struct SheetRow {
    std::int32_t line = 0;
    std::vector<RowIssue> issues;  ///< empty: clean; any unusable one: not an item
    std::string raw_name;          ///< as written, for the leader to recognise the row
    std::string name;
    std::string spec;    ///< size or grade split off the name or its own column
    std::string origin;  ///< "河北、山东", or as written
    Unit unit = Unit::jin;
    Money lowest;
    Money mean;  ///< the cost that the mark-up is taken on
    Money highest;
    Money price;  ///< mean × (1000 + markup) / 1000, rounded half up to the fen
    Category category = Category::other;
    std::string picture;

    [[nodiscard]] bool usable() const noexcept;
};

/// What the header said and what the figures showed.
struct PriceSheet {
    bool mean_and_highest_swapped =
        false;                   ///< the figures prove the headers wrong, for the file as a whole
    std::string encoding;        ///< "utf-8", "utf-8-bom", "gb18030": set by the decoder's caller
    std::vector<SheetRow> rows;  ///< every data row of the file, in its order; none dropped

    [[nodiscard]] std::size_t usable_count() const noexcept;
};

/// `utf8` is the decoded text without a byte-order mark. markup_permille is 0-5000.
/// Refused as a whole: too_large, sheet_unreadable (NUL, not UTF-8), sheet_no_header,
/// sheet_too_many_rows, sheet_no_usable_row. Nothing is guessed: a row that cannot be read has its
/// reason.
[[nodiscard]] Result<PriceSheet> read_price_sheet(std::string_view utf8,
                                                  std::int32_t markup_permille);

/// 冀鲁 → 河北、山东. Returns the text as written with `known` false when a character is no
/// province.
struct OriginText {
    std::string text;
    bool known = true;
};
[[nodiscard]] OriginText expand_origin(std::string_view provinces);

}  // namespace louxia
