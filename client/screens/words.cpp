#include "client/screens/face.hpp"

namespace louxia::screens {

using ui::format;

namespace {

std::string day_word(const Face& face, Instant at) {
    const auto& words = face.words.common;
    const CivilTime then = face.civil(at);
    const std::int64_t days =
        days_from_civil(then.date) - days_from_civil(face.civil(face.now).date);
    constexpr std::int32_t morning_ends = 11 * 60;
    constexpr std::int32_t evening_starts = 17 * 60 + 30;
    if (days == 0 && at <= face.now && then.minute_of_day < morning_ends) return words.this_morning;
    if (days == 0 && then.minute_of_day >= evening_starts) return words.tonight;
    if (days == 0) return words.today;
    if (days == -1)
        return then.minute_of_day >= evening_starts ? words.last_night : words.yesterday;
    if (days == 1) return words.tomorrow;
    return format(words.month_day, {words.months[then.date.month - 1], then.date.day});
}

}  // namespace

std::string clock_words(const Face& face, Instant at) {
    return clock_text(face.civil(at).minute_of_day);
}

std::string moment_words(const Face& face, Instant at) {
    return format(face.words.common.at_time, {day_word(face, at), clock_words(face, at)});
}

std::string date_words(const Face& face, CivilDate date) {
    const auto& words = face.words.common;
    return format(words.month_day, {words.months[date.month - 1], date.day}) + " " +
           words.weekdays[weekday(date)];
}

std::string ago_words(const Face& face, Instant at) {
    const std::int64_t minutes = (face.now - at) / minute_ms;
    if (minutes < 1) return face.words.common.just_now;
    if (minutes < 60) return format(face.words.common.minutes_ago, {minutes});
    if (minutes < 12 * 60) return format(face.words.common.hours_ago, {minutes / 60});
    return moment_words(face, at);
}

std::string yuan(Money amount) {
    return ui::price_text(amount.fen());
}

std::string address_words(const Face& face, const api::AddressView& address) {
    return format(face.words.common.address, {address.building_number, address.unit, address.room});
}

std::string_view unit_name(const Face& face, Unit unit) {
    return face.words.common.unit_names[static_cast<std::size_t>(unit) - 1];
}

std::string quantity_words(const Face& face, Unit unit, Pieces quantity) {
    return format(face.words.common.unit_counts[static_cast<std::size_t>(unit) - 1],
                  {quantity.count});
}

std::string change_words(const Face& face, const api::LineView& line) {
    const auto& words = face.words.common;
    std::string text;
    if (line.missing.count > 0) {
        text = format(words.line_missing, {quantity_words(face, line.unit, line.missing)});
    }
    if (line.weighed.count > 0) {
        text += (text.empty() ? "" : " · ") + format(words.line_weighed, {line.weighed.count});
    }
    if (!line.cut.is_zero()) text += " · −" + yuan(line.cut);
    return text;
}

std::string refund_words(const Face& face, const api::OrderView& order,
                         const api::RefundView& refund) {
    const auto& words = face.words.common;
    std::string text =
        format(words.refund_ways[static_cast<std::size_t>(refund.way) - 1], {yuan(refund.amount)}) +
        " · ";
    const auto line = static_cast<std::size_t>(refund.line);
    if (line < order.lines.size()) text += order.lines[line].name + " ";
    return text + words.refund_reasons[static_cast<std::size_t>(refund.reason) - 1];
}

std::string_view shelf_name(const Face& face, Category category) {
    return face.words.common.shelves[static_cast<std::size_t>(category) - 1];
}

std::string_view state_words(const Face& face, OrderState state, Fulfilment how) {
    const auto index = static_cast<std::size_t>(state) - 1;
    return how == Fulfilment::delivery ? face.words.common.order_states_delivery[index]
                                       : face.words.common.order_states_pickup[index];
}

std::string_view refusal_words(const Face& face, const Error& error) {
    const ui::RefusalText& words = face.words.refusals;
    switch (error.code) {
        case ErrorCode::malformed:
        case ErrorCode::unknown_field:
        case ErrorCode::invalid_value:
        case ErrorCode::foreign_origin:
        case ErrorCode::money_overflow:
        case ErrorCode::unbalanced: return words.malformed;
        case ErrorCode::missing_field: return words.missing_field;
        case ErrorCode::out_of_range: return words.out_of_range;
        case ErrorCode::too_large: return words.too_large;
        case ErrorCode::not_found:
            return error.field == "coupon" ? words.coupon_ended : words.not_found;
        case ErrorCode::not_allowed: return words.not_allowed;
        case ErrorCode::not_signed_in: return words.not_signed_in;
        case ErrorCode::rate_limited: return words.rate_limited;
        case ErrorCode::unavailable:
            return error.field == "fulfilment" ? words.no_courier : words.unavailable;
        case ErrorCode::key_reused:
        case ErrorCode::balance_changed:
        case ErrorCode::nothing_owed:
        case ErrorCode::not_short:
        case ErrorCode::conflict: return words.conflict;
        case ErrorCode::list_not_published: return words.list_not_published;
        case ErrorCode::not_on_list: return words.not_on_list;
        case ErrorCode::sold_out: return words.sold_out;
        case ErrorCode::no_price: return words.no_price;
        case ErrorCode::already_published: return words.already_published;
        case ErrorCode::empty_list: return words.empty_list;
        case ErrorCode::price_changed: return words.price_changed;
        case ErrorCode::empty_basket: return words.empty_basket;
        case ErrorCode::wrong_state:
        case ErrorCode::destination_held:
        case ErrorCode::orders_running:
        case ErrorCode::wallet_not_empty:
        case ErrorCode::not_offered:
        case ErrorCode::payment_differs: return words.wrong_state;
        case ErrorCode::coupon_ended: return words.coupon_ended;
        case ErrorCode::coupon_gone: return words.coupon_gone;
        case ErrorCode::coupon_used: return words.coupon_used;
        case ErrorCode::below_coupon: return words.below_coupon;
        case ErrorCode::address_needed: return words.address_needed;
        case ErrorCode::insufficient_funds: return words.insufficient_funds;
        case ErrorCode::below_minimum: return words.below_minimum;
        case ErrorCode::no_hub: return words.no_hub;
        case ErrorCode::hub_closed: return words.hub_closed;
        case ErrorCode::wrong_code: return words.wrong_code;
        case ErrorCode::pad_locked: return words.pad_locked;
        case ErrorCode::not_delivered: return words.not_delivered;
        case ErrorCode::nothing_left: return words.nothing_left;
        case ErrorCode::already_refunded: return words.already_refunded;
        case ErrorCode::already_claimed: return words.already_claimed;
        case ErrorCode::claim_too_late: return words.claim_too_late;
        case ErrorCode::group_closed: return words.group_closed;
        case ErrorCode::group_full: return words.group_full;
        case ErrorCode::already_joined: return words.already_joined;
        case ErrorCode::not_joined: return words.not_joined;
        case ErrorCode::cutoff_passed: return words.cutoff_passed;
        case ErrorCode::sheet_unreadable: return words.sheet_unreadable;
        case ErrorCode::sheet_no_header: return words.sheet_no_header;
        case ErrorCode::sheet_too_many_rows: return words.sheet_too_many_rows;
        case ErrorCode::sheet_no_usable_row: return words.sheet_no_usable_row;
    }
    return words.unavailable;
}

std::string_view field_refusal(const Face& face, const Error* error, std::string_view field) {
    if (error == nullptr || std::string_view(error->field).substr(0, field.size()) != field) {
        return {};
    }
    return refusal_words(face, *error);
}

std::string group_state_words(const Face& face, const api::GroupView& group) {
    const auto& words = face.words.resident;
    const std::string before = clock_words(face, group.deliver_before);
    switch (group.state) {
        case GroupState::draft:
        case GroupState::open: return {};
        case GroupState::formed: return format(words.formed_line, {before});
        case GroupState::packing: return format(words.packing_line, {before});
        case GroupState::out: return format(words.out_line, {before});
        case GroupState::done: return words.done_line;
        case GroupState::failed:
            return face.state.has_joined(group.group)
                       ? format(words.failed_line, {yuan(group.price)})
                       : std::string(words.failed_plain);
        case GroupState::cancelled: return words.cancelled_line;
    }
    return {};
}

}  // namespace louxia::screens
