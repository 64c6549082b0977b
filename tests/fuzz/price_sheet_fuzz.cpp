// libFuzzer target: any bytes through the decoder and the reader of price sheets.
//   clang++ -std=c++20 -g -O1 -I. -fsanitize=fuzzer,address,undefined
//   tests/fuzz/price_sheet_fuzz.cpp
//     server/app/sheet_text.cpp shared/domain/price_sheet*.cpp shared/domain/c{sv,atalog*}.cpp
//     shared/base/*.cpp -o /tmp/price_sheet_fuzz
//   /tmp/price_sheet_fuzz -dict=tests/fuzz/price_sheet.dict -max_len=4096 CORPUS assets/demo

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/app/sheet_text.hpp"
#include "shared/base/utf8.hpp"
#include "shared/domain/fresh_list.hpp"
#include "shared/domain/price_sheet.hpp"

namespace {

void demand(bool holds) {
    if (!holds) std::abort();
}

void check_row(const louxia::SheetRow& row, std::int32_t line_before) {
    using namespace louxia;
    demand(row.line > line_before);
    demand(row.usable() || !row.issues.empty());
    demand(count_code_points(row.raw_name).has_value());
    demand(is_plain_text(row.raw_name));
    if (!row.usable()) return;
    demand(!is_blank(row.name) && is_plain_text(row.name));
    demand(count_code_points(row.name).value() <= item_name_code_points_max);
    demand(count_code_points(row.spec).value() <= item_spec_code_points_max);
    demand(count_code_points(row.origin).value() <= item_origin_code_points_max);
    demand(Money{} < row.lowest && row.lowest <= row.mean && row.mean <= row.highest);
    demand(row.mean <= row.price && row.price <= item_price_max);
    demand(!word_of(row.unit).empty() && !word_of(row.category).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto decoded = louxia::app::decode_sheet(bytes);
    if (!decoded) return 0;
    const auto sheet = louxia::read_price_sheet(decoded->utf8, 300);
    if (!sheet) return 0;
    demand(sheet->rows.size() <= louxia::sheet_rows_max);
    demand(sheet->usable_count() > 0);
    std::int32_t line = 1;
    for (const auto& row : sheet->rows) {
        check_row(row, line);
        line = row.line;
    }
    return 0;
}
