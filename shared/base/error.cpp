#include "shared/base/error.hpp"

namespace louxia {

std::string_view error_word(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::malformed: return "malformed";
        case ErrorCode::unknown_field: return "unknown_field";
        case ErrorCode::missing_field: return "missing_field";
        case ErrorCode::out_of_range: return "out_of_range";
        case ErrorCode::invalid_value: return "invalid_value";
        case ErrorCode::too_large: return "too_large";
        case ErrorCode::not_found: return "not_found";
        case ErrorCode::not_allowed: return "not_allowed";
        case ErrorCode::not_signed_in: return "not_signed_in";
        case ErrorCode::key_reused: return "key_reused";
        case ErrorCode::rate_limited: return "rate_limited";
        case ErrorCode::unavailable: return "unavailable";
        case ErrorCode::foreign_origin: return "foreign_origin";
        case ErrorCode::conflict: return "conflict";
        case ErrorCode::list_not_published: return "list_not_published";
        case ErrorCode::not_on_list: return "not_on_list";
        case ErrorCode::sold_out: return "sold_out";
        case ErrorCode::no_price: return "no_price";
        case ErrorCode::already_published: return "already_published";
        case ErrorCode::empty_list: return "empty_list";
        case ErrorCode::price_changed: return "price_changed";
        case ErrorCode::empty_basket: return "empty_basket";
        case ErrorCode::wrong_state: return "wrong_state";
        case ErrorCode::address_needed: return "address_needed";
        case ErrorCode::insufficient_funds: return "insufficient_funds";
        case ErrorCode::below_minimum: return "below_minimum";
        case ErrorCode::no_hub: return "no_hub";
        case ErrorCode::hub_closed: return "hub_closed";
        case ErrorCode::wrong_code: return "wrong_code";
        case ErrorCode::pad_locked: return "pad_locked";
        case ErrorCode::not_delivered: return "not_delivered";
        case ErrorCode::nothing_left: return "nothing_left";
        case ErrorCode::already_refunded: return "already_refunded";
        case ErrorCode::already_claimed: return "already_claimed";
        case ErrorCode::claim_too_late: return "claim_too_late";
        case ErrorCode::group_closed: return "group_closed";
        case ErrorCode::group_full: return "group_full";
        case ErrorCode::already_joined: return "already_joined";
        case ErrorCode::not_joined: return "not_joined";
        case ErrorCode::cutoff_passed: return "cutoff_passed";
        case ErrorCode::sheet_unreadable: return "sheet_unreadable";
        case ErrorCode::sheet_no_header: return "sheet_no_header";
        case ErrorCode::sheet_too_many_rows: return "sheet_too_many_rows";
        case ErrorCode::sheet_no_usable_row: return "sheet_no_usable_row";
        case ErrorCode::money_overflow: return "money_overflow";
        case ErrorCode::unbalanced: return "unbalanced";
        case ErrorCode::balance_changed: return "balance_changed";
        case ErrorCode::nothing_owed: return "nothing_owed";
        case ErrorCode::not_short: return "not_short";
        case ErrorCode::not_offered: return "not_offered";
        case ErrorCode::payment_differs: return "payment_differs";
        case ErrorCode::coupon_ended: return "coupon_ended";
        case ErrorCode::coupon_gone: return "coupon_gone";
        case ErrorCode::coupon_used: return "coupon_used";
        case ErrorCode::below_coupon: return "below_coupon";
        case ErrorCode::destination_held: return "destination_held";
        case ErrorCode::orders_running: return "orders_running";
        case ErrorCode::wallet_not_empty: return "wallet_not_empty";
    }
    return "unknown";
}

}  // namespace louxia
