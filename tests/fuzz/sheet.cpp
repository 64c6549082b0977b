// Any bytes through the decoder, the CSV reader and the reader of price sheets.

#include <cstdint>

#include "server/app/sheet_text.hpp"
#include "shared/base/utf8.hpp"
#include "shared/domain/csv.hpp"
#include "shared/domain/fresh_list.hpp"
#include "shared/domain/price_sheet.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

constexpr std::int32_t markup_permille = 300;

void check_row(const SheetRow& row, std::int32_t line_before) {
    demand(row.line > line_before, "rows come in the order of their lines");
    demand(row.usable() || !row.issues.empty(), "a row that is no item says why");
    demand(count_code_points(row.raw_name).has_value(), "a raw name is UTF-8");
    demand(is_plain_text(row.raw_name), "a raw name is plain text");
    if (!row.usable()) return;
    demand(!is_blank(row.name) && is_plain_text(row.name), "an item has a name");
    demand(count_code_points(row.name).value() <= item_name_code_points_max, "name's length");
    demand(count_code_points(row.spec).value() <= item_spec_code_points_max, "spec's length");
    demand(count_code_points(row.origin).value() <= item_origin_code_points_max, "origin's length");
    demand(Money{} < row.lowest && row.lowest <= row.mean && row.mean <= row.highest,
           "prices are in order");
    demand(row.mean <= row.price && row.price <= item_price_max, "the price covers the cost");
    demand(!word_of(row.unit).empty() && !word_of(row.category).empty(), "unit and category");
}

void check_csv(std::string_view text, CsvLimits limits) {
    CsvReader reader(text, limits);
    CsvRecord record;
    std::int32_t line = 0;
    while (reader.next(record)) {
        demand(record.line > line, "records come in the order of their lines");
        line = record.line;
        demand(record.first_line.data() >= text.data() &&
                   record.first_line.data() + record.first_line.size() <= text.data() + text.size(),
               "a first line lies in the text");
        if (record.fault != CsvFault::none) continue;
        demand(!record.cells.empty() && record.cells.size() <= limits.cells_max, "cells");
        for (const auto& cell : record.cells)
            demand(cell.size() <= limits.cell_bytes_max, "a cell's bytes");
    }
}

}  // namespace

void sheet(std::string_view bytes) {
    check_csv(bytes, {sheet_columns_max, sheet_cell_bytes_max});
    check_csv(bytes, {3, 8});
    const auto decoded = app::decode_sheet(bytes);
    if (!decoded) return;
    demand(count_code_points(decoded->utf8).has_value(), "a decoded sheet is UTF-8");
    const auto read = read_price_sheet(decoded->utf8, markup_permille);
    if (!read) return;
    demand(read->rows.size() <= sheet_rows_max, "a sheet's rows");
    demand(read->usable_count() > 0, "a sheet has a usable row");
    std::int32_t line = 1;
    for (const auto& row : read->rows) {
        check_row(row, line);
        line = row.line;
    }
}

}  // namespace louxia::fuzz
