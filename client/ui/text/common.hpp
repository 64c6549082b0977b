// Words that several faces share: units, shelves, states, refusals, what toasts say.
#pragma once

namespace louxia::ui {

struct CommonText {
    // {0}: whole, {1}: …; times are "07:05"
    const char* today;
    const char* tomorrow;
    const char* yesterday;
    const char* this_morning;  // 今早
    const char* last_night;    // 昨晚
    const char* tonight;       // 今晚
    const char* month_day;     // {0} month, {1} day
    const char* weekdays[7];   // Sunday first
    const char* months[12];
    const char* at_time;      // {0} day word, {1} time
    const char* minutes_ago;  // {0}
    const char* hours_ago;    // {0}
    const char* just_now;
    const char* building;        // {0}
    const char* address;         // {0} building, {1} unit, {2} room
    const char* unit_names[8];   // by Unit − 1: what a price is per
    const char* unit_counts[8];  // {0}: how many of it
    const char* shelves[9];      // by Category − 1
    const char* order_states_delivery[8];
    const char* order_states_pickup[8];
    const char* pieces;      // {0} 件
    const char* households;  // {0} 户
    const char* missing;     // {0}: 还差 {0} 户
    const char* left_few;    // {0}: 只剩
    const char* left;        // {0}: 余
    const char* sold_out;
    const char* free;  // no fee
    const char* demo_note;
    const char* offline;  // {0}: time
    const char* offline_plain;
    const char* update_ready;
    const char* update_now;
    const char* retry;
    const char* loading_failed;
    const char* cancel;
    const char* done;
    const char* save;
    const char* close;
    const char* not_found_title;
    const char* not_found_hint;
    const char* go_home;
    const char* not_for_you_title;
    const char* not_for_you_hint;
    const char* line_missing;       // {0} how many of it
    const char* line_weighed;       // {0} grams
    const char* refund_reasons[6];  // by RefundReason − 1
    const char* refund_whole;
    const char* refund_why;
    const char* refund_ways[3];  // by RefundWay − 1; {0} amount
    const char* list_separator;  // between items of a list
    const char* said[23];        // by Saying; {0}: detail
};

// What a refusal says: what happened, what did not, what to do.
struct RefusalText {
    const char* malformed;
    const char* missing_field;
    const char* out_of_range;
    const char* too_large;
    const char* not_found;
    const char* not_allowed;
    const char* not_signed_in;
    const char* rate_limited;
    const char* unavailable;
    const char* conflict;
    const char* list_not_published;
    const char* not_on_list;
    const char* sold_out;
    const char* no_price;
    const char* already_published;
    const char* empty_list;
    const char* price_changed;
    const char* empty_basket;
    const char* wrong_state;
    const char* address_needed;
    const char* insufficient_funds;
    const char* below_minimum;
    const char* no_hub;
    const char* hub_closed;
    const char* wrong_code;
    const char* pad_locked;
    const char* not_delivered;
    const char* nothing_left;
    const char* already_refunded;
    const char* already_claimed;
    const char* claim_too_late;
    const char* coupon_ended;  // or there never was one
    const char* coupon_gone;
    const char* coupon_used;
    const char* below_coupon;
    const char* group_closed;
    const char* group_full;
    const char* already_joined;
    const char* not_joined;
    const char* cutoff_passed;
    const char* sheet_unreadable;
    const char* sheet_no_header;
    const char* sheet_too_many_rows;
    const char* sheet_no_usable_row;
    const char* no_courier;
};

}  // namespace louxia::ui
