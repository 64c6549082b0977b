// The leader's faces.
#pragma once

namespace louxia::ui {

struct LeaderText {
    // tabs
    const char* tabs[5];
    const char* tabs_name;
    // today
    const char* greetings[4];  // {0} leader; morning, noon, afternoon, evening
    const char* to_me;
    const char* to_home;
    const char* alerts[5];    // by Kind − 1; {0} order, {1} minutes
    const char* more_alerts;  // {0}
    const char* handle;
    const char* turnover;
    const char* figures[4];
    const char* percent;  // {0}
    const char* no_figure;
    // What opens here, then what has a page of its own.
    const char* shortcuts[9];
    const char* chat_head;  // {0} community, {1} date
    const char* chat_line;  // {0} number, {1} name, {2} price, {3} unit
    const char* chat_foot;  // {0} link
    const char* work;
    const char* work_rows[3];
    const char* next_due;  // {0} time
    const char* go_pick;   // {0} orders
    const char* go_board;
    const char* open_groups;
    const char* new_group;
    const char* no_groups;
    const char* no_groups_hint;
    const char* group_open_line;   // {0} missing, {1} cut-off
    const char* group_later_line;  // {0} households, {1} before
    const char* group_formed;
    const char* group_packing;
    const char* group_out;
    const char* group_done;
    const char* group_failed;
    const char* group_cancelled;
    const char* tomorrow_list;
    const char* still;          // before a countdown
    const char* filled;         // {0} kinds
    const char* without_price;  // {0} kinds
    const char* published_at;   // {0} when
    const char* publishes_at;   // {0} time
    const char* not_made_yet;
    const char* import_file;
    const char* fill_prices;  // {0}
    const char* see_list;
    // list
    const char* choose_day;
    const char* draft;
    const char* published;
    const char* by_hand;
    const char* copy_day_before;
    const char* publish_now;  // {0} kinds
    const char* nothing_priced;
    const char* publish_ask;
    const char* publish_note;    // {0} kinds
    const char* publish_leaves;  // {0} kinds
    const char* only_unpriced;   // {0}
    const char* find_item;
    const char* stock_sum;  // {0}
    const char* no_batch;
    const char* price_missing;
    const char* list_empty;
    const char* list_empty_hint;
    // an item
    const char* change_item;
    const char* add_item;
    const char* delivered_title;
    const char* nothing_delivered;
    const char* refund_title;  // {0} order
    const char* refund_to_wallet;
    const char* refund_in_cash;
    const char* refund_now;     // {0} amount
    const char* refunded_some;  // {0} amount
    const char* claimed;
    const char* claims;  // {0} how many
    const char* claims_note;
    const char* answer;
    const char* refunded_all;
    const char* recall;
    const char* recall_ask;  // {0} good
    const char* recall_note;
    const char* recall_now;
    const char* remove_item;
    const char* item_name;
    const char* item_spec;
    const char* item_spec_hint;
    const char* item_shelf;
    const char* item_unit;
    const char* item_price;
    const char* item_cost;  // {0}
    const char* yuan;
    const char* price_unreadable;
    const char* item_origin;
    const char* item_chilled;
    const char* batch;
    const char* batch_farm;
    const char* batch_farm_hint;
    const char* batch_place;
    const char* batch_place_hint;
    const char* harvested;
    const char* not_told;
    const char* day_before;
    const char* add_picture;
    const char* picture_kept;
    const char* add_clip;
    const char* clip_kept;
    const char* stock;
    const char* keep_stock;
    // a supplier's sheet
    const char* rows_usable;    // {0}
    const char* rows_unusable;  // {0}
    const char* rows_usable_note;
    const char* sheet_encoding;  // {0} encoding, {1} day
    const char* markup;
    const char* markup_more;
    const char* markup_less;
    const char* percent_sign;
    const char* columns_swapped;
    const char* row_line;        // {0} line, {1} name
    const char* row_issues[16];  // by RowIssue: 1-13, then 20-22
    const char* fold;
    const char* unfold;
    const char* correct_row;    // {0} name
    const char* accept;         // {0}
    const char* too_many;       // {0} most
    const char* replace_items;  // {0}
    const char* other_file;
    // a new group
    const char* open_group;
    const char* group_title;
    const char* group_title_hint;
    const char* group_serves;
    const char* group_serves_hint;
    const char* group_picture;
    const char* group_picture_n;  // {0}
    const char* group_contents;
    const char* add_content;
    const char* no_contents;
    const char* group_price;
    const char* singles_sum;  // {0}
    const char* group_saves;  // {0}
    const char* group_target;
    const char* group_cutoff;
    const char* group_before;
    const char* group_hub;
    const char* group_honest;  // {0} target, {1} cut-off
    const char* close_group;
    const char* cancel_group;
    const char* cancel_group_ask;   // {0} title
    const char* cancel_group_note;  // {0} households, {1} price
    const char* share_group;
    // households
    const char* all_buildings;
    const char* choose_building;
    const char* find_household;
    const char* household_line;  // {0} phone, {1} orders
    const char* wallet;
    const char* top_up;
    const char* top_up_now;  // {0}
    const char* top_up_other;
    const char* top_up_range;
    const char* invite;
    const char* invite_note;
    const char* make_invite;
    const char* invite_qr;
    const char* invite_until;  // {0} when
    const char* invite_code;   // {0} the typed code
    const char* lost_phone;
    const char* lost_phone_note;
    const char* staff_devices;
    const char* copy_link;
};

}  // namespace louxia::ui
