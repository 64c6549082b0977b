#include "shared/api/order_change.hpp"

#include <algorithm>

#include "shared/api/check.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::api {
namespace {

Result<void> check_fewer(const std::vector<QuoteChange::Line>& lines) {
    if (lines.size() > order_lines_max) return refuse(ErrorCode::out_of_range, "lines");
    for (std::size_t index = 0; index < lines.size(); ++index) {
        LOUXIA_TRY(check_between(lines[index].line, 0, order_lines_max - 1,
                                 indexed_field("lines", index, "line")));
        LOUXIA_TRY(check_between(lines[index].quantity, 0, line_quantity_max,
                                 indexed_field("lines", index, "quantity")));
        for (std::size_t before = 0; before < index; ++before) {
            if (lines[before].line == lines[index].line) {
                return refuse(ErrorCode::invalid_value, indexed_field("lines", index, "line"));
            }
        }
    }
    return {};
}

Result<void> check_more(const std::vector<BasketLine>& add) {
    if (add.size() > order_lines_max) return refuse(ErrorCode::out_of_range, "add");
    for (std::size_t index = 0; index < add.size(); ++index) {
        LOUXIA_TRY(check_set(add[index].item, indexed_field("add", index, "item")));
        LOUXIA_TRY(check_between(add[index].quantity, 1, line_quantity_max,
                                 indexed_field("add", index, "quantity")));
        for (std::size_t before = 0; before < index; ++before) {
            if (add[before].item == add[index].item) {
                return refuse(ErrorCode::invalid_value, indexed_field("add", index, "item"));
            }
        }
    }
    return {};
}

}  // namespace

Result<void> QuoteChange::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    LOUXIA_TRY(check_fewer(request.lines));
    return check_more(request.add);
}

Result<void> ChangeOrder::check(const Request& request) {
    LOUXIA_TRY(QuoteChange::check({request.order, request.lines, request.add, request.fulfilment}));
    return check_set(request.terms, "terms");
}

}  // namespace louxia::api
