#pragma once

#include <string_view>
#include <vector>

#include "server/app/context.hpp"
#include "shared/api/leader.hpp"

namespace louxia::app {

/// What a supplier's file becomes: every row with its reasons, and the usable ones as drafts.
struct ReadSheet {
    std::string encoding;
    PriceSheet sheet;
    std::vector<api::ItemDraft> drafts;  ///< of the usable rows, in their order, without stock
};

/// Refused as decode_sheet and read_price_sheet refuse.
[[nodiscard]] Result<ReadSheet> read_sheet(std::string_view bytes, std::int32_t markup_permille);

}  // namespace louxia::app
