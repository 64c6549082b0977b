#include "shared/domain/price_sheet.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "shared/base/utf8.hpp"
#include "shared/domain/csv.hpp"
#include "shared/domain/fresh_list.hpp"
#include "shared/domain/price_sheet_cells.hpp"

namespace louxia {
namespace {

using namespace std::string_view_literals;

constexpr CsvLimits csv_limits{sheet_columns_max, sheet_cell_bytes_max};
constexpr std::size_t raw_name_code_points_max = 80;
constexpr std::int32_t markup_permille_max = 5000;

// ---- The header ----------------------------------------------------------------------------

enum class Column : std::size_t { name, lowest, mean, highest, price, origin, unit, spec };
constexpr std::size_t column_count = 8;

struct HeaderWord {
    std::string_view word;
    Column column;
};
/// For one column the earlier word wins where a sheet has several.
constexpr std::array header_words{
    HeaderWord{"品名", Column::name},        HeaderWord{"名称", Column::name},
    HeaderWord{"商品名称", Column::name},    HeaderWord{"商品名", Column::name},
    HeaderWord{"商品", Column::name},        HeaderWord{"品种", Column::name},
    HeaderWord{"最低价", Column::lowest},    HeaderWord{"最低价格", Column::lowest},
    HeaderWord{"平均价", Column::mean},      HeaderWord{"均价", Column::mean},
    HeaderWord{"平均价格", Column::mean},    HeaderWord{"最高价", Column::highest},
    HeaderWord{"最高价格", Column::highest}, HeaderWord{"价格", Column::price},
    HeaderWord{"单价", Column::price},       HeaderWord{"批发价", Column::price},
    HeaderWord{"产地", Column::origin},      HeaderWord{"单位", Column::unit},
    HeaderWord{"计量单位", Column::unit},    HeaderWord{"规格", Column::spec},
    HeaderWord{"等级", Column::spec},
};

struct Header {
    std::size_t cells = 0;
    std::array<std::optional<std::size_t>, column_count> at;

