#include "server/app/import_sheet.hpp"

#include "server/app/sheet_text.hpp"

namespace louxia::app {
namespace {

api::ItemDraft draft_of(const SheetRow& row) {
    api::ItemDraft draft;
    draft.name = row.name;
    draft.spec = row.spec;
    draft.origin = row.origin;
    draft.category = row.category;
    draft.unit = row.unit;
    draft.price = row.price;
    draft.cost = row.mean;
    draft.picture = row.picture;
    draft.chilled = suggest_chilled(row.category, row.name);
    return draft;
}

}  // namespace

Result<ReadSheet> read_sheet(std::string_view bytes, std::int32_t markup_permille) {
    LOUXIA_ASSIGN(const DecodedSheet decoded, decode_sheet(bytes));
    LOUXIA_ASSIGN(PriceSheet sheet, read_price_sheet(decoded.utf8, markup_permille));
    sheet.encoding = decoded.encoding;
    ReadSheet read{decoded.encoding, std::move(sheet), {}};
    for (const SheetRow& row : read.sheet.rows) {
        if (row.usable()) {
            read.drafts.push_back(draft_of(row));
        }
    }
    return read;
}

}  // namespace louxia::app
