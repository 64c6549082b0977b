// The shop's counter, the courier on the way, the kiosk at the pickup point.
#pragma once

namespace louxia::ui {

struct StaffText {
    // the shop's counter
    const char* choose_hub;
    const char* views_name;
    const char* view_to_do;     // {0}
    const char* view_hand_out;  // {0}
    const char* totals;
    const char* stock;
    const char* done_today;  // {0}
    const char* nothing_to_do;
    const char* nothing_waits;
    const char* accept;
    const char* start_picking;
    const char* packed;
    const char* on_shelf;
    const char* handed_out;
    const char* waits_for_courier;
    const char* no_courier_yet;
    const char* courier_is;  // {0} name
    const char* delivery;
    const char* pickup;
    const char* before;        // {0} time
    const char* minutes_left;  // {0} words
    const char* late_minutes;  // {0}
    const char* to_collect;    // {0}
    const char* weigh;         // {0} good
    const char* in_the_bag;    // {0} unit
    const char* weight;
    const char* gone;
    const char* weigh_now;
    const char* cancel;
    const char* cancel_ask;  // {0} order
    const char* cancel_note;
    const char* cancel_now;
    const char* code_title;
    const char* clear;
    const char* collected;     // {0} building, {1} name, {2} pieces
    const char* collect_cash;  // {0}
    const char* reserved;      // {0}, {1} unit
    const char* find_stock;
    const char* stock_note;
    const char* coming;         // who fetches something here
    const char* crowd_rider;    // without a name
    const char* looking_rider;  // nobody has been found yet
    const char* in_minutes;     // {0}
    const char* is_here;
    const char* some_packed;  // {0} of {1}
    // the courier
    const char* run_stops;   // {0}
    const char* metres;      // {0}
    const char* kilometres;  // {0} whole, {1} tenth
    const char* on_shift;
    const char* off_shift;
    const char* map_words;  // {0} stops
    const char* next_stop;
    const char* take_at;  // {0} hub
    const char* who;      // {0} name, {1} phone
    const char* chilled;  // {0}
    const char* bag;
    const char* navigate;
    const char* call;
    const char* take;  // {0} bags
    const char* still_packing;
    const char* arrived;
    const char* hand_over;
    const char* collect_and_hand_over;  // {0}
    const char* hand_over_title;
    const char* take_photo;
    const char* take_again;
    const char* photo_name;
    const char* photo_failed;
    const char* photo_gone;
    const char* hand_over_now;
    const char* in_person;
    const char* door_code;
    const char* door_code_hint;
    const char* by_code;
    const char* wrong_door_code;
    const char* steps_kept;
    const char* hello_courier;  // {0} name
    const char* off_shift_hint;
    const char* start_shift;
    const char* on_shift_until;  // {0} time
    const char* goes_by;
    const char* vehicles[3];  // by CourierVehicle
    const char* until_when;
    const char* until_time;   // {0} time
    const char* shift_hours;  // {0}
    const char* shift_open;
    const char* end_shift;
    const char* still_aboard;
    const char* no_stops;
    const char* no_stops_hint;
    const char* courier_day;  // {0} done, {1} on time
    const char* trouble;
    const char* decline;
    const char* bring_back;
    const char* reported;
    const char* problems[5];  // by ProblemKind
    // the kiosk
    const char* open_until;  // {0} time
    const char* board_of;    // {0} time
    const char* board_was;   // {0} time
    const char* ready_title;
    const char* ready_count;  // {0} households, {1} pieces
    const char* board_empty;
    const char* board_empty_hint;
    const char* fetch_before;   // {0} time
    const char* page_of;        // {0} of {1}
    const char* has_chilled;    // {0} who
    const char* still_minutes;  // {0}
    const char* past_time;
    const char* chilled_fetch;  // {0} time
    const char* type_code;
    const char* type_phone;
    const char* or_scan;
    const char* scan_1;
    const char* scan_2;
    const char* qr_name;
    const char* camera_on;
    const char* camera_off;
    const char* camera_refused_1;
    const char* camera_refused_2;
    const char* not_a_code;
    const char* show_code;
    const char* unpaired_title;
    const char* unpaired_hint;
    const char* unpaired_type;
    const char* no_phone;
    const char* use_phone;
    const char* have_code;
    const char* use_code;
    const char* thanks;
    const char* pay_first;  // {0}
    const char* found_how;
    const char* found_nothing;
    const char* cutoff;            // {0} when
    const char* delivered_before;  // {0} time
    const char* strip_idle;
};

}  // namespace louxia::ui