    [[nodiscard]] std::optional<std::size_t> of(Column column) const noexcept {
        return at[static_cast<std::size_t>(column)];
    }
    [[nodiscard]] std::string_view cell(const CsvRecord& record, Column column) const noexcept {
        const auto index = of(column);
        return index ? sheet::trim(record.cells[*index]) : std::string_view{};
    }
};

std::string_view header_word(std::string_view cell) noexcept {
    std::string_view word = sheet::trim(cell);
    for (const std::string_view money : {"（元）"sv, "(元)"sv}) {
        if (word.ends_with(money)) word.remove_suffix(money.size());
    }
    return sheet::trim(word);
}

Result<Header> read_header(const CsvRecord& record) {
    if (record.fault != CsvFault::none) return refuse(ErrorCode::sheet_no_header, "header");
    Header header;
    header.cells = record.cells.size();
    for (const HeaderWord& known : header_words) {
        const auto matches = [&known](const std::string& cell) {
            return header_word(cell) == known.word;
        };
        auto& place = header.at[static_cast<std::size_t>(known.column)];
        const auto found = std::find_if(record.cells.begin(), record.cells.end(), matches);
        if (found == record.cells.end() || place) continue;
        // Two columns of the very same name: which of them is meant would be a guess.
        if (std::any_of(found + 1, record.cells.end(), matches)) {
            return refuse(ErrorCode::sheet_no_header, std::string(known.word));
        }
        place = static_cast<std::size_t>(found - record.cells.begin());
    }
    if (!header.of(Column::mean)) {
        header.at[static_cast<std::size_t>(Column::mean)] = header.of(Column::price);
    }
    if (!header.of(Column::name)) return refuse(ErrorCode::sheet_no_header, "name");
    if (!header.of(Column::mean)) return refuse(ErrorCode::sheet_no_header, "price");
    if (!header.of(Column::unit)) return refuse(ErrorCode::sheet_no_header, "unit");
    return header;
}

// ---- One row -------------------------------------------------------------------------------

struct Figures {
    sheet::Figure lowest;
    sheet::Figure mean;
    sheet::Figure highest;
    std::int32_t divisor = 1;  ///< of the unit: 2 for prices per kilogram
};
struct Draft {
    SheetRow row;
    Figures figures;
};

void add_issue(SheetRow& row, RowIssue issue) {
    if (std::find(row.issues.begin(), row.issues.end(), issue) == row.issues.end()) {
        row.issues.push_back(issue);
    }
}

/// As written, but short and on one line: it is shown, whatever is in it.
std::string shown(std::string_view text) {
    std::string kept;
    std::string_view rest = text;
    for (std::size_t count = 0; count < raw_name_code_points_max && !rest.empty(); ++count) {
        const std::string_view before = rest;
        if (!take_code_point(rest)) break;
        const std::string_view bytes = before.substr(0, before.size() - rest.size());
        kept += is_plain_text(bytes) ? bytes : " "sv;
    }
    return kept;
}

bool longer_than(std::string_view text, std::size_t code_points_max) noexcept {
    return count_code_points(text).value_or(code_points_max + 1) > code_points_max;
}

RowIssue issue_of(CsvFault fault) noexcept {
    switch (fault) {
        case CsvFault::none: return RowIssue::none;
        case CsvFault::bad_quotes: return RowIssue::bad_text;
        case CsvFault::too_many_cells: return RowIssue::wrong_columns;
        case CsvFault::cell_too_long: return RowIssue::too_long;
    }
    return RowIssue::bad_text;
}

/// Issues of the text in the cells that are kept. Price cells have their own reading.
void check_texts(SheetRow& row, const Header& header, const CsvRecord& record) {
    constexpr std::array kept{Column::name, Column::origin, Column::unit, Column::spec};
    for (const Column column : kept) {
        if (!is_plain_text(header.cell(record, column))) add_issue(row, RowIssue::bad_text);
    }
    for (const Column column : kept) {
        if (sheet::looks_like_formula(header.cell(record, column))) {
            add_issue(row, RowIssue::formula);
        }
    }
}

void read_name(SheetRow& row, std::string_view cell, std::string_view spec_cell) {
    sheet::CleanName clean = sheet::clean_name(cell);
    row.name = std::move(clean.name);
    row.spec = std::string(spec_cell);
    if (!clean.spec.empty()) {
        row.spec += row.spec.empty() ? clean.spec : "、" + clean.spec;
    }
    if (row.name.empty()) {
        add_issue(row, RowIssue::no_name);
    } else if (sheet::is_test_name(row.name)) {
        add_issue(row, RowIssue::test_name);
    }
    if (longer_than(row.name, item_name_code_points_max) ||
        longer_than(row.spec, item_spec_code_points_max)) {
        add_issue(row, RowIssue::too_long);
        return;
    }
    row.category = suggest_category(row.name);
    row.picture = std::string(suggest_picture(row.name, row.category));
}

void read_unit(Draft& draft, std::string_view cell) {
    if (cell.empty()) {
        add_issue(draft.row, RowIssue::no_unit);
    } else if (const auto word = sheet::read_unit(cell)) {
        draft.row.unit = word->unit;
        draft.figures.divisor = word->divisor;
    } else {
        add_issue(draft.row, RowIssue::unknown_unit);
    }
}

void read_origin(SheetRow& row, std::string_view cell) {
    OriginText origin = expand_origin(cell);
    if (longer_than(origin.text, item_origin_code_points_max)) add_issue(row, RowIssue::too_long);
    row.origin = std::move(origin.text);
    if (!origin.known) add_issue(row, RowIssue::unknown_origin);
}

void read_figures(Draft& draft, const Header& header, const CsvRecord& record) {
    Figures& figures = draft.figures;
    figures.lowest = sheet::read_figure(header.cell(record, Column::lowest));
    figures.mean = sheet::read_figure(header.cell(record, Column::mean));
    figures.highest = sheet::read_figure(header.cell(record, Column::highest));
    for (const sheet::Figure* figure : {&figures.lowest, &figures.mean, &figures.highest}) {
        if (figure->issue != RowIssue::none) add_issue(draft.row, figure->issue);
    }
}

Draft read_row(const Header& header, const CsvRecord& record) {
    Draft draft;
    SheetRow& row = draft.row;
    row.line = record.line;
    if (record.fault != CsvFault::none) {
        row.raw_name = shown(record.first_line);
        add_issue(row, issue_of(record.fault));
        return draft;
    }
    if (record.cells.size() != header.cells) {
        const std::size_t name_at = *header.of(Column::name);
        row.raw_name =
            shown(name_at < record.cells.size() ? record.cells[name_at] : record.cells.front());
        add_issue(row, RowIssue::wrong_columns);
        return draft;
    }
    row.raw_name = shown(record.cells[*header.of(Column::name)]);
    check_texts(row, header, record);
    if (row.usable() || row.issues.front() != RowIssue::bad_text) {
        // Text that is not plain goes no further than raw_name.
        read_name(row, header.cell(record, Column::name), header.cell(record, Column::spec));
        read_origin(row, header.cell(record, Column::origin));
    }
    read_figures(draft, header, record);
    read_unit(draft, header.cell(record, Column::unit));
    return draft;
}

// ---- The file as a whole -------------------------------------------------------------------

bool in_order(const sheet::Figure& a, const sheet::Figure& b, const sheet::Figure& c) noexcept {
    return a.e4 <= b.e4 && b.e4 <= c.e4;
}

/// More rows say "the third figure is the mean" than say "the second is". Rows where both hold,
/// and rows without three figures, say nothing.
bool figures_prove_swap(const std::vector<Draft>& drafts) noexcept {
    std::size_t as_headed = 0;
    std::size_t swapped = 0;
    for (const Draft& draft : drafts) {
        const Figures& f = draft.figures;
        if (!draft.row.usable() || !f.lowest.given || !f.mean.given || !f.highest.given) continue;
        const bool straight_holds = in_order(f.lowest, f.mean, f.highest);
        const bool swapped_holds = in_order(f.lowest, f.highest, f.mean);
        if (straight_holds && !swapped_holds) ++as_headed;
        if (swapped_holds && !straight_holds) ++swapped;
    }
    return swapped > as_headed;
}

Money price_of(Draft& draft, const sheet::Figure& figure) {
    const Money money = sheet::to_money(figure.e4, draft.figures.divisor);
    if (money > item_price_max) add_issue(draft.row, RowIssue::price_out_of_range);
    if (money <= Money{}) add_issue(draft.row, RowIssue::price_not_positive);
    return money;
}

void set_prices(Draft& draft, bool swapped, std::int32_t markup_permille) {
    SheetRow& row = draft.row;
    if (!row.usable()) return;
    Figures& f = draft.figures;
    if (swapped) std::swap(f.mean, f.highest);
    if (!f.mean.given) {
        add_issue(row, RowIssue::no_price);
        return;
    }
    if (!f.lowest.given) f.lowest = f.mean;
    if (!f.highest.given) f.highest = f.mean;
    row.lowest = price_of(draft, f.lowest);
    row.mean = price_of(draft, f.mean);
    row.highest = price_of(draft, f.highest);
    if (row.usable() && !in_order(f.lowest, f.mean, f.highest)) {
        add_issue(row, RowIssue::prices_disagree);
    }
    const auto price = permille_of_rounded_half_up(row.mean, 1000 + markup_permille);
    if (!price || price.value() > item_price_max) {
        add_issue(row, RowIssue::price_out_of_range);
        return;
    }
    row.price = price.value();
}

int compare_goods(const SheetRow& a, const SheetRow& b) noexcept {
    if (const int order = a.name.compare(b.name); order != 0) return order;
    if (const int order = a.spec.compare(b.spec); order != 0) return order;
    if (const int order = a.origin.compare(b.origin); order != 0) return order;
    if (a.unit != b.unit) return a.unit < b.unit ? -1 : 1;
    if (a.mean != b.mean) return a.mean < b.mean ? -1 : 1;
    return 0;
}

/// Of rows that say the same the first stays; rows that share only the name are told apart.
void mark_same_names(std::vector<Draft>& drafts) {
    std::vector<SheetRow*> rows;
    for (Draft& draft : drafts) {
        if (draft.row.usable()) rows.push_back(&draft.row);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const SheetRow* a, const SheetRow* b) {
        return compare_goods(*a, *b) < 0;
    });
    for (auto begin = rows.begin(); begin != rows.end();) {
        const auto end = std::find_if(
            begin, rows.end(), [&](const SheetRow* row) { return row->name != (*begin)->name; });
        const bool differ = compare_goods(**begin, **(end - 1)) != 0;
        const SheetRow* kept = nullptr;
        for (auto at = begin; at != end; ++at) {
            if (kept != nullptr && compare_goods(*kept, **at) == 0) {
                add_issue(**at, RowIssue::repeated);
                continue;
            }
            kept = *at;
            if (differ) add_issue(**at, RowIssue::same_name);
        }
        begin = end;
    }
}

void mark_cleaned_names(std::vector<Draft>& drafts) {
    for (Draft& draft : drafts) {
        const SheetRow& row = draft.row;
        if (row.usable() && row.name != row.raw_name) {
            add_issue(draft.row, RowIssue::cleaned_name);
        }
    }
}

/// Counts before anything is kept; stops at the first row too many.
bool too_many_rows(CsvReader reader) {
    CsvRecord record;
    for (std::size_t count = 0; reader.next(record); ++count) {
        if (count == sheet_rows_max) return true;
    }
    return false;
}

}  // namespace

