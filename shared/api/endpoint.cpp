#include "shared/api/endpoint.hpp"

#include <algorithm>

namespace louxia::api {

bool is_idempotency_key(std::string_view text) noexcept {
    constexpr std::size_t least = 16;
    constexpr std::size_t most = 64;
    if (text.size() < least || text.size() > most) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

int http_status(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::malformed:
        case ErrorCode::unknown_field:
        case ErrorCode::missing_field:
        case ErrorCode::out_of_range:
        case ErrorCode::invalid_value:
        case ErrorCode::empty_basket:
        case ErrorCode::cutoff_passed:
        case ErrorCode::money_overflow: return 400;
        case ErrorCode::not_signed_in: return 401;
        case ErrorCode::not_allowed:
        case ErrorCode::foreign_origin:
        case ErrorCode::wrong_code: return 403;
        case ErrorCode::not_found: return 404;
        case ErrorCode::key_reused:
        case ErrorCode::conflict:
        case ErrorCode::list_not_published:
        case ErrorCode::not_on_list:
        case ErrorCode::sold_out:
        case ErrorCode::no_price:
        case ErrorCode::already_published:
        case ErrorCode::empty_list:
        case ErrorCode::price_changed:
        case ErrorCode::wrong_state:
        case ErrorCode::address_needed:
        case ErrorCode::insufficient_funds:
        case ErrorCode::below_minimum:
        case ErrorCode::no_hub:
        case ErrorCode::hub_closed:
        case ErrorCode::not_delivered:
        case ErrorCode::nothing_left:
        case ErrorCode::already_refunded:
        case ErrorCode::already_claimed:
        case ErrorCode::claim_too_late:
        case ErrorCode::group_closed:
        case ErrorCode::group_full:
        case ErrorCode::already_joined:
        case ErrorCode::not_joined:
        case ErrorCode::destination_held:
        case ErrorCode::orders_running:
        case ErrorCode::wallet_not_empty:
        case ErrorCode::balance_changed:
        case ErrorCode::nothing_owed:
        case ErrorCode::not_short:
        case ErrorCode::not_offered:
        case ErrorCode::payment_differs:
        case ErrorCode::coupon_ended:
        case ErrorCode::coupon_gone:
        case ErrorCode::coupon_used:
        case ErrorCode::below_coupon: return 409;
        case ErrorCode::too_large: return 413;
        case ErrorCode::sheet_unreadable:
        case ErrorCode::sheet_no_header:
        case ErrorCode::sheet_too_many_rows:
        case ErrorCode::sheet_no_usable_row: return 422;
        case ErrorCode::rate_limited:
        case ErrorCode::pad_locked: return 429;
        case ErrorCode::unbalanced: return 500;
        case ErrorCode::unavailable: return 503;
    }
    return 500;
}

}  // namespace louxia::api
