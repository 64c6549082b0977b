#include "shared/api/check.hpp"
#include "shared/api/shortage.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::api {

Result<void> ShareShortage::check(const Request& request) {
    LOUXIA_TRY(check_set(request.item, "item"));
    LOUXIA_TRY(check_between(request.pieces, 0, line_grams_max, "pieces"));
    LOUXIA_TRY(check_between(request.grams, 0, 10 * line_grams_max, "grams"));
    if (request.pieces > 0 && request.grams > 0) return refuse(ErrorCode::invalid_value, "grams");
    return {};
}

}  // namespace louxia::api