bool SheetRow::usable() const noexcept {
    return std::none_of(issues.begin(), issues.end(), makes_unusable);
}

std::size_t PriceSheet::usable_count() const noexcept {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const SheetRow& row) { return row.usable(); }));
}

Result<PriceSheet> read_price_sheet(std::string_view utf8, std::int32_t markup_permille) {
    if (markup_permille < 0 || markup_permille > markup_permille_max) {
        return refuse(ErrorCode::out_of_range, "markup_permille");
    }
    if (utf8.size() > sheet_bytes_max) return refuse(ErrorCode::too_large, "file");
    if (utf8.find('\0') != std::string_view::npos || !count_code_points(utf8)) {
        return refuse(ErrorCode::sheet_unreadable, "file");
    }
    CsvReader reader(utf8, csv_limits);
    CsvRecord record;
    if (!reader.next(record)) return refuse(ErrorCode::sheet_no_header, "header");
    LOUXIA_ASSIGN(const Header header, read_header(record));
    if (too_many_rows(reader)) return refuse(ErrorCode::sheet_too_many_rows, "file");

    std::vector<Draft> drafts;
    while (reader.next(record)) {
        drafts.push_back(read_row(header, record));
    }
    PriceSheet sheet;
    sheet.mean_and_highest_swapped = figures_prove_swap(drafts);
    for (Draft& draft : drafts) {
        set_prices(draft, sheet.mean_and_highest_swapped, markup_permille);
    }
    mark_cleaned_names(drafts);
    mark_same_names(drafts);
    sheet.rows.reserve(drafts.size());
    for (Draft& draft : drafts) {
        sheet.rows.push_back(std::move(draft.row));
    }
    if (sheet.usable_count() == 0) return refuse(ErrorCode::sheet_no_usable_row, "file");
    return sheet;
}

}  // namespace louxia
