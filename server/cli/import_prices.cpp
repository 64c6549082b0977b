#include <cstdio>

#include "server/app/import_sheet.hpp"
#include "server/app/use_cases.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/exit_codes.hpp"

namespace louxia::cli {
namespace {

std::string reasons_of(const SheetRow& row) {
    std::string reasons;
    for (const RowIssue issue : row.issues) {
        reasons += (reasons.empty() ? "" : ", ") + std::string(word_of(issue));
    }
    return reasons;
}

/// Every row that is not on the list, and every one that is but was mended.
void print_rows(const PriceSheet& sheet) {
    for (const SheetRow& row : sheet.rows) {
        if (!row.issues.empty()) {
            std::printf("line %d: %s: %s [%s]\n", row.line, row.usable() ? "note" : "unusable",
                        reasons_of(row).c_str(), row.raw_name.c_str());
        }
    }
    std::printf("encoding: %s\n", sheet.encoding.c_str());
    if (sheet.mean_and_highest_swapped) {
        std::printf("the columns of mean and highest price are swapped; read accordingly\n");
    }
    const std::size_t usable = sheet.usable_count();
    std::printf("rows: %zu, usable: %zu, unusable: %zu\n", sheet.rows.size(), usable,
                sheet.rows.size() - usable);
}

}  // namespace

int import_prices(const ImportOptions& options) {
    const auto date = parse_date(options.date);
    if (!date) {
        std::fprintf(stderr, "--date must be a day like 2026-11-23\n");
        return exit_usage;
    }
    const auto bytes = read_whole(options.file, 64U * 1024U * 1024U);
    if (!bytes) {
        std::fprintf(stderr, "cannot read %s\n", options.file.c_str());
        return exit_usage;
    }
    auto read = app::read_sheet(*bytes, options.markup_permille);
    if (!read) {
        print_refusal(read.error());
        return exit_refused;
    }
    print_rows(read->sheet);
    House house(options.data, store::Access::command);
    const auto community = house.community(options.community);
    if (!community) {
        std::fprintf(stderr, "no such community: %s\n", options.community.c_str());
        return exit_usage;
    }
    const api::AddItems::Request request{*date, std::move(read->drafts), options.replace};
    const auto added =
        house.store().transact(community->id, [&](app::Writer& writer) -> Result<void> {
            LOUXIA_TRY(app::add_items(house.context(), app::Caller{}, request, writer));
            return {};
        });
    if (!added) {
        print_refusal(added.error());
        return exit_refused;
    }
    std::printf("added to the list of %s: %zu items\n", options.date.c_str(), request.items.size());
    return exit_ok;
}

}  // namespace louxia::cli
