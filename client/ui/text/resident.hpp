// The resident's faces.
#pragma once

namespace louxia::ui {

struct ResidentText {
    // tabs
    const char* tab_today;
    const char* tab_groups;
    const char* tab_feed;
    const char* tab_orders;
    const char* tab_me;
    const char* tabs_name;
    // home
    const char*
        list_line;  // {0} leader, {1} when, {2} kinds: "王姐的清单 · 今早 07:00 上新 · 32 样"
    const char* list_coming;  // {0} leader, {1} when
    const char* quick;        // 30 分钟达
    const char* quick_hour;
    const char* quick_two_hours;
    const char* about_minutes;  // {0}: 现在约 24 分钟
    const char* no_courier_now;
    const char* deliver_to;  // {0} building
    const char* search;
    const char* search_hint;
    const char* search_nothing;  // {0} the words
    const char* shelf_count;     // {0} shelf, {1} count
    const char* shelf_note;      // {0} kinds, {1} since when
    const char* picked_at;       // {0} when: 今早 05:20 采
    const char* from_origin;     // {0}
    const char* in_group;        // badge
    const char* empty_list_title;
    const char* empty_list_hint;  // {0} when
    const char* cart_minutes;     // {0} minutes, {1} fee words
    const char* cart_free;
    const char* cart_more_for_free;  // {0} price
    const char* checkout;
    const char* open_basket;
    // group
    const char* group_title;
    const char* groups_title;
    const char* groups_none_title;
    const char* groups_none_hint;
    const char* group_line;        // {0} kinds, {1} serves, {2} before
    const char* group_by;          // {0} leader, {1} before: 团长王姐 · 18:00 前送到楼下
    const char* before_delivered;  // {0} time: 18:00 前送到
    const char* cutoff_left;       // {0} cutoff, {1} countdown
    const char* time_left;         // {0} countdown
    const char* poster_call;
    const char* save_picture;
    const char* cutoff_at;       // {0} when
    const char* have_of;         // {0} have, {1} target: 已有 7 户，满 10 户就成
    const char* join;            // {0} price
    const char* joined_waiting;  // {0} missing: 已付，还差 2 户成团
    const char* joined;
    const char* waiting_you;
    const char* free_window;
    const char* honest;       // {0} target, {1} cutoff: 凑不齐 10 户，16:00 自动全额退回
    const char* formed_line;  // {0} before: 成了，18:00 前送到
    const char* failed_line;  // {0} price: 没凑齐，¥89.00 已退回钱包
    const char* failed_plain;
    const char* cancelled_line;
    const char* packing_line;
    const char* out_line;
    const char* done_line;
    const char* group_price;    // 拼团价 · 每户一份
    const char* bought_singly;  // 单买合计
    const char* saves;          // {0}: 省
    const char* contents;
    const char* contents_note;  // {0} kinds, {1} serves
    const char* how;
    const char *how_1, *how_1_note;
    const char *how_2, *how_2_note;  // {0} target, {1} before
    const char *how_3, *how_3_note;  // {0} cutoff
    const char* call;
    const char* call_note;
    const char* copy_text;
    const char* poster;
    const char* share_text;  // {0} title {1} price {2} missing words {3} cutoff {4} url
    const char* leave;
    const char* leave_ask;
    const char* leave_note;  // {0} price
    const char* stay;
    const char* sign_in_to_join;
    const char* true_at;  // {0} time
    // checkout
    const char* checkout_title;
    const char* basket;
    const char* clear_basket;
    const char* fulfilment;
    const char* delivery;
    const char* pickup;
    const char* to_address;
    const char* my_home;
    const char* choose_building;
    const char* choose_unit;
    const char* choose_room;
    const char* unit_n;  // {0}
    const char* room_n;  // {0}
    const char* payment;
    const char* pay_wallet;
    const char* pay_wallet_note;  // {0} balance
    const char* pay_later_delivery;
    const char* pay_later_pickup;
    const char* note;
    const char* note_hint;
    const char* goods_total;
    const char* delivery_fee;
    const char* coupon;
    const char* total;
    const char* place;             // {0} price
    const char* promise_delivery;  // {0} time: 12:34 前送到
    const char* promise_pickup;    // {0} time: 约 12:34 可取
    const char* promise_late;      // {0} time {1} price
    const char* quoting;
    const char* basket_empty_title;
    const char* basket_empty_hint;
    const char* to_list;
    const char* order_waiting_net;
    // orders
    const char* orders_title;
    const char* no_orders_title;
    const char* no_orders_hint;  // {0} kinds
    const char* order_no;        // {0}
    const char* order_line;      // {0} first name, {1} pieces
    const char* arriving;        // headline while on the way {0} building
    const char* about;
    const char* minutes_more;   // 分钟后到
    const char* minutes_ready;  // 分钟后可取
    const char* expected;
    const char* promised;  // {0}
    const char* step_placed;
    const char* step_packed;
    const char* step_out;
    const char* about_time;  // {0}
    const char* late_paid;   // {0} price
    const char* courier_way;
    const char* items_delivery;  // {0} pieces: 3 件 · 门口递交
    const char* items_pickup;
    const char* paid;
    const char* pay_at_door;
    const char* cancel_order;
    const char* cancel_ask;
    const char* cancel_note;
    const char* keep_order;
    const char* cut_paid;    // {0} amount
    const char* cut_unpaid;  // {0} amount
    const char* change_order;
    const char* change_now;    // {0} total
    const char* bring_basket;  // {0} pieces
    const char* to_delivery;
    const char* to_pickup;
    const char* again;
    const char* refund;
    const char* claim_text;
    const char* claim_now;  // {0} amount
    const char* claim_note;
    const char* claim_waits;
    const char* claim_declined;  // {0} why
    const char* claim_over;
    const char* claim_later;
    const char* came_title;
    const char* came_hint;
    const char* came_button;
    const char* cancelled_title;
    const char* cancelled_hint;
    const char* delivered_at;  // {0}
    const char* map_words;     // {0} minutes
    const char* waiting_courier;
    const char* door_code;
    const char* door_code_hint;
    const char* left_here;
    const char* handed_photo;
    // pickup
    const char* pickup_title;
    const char* lamp_on;
    const char* ready_pieces;  // {0} pieces, {1} place
    const char* come_now;
    const char* pickup_code;
    const char* pickup_how;
    const char* until;  // {0} when
    const char* chilled_note;
    const char* where;
    const char* ready_since;
    const char* who_may;
    const char* who_may_value;
    const char* i_took_it;
    const char* send_family;
    const char* family_text;  // {0} place, {1} code, {2} until
    // feed
    const char* feed_title;
    const char* show_order;
    const char* feed_empty_title;
    const char* feed_empty_hint;
    const char* bought_at;   // {0}: 已购 · 今早 07:12 下单
    const char* same_batch;  // {0} name
    const char* buy_same;
    const char* post_title;
    const char* post_hint;
    const char* post_add_picture;
    const char* post_publish;
    const char* post_picture;  // {0} number
    // item
    const char* item_title;
    const char* trace;
    const char* batch_farm;
    const char* batch_place;
    const char* batch_harvested;
    const char* batch_origin;
    const char* batch_none;
    const char* watch_clip;
    const char* add_basket;  // {0} price
    // me
    const char* me_title;
    const char* wallet;
    const char* held;  // {0}
    const char* top_up_how;
    const char* language;
    const char* chinese;
    const char* english;
    const char* to_desk;
    const char* sign_out;
    const char* sign_out_ask;
    const char* sign_out_note;
    // invite
    const char* invite_title;
    const char* invite_working;
    const char* invite_hint;
    const char* invite_field;
    const char* invite_enter;
    const char* invite_failed;
    const char* devices;
    const char* guest_hello;
    const char* guest_hint;
};

}  // namespace louxia::ui
