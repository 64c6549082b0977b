#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace louxia {

/// Why something was refused. Numbers go over the wire and into logs: append only, never reuse.
/// The words that a person reads for each code are in the catalogues of the faces, not here.
enum class ErrorCode : std::int32_t {
    // 1-19: the request itself.
    malformed = 1,        ///< not JSON, not UTF-8, wrong type, or too deep
    unknown_field = 2,    ///< a field that the endpoint does not know
    missing_field = 3,    ///< a required field is absent
    out_of_range = 4,     ///< a number or a length outside its stated range
    invalid_value = 5,    ///< well formed, but not one of the accepted values
    too_large = 6,        ///< body, file or list above its limit
    not_found = 7,        ///< absent, or not yours: the two are not told apart
    not_allowed = 8,      ///< the role may not do this
    not_signed_in = 9,    ///< no session, or one that has ended
    key_reused = 10,      ///< the idempotency key came before with another body
    rate_limited = 11,    ///< too many tries; wait
    unavailable = 12,     ///< the server cannot answer now; nothing was changed
    foreign_origin = 13,  ///< the request came from another site
    conflict = 14,        ///< somebody else changed it in between

    // 20-39: list, stock, prices.
    list_not_published = 20,  ///< today's list is not out yet
    not_on_list = 21,         ///< the item is not on the published list
    sold_out = 22,            ///< fewer left than asked for
    no_price = 23,            ///< an item without a price cannot be published
    already_published = 24,   ///< that day's list is out already
    empty_list = 25,          ///< nothing to publish
    price_changed = 26,       ///< a price or the fee is not what the quote said

    // 40-59: orders.
    empty_basket = 40,        ///< an order needs at least one line
    wrong_state = 41,         ///< the order, group or list is no longer in a state that allows this
    address_needed = 42,      ///< delivery without an address
    insufficient_funds = 43,  ///< the wallet holds less than the total
    below_minimum = 44,       ///< under the hub's minimum order
    no_hub = 45,              ///< no hub has all the lines in stock
    hub_closed = 46,          ///< the hub takes no orders now
    wrong_code = 47,          ///< the pickup code does not match
    pad_locked = 48,          ///< too many wrong codes; the pad opens again in a minute
    not_delivered = 49,       ///< only what was delivered can be shown, refunded or claimed
    nothing_left = 50,        ///< no line would have anything in the bag: cancel it instead
    already_refunded = 51,    ///< all of it went back before
    already_claimed = 52,     ///< a claim that covers it waits for its answer
    claim_too_late = 53,      ///< the time for claims after the hand-over is over

    // 60-79: groups.
    group_closed = 60,    ///< past its cut-off, failed or cancelled
    group_full = 61,      ///< the cap is reached
    already_joined = 62,  ///< this household has its share
    not_joined = 63,      ///< this household is not in the group
    cutoff_passed = 64,   ///< the cut-off lies in the past

    // 80-99: price sheets.
    sheet_unreadable = 80,     ///< the encoding is neither UTF-8 nor GB18030, or it holds NUL bytes
    sheet_no_header = 81,      ///< no header row with name, price and unit
    sheet_too_many_rows = 82,  ///< more rows than the limit
    sheet_no_usable_row = 83,  ///< every row has a reason against it

    // 100-119: money.
    money_overflow = 100,   ///< the amount does not fit
    unbalanced = 101,       ///< postings that do not sum to zero
    not_offered = 102,      ///< nobody takes online payments for this server
    payment_differs = 103,  ///< another amount was paid than was asked for
    coupon_ended = 104,     ///< past its time, or stopped by the leader
    coupon_gone = 105,      ///< all of them were taken
    coupon_used = 106,      ///< this household has used it
    below_coupon = 107,     ///< the goods are fewer than the coupon asks for

    balance_changed = 110,  ///< the account no longer holds what the payout says
    nothing_owed = 111,     ///< the account holds nothing that could be paid out
    not_short = 112,        ///< there is enough for everybody who waits

    // 120-139: people.
    destination_held = 120,  ///< the phone was lost: where refunds go cannot change for a day
    orders_running = 121,    ///< an order or group is under way
    wallet_not_empty = 122,  ///< the wallet holds money that is the household's
};

/// A refusal: what, and which field of the request it concerns ("lines[2].quantity"; may be empty).
struct Error {
    ErrorCode code{};
    std::string field;

    friend bool operator==(const Error&, const Error&) = default;
};

/// The stable word for a code, as in the JSON of an error reply ("sold_out").
[[nodiscard]] std::string_view error_word(ErrorCode code) noexcept;

}  // namespace louxia
