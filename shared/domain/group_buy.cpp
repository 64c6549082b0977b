#include "shared/domain/group_buy.hpp"

#include <algorithm>
#include <utility>

#include "shared/domain/text_rules.hpp"

namespace louxia {
namespace {

bool is_between(std::int64_t value, std::int64_t least, std::int64_t most) noexcept {
    return value >= least && value <= most;
}

Result<void> check_contents(const std::vector<GroupContent>& contents) {
    if (contents.empty()) return refuse(ErrorCode::missing_field, "contents");
    if (contents.size() > group_contents_max) return refuse(ErrorCode::out_of_range, "contents");
    for (std::size_t index = 0; index < contents.size(); ++index) {
        const GroupContent& content = contents[index];
        const auto field = [index](std::string_view member) {
            return indexed_field("contents", index, member);
        };
        if (!content.item.is_set()) return refuse(ErrorCode::missing_field, field("item"));
        LOUXIA_TRY(check_line(content.name, group_content_code_points_max, Presence::optional,
                              field("name")));
        LOUXIA_TRY(check_line(content.amount, group_content_code_points_max, Presence::optional,
                              field("amount")));
        if (!is_between(content.pieces.count, 1, group_pieces_max)) {
            return refuse(ErrorCode::out_of_range, field("pieces"));
        }
    }
    return {};
}

Result<void> check_figures(const GroupBuy& group) {
    if (group.price <= Money{} || group.price > group_price_max) {
        return refuse(ErrorCode::out_of_range, "price_fen");
    }
    if (!is_between(group.target_households, group_target_min, group_target_max)) {
        return refuse(ErrorCode::out_of_range, "target_households");
    }
    if (group.cap_households != 0 &&
        !is_between(group.cap_households, group.target_households, group_cap_max)) {
        return refuse(ErrorCode::out_of_range, "cap_households");
    }
    return {};
}

/// What so many shares are worth; the limits of price and households keep it within 64 bits.
std::int64_t worth_fen(const GroupBuy& group, std::int32_t households) noexcept {
    return group.price.fen() * households;
}

Result<void> check_cap(const GroupBuy& group) {
    if (group.cap_turnover.is_zero()) return {};
    if (group.cap_turnover.fen() < worth_fen(group, group.target_households) ||
        group.cap_turnover.fen() > Money::limit_fen) {
        return refuse(ErrorCode::out_of_range, "cap_turnover_fen");
    }
    return {};
}

Result<GroupBuy> end_as(GroupBuy group, GroupState state, Instant now) {
    group.state = state;
    group.ended_at = now;
    return group;
}

bool state_accepts_joins(GroupState state) noexcept {
    switch (state) {
        case GroupState::open:
        case GroupState::formed:
        case GroupState::packing: return true;
        case GroupState::draft:
        case GroupState::out:
        case GroupState::done:
        case GroupState::failed:
        case GroupState::cancelled: return false;
    }
    return false;
}

bool may_be_cancelled(GroupState state) noexcept {
    switch (state) {
        case GroupState::draft:
        case GroupState::open:
        case GroupState::formed: return true;
        case GroupState::packing:
        case GroupState::out:
        case GroupState::done:
        case GroupState::failed:
        case GroupState::cancelled: return false;
    }
    return false;
}

// The furthest state that the orders show, for a group that has formed.
GroupState state_shown_by(const GroupProgress& progress) noexcept {
    if (progress.finished >= progress.orders) return GroupState::done;
    const std::int32_t alive = progress.orders - progress.cancelled;
    if (alive > 0 && progress.left_hub >= alive) return GroupState::out;
    return progress.started > 0 ? GroupState::packing : GroupState::formed;
}

bool is_underway(GroupState state) noexcept {
    return state == GroupState::formed || state == GroupState::packing || state == GroupState::out;
}

}  // namespace

Result<void> check_new_group(const GroupBuy& group, Instant now) {
    LOUXIA_TRY(check_line(group.title, group_title_code_points_max, Presence::required, "title"));
    LOUXIA_TRY(
        check_line(group.serves, group_serves_code_points_max, Presence::optional, "serves"));
    LOUXIA_TRY(check_contents(group.contents));
    LOUXIA_TRY(check_figures(group));
    if (group.cutoff_at <= now) return refuse(ErrorCode::cutoff_passed, "cutoff_at_ms");
    if (group.deliver_before <= group.cutoff_at) {
        return refuse(ErrorCode::out_of_range, "deliver_before_ms");
    }
    return check_cap(group);
}

Result<JoinEffect> join(const GroupBuy& group, std::int32_t households, bool already_joined,
                        Instant now) {
    if (already_joined) return refuse(ErrorCode::already_joined);
    if (!accepts_joins(group, now)) return refuse(ErrorCode::group_closed);
    if (group.cap_households > 0 && households >= group.cap_households) {
        return refuse(ErrorCode::group_full);
    }
    if (group.state != GroupState::open) return JoinEffect::joins_formed;
    return households + 1 == group.target_households ? JoinEffect::forms_now : JoinEffect::waiting;
}

Result<void> leave(const GroupBuy& group, bool joined, Instant /*now*/) {
    if (!joined) return refuse(ErrorCode::not_joined);
    if (group.state != GroupState::open) return refuse(ErrorCode::wrong_state);
    return {};
}

Result<GroupBuy> form(GroupBuy group, Instant now) {
    if (group.state != GroupState::open) return refuse(ErrorCode::wrong_state);
    group.state = GroupState::formed;
    group.formed_at = now;
    return group;
}

bool fails_now(const GroupBuy& group, Instant now) noexcept {
    return group.state == GroupState::open && now >= group.cutoff_at;
}

Result<GroupBuy> fail(GroupBuy group, Instant now) {
    if (!fails_now(group, now)) return refuse(ErrorCode::wrong_state);
    return end_as(std::move(group), GroupState::failed, now);
}

Result<GroupBuy> cancel(GroupBuy group, Instant now) {
    if (!may_be_cancelled(group.state)) return refuse(ErrorCode::wrong_state);
    return end_as(std::move(group), GroupState::cancelled, now);
}

Result<GroupBuy> close_early(GroupBuy group, Instant now) {
    if (group.state == GroupState::open || !state_accepts_joins(group.state)) {
        return refuse(ErrorCode::wrong_state);
    }
    if (now >= group.cutoff_at) return refuse(ErrorCode::cutoff_passed);
    group.cutoff_at = now;
    return group;
}

bool reaches_cap(const GroupBuy& group, std::int32_t households) noexcept {
    return !group.cap_turnover.is_zero() && group.state != GroupState::open &&
           state_accepts_joins(group.state) &&
           worth_fen(group, households) >= group.cap_turnover.fen();
}

Result<GroupBuy> set_cap(GroupBuy group, Money cap_turnover) {
    if (!state_accepts_joins(group.state)) return refuse(ErrorCode::wrong_state);
    group.cap_turnover = cap_turnover;
    LOUXIA_TRY(check_cap(group));
    return group;
}

Result<GroupBuy> move_time(GroupBuy group, Instant deliver_before, Instant now) {
    if (!state_accepts_joins(group.state)) return refuse(ErrorCode::wrong_state);
    if (deliver_before <= now || deliver_before <= group.cutoff_at ||
        deliver_before - now > moved_ahead_max_ms) {
        return refuse(ErrorCode::out_of_range, "deliver_before_ms");
    }
    group.deliver_before = deliver_before;
    return group;
}

ShareState share_state(const GroupBuy& group, const GroupShare& share) noexcept {
    if (share.order.is_set()) return ShareState::ordered;
    if (share.released_at.is_set()) return ShareState::gone_back;
    const bool ended = group.state == GroupState::failed || group.state == GroupState::cancelled;
    return ended ? ShareState::going_back : ShareState::waiting;
}

GroupBuy advance(GroupBuy group, const GroupProgress& progress, Instant now) {
    if (!is_underway(group.state) || progress.orders <= 0) return group;
    const GroupState shown = state_shown_by(progress);
    if (shown <= group.state) return group;
    group.state = shown;
    if (shown == GroupState::done) group.ended_at = now;
    return group;
}

std::int32_t households_missing(const GroupBuy& group, std::int32_t households) noexcept {
    return std::max(0, group.target_households - households);
}

bool accepts_joins(const GroupBuy& group, Instant now) noexcept {
    return state_accepts_joins(group.state) && now < group.cutoff_at;
}

}  // namespace louxia
