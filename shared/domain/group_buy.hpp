#pragma once

#include <string>
#include <vector>

#include "shared/base/enum_words.hpp"
#include "shared/base/instant.hpp"
#include "shared/base/money.hpp"
#include "shared/base/result.hpp"
#include "shared/base/strong_id.hpp"

namespace louxia {

/// draft → open → formed → packing → out → done; open → failed; draft, open or formed → cancelled.
enum class GroupState : std::int32_t {
    draft = 1,
    open = 2,
    formed = 3,
    packing = 4,
    out = 5,
    done = 6,
    failed = 7,     ///< short at the cut-off; everything went back
    cancelled = 8,  ///< by the leader; everything went back
};
template <>
struct EnumWords<GroupState> {
    static constexpr auto table = enum_table<GroupState>({{GroupState::draft, "draft"},
                                                          {GroupState::open, "open"},
                                                          {GroupState::formed, "formed"},
                                                          {GroupState::packing, "packing"},
                                                          {GroupState::out, "out"},
                                                          {GroupState::done, "done"},
                                                          {GroupState::failed, "failed"},
                                                          {GroupState::cancelled, "cancelled"}});
};

/// One thing in a household's share.
struct GroupContent {
    ItemId item;          ///< the list's item whose stock a share takes
    std::string name;     ///< as it was when the group opened
    std::string amount;   ///< "400g", "2 颗": what a household gets, for people
    std::string picture;  ///< key of a stock picture
    Pieces pieces;        ///< sale units taken from stock per share, ≥ 1
};

struct GroupBuy {
    GroupId id;
    HubId hub;  ///< whose stock it takes and who delivers it
    GroupState state = GroupState::draft;
    std::string title;    ///< 1-30 code points
    std::string serves;   ///< "3–4 人份", may be empty
    std::string picture;  ///< key of a stock picture
    std::vector<GroupContent> contents;
    Money price;         ///< per household, one share each
    Money single_price;  ///< the same goods bought singly, from the list when it opened
    std::int32_t target_households = 10;
    std::int32_t cap_households = 0;  ///< 0: as many as the stock allows
    Instant cutoff_at;
    Instant deliver_before;
    Instant opened_at;
    Instant formed_at;     ///< unset until it formed, then never changed
    Instant ended_at;      ///< done, failed or cancelled
    Money cap_turnover{};  ///< closes by itself once its shares are worth that; 0: never
};

/// One household's share. A household is in a group at most once, whoever of its members pressed.
struct GroupShare {
    GroupId group;
    HouseholdId household;
    Money paid;  ///< held until the group forms, then captured
    Instant joined_at;
    OrderId order;          ///< set when the group formed
    Instant released_at{};  ///< when its goods and money went back, after failing or cancelling
};

/// Where a share stands, for its household.
enum class ShareState : std::int32_t {
    waiting = 1,     ///< paid, waiting for the group
    ordered = 2,     ///< the group formed: there is an order
    going_back = 3,  ///< the group ended, its money goes back in a moment
    gone_back = 4,
};
template <>
struct EnumWords<ShareState> {
    static constexpr auto table = enum_table<ShareState>({{ShareState::waiting, "waiting"},
                                                          {ShareState::ordered, "ordered"},
                                                          {ShareState::going_back, "going_back"},
                                                          {ShareState::gone_back, "gone_back"}});
};
[[nodiscard]] ShareState share_state(const GroupBuy& group, const GroupShare& share) noexcept;

inline constexpr std::int32_t group_target_min = 2;
inline constexpr std::int32_t group_target_max = 200;
inline constexpr std::int32_t group_cap_max = 2000;
inline constexpr std::size_t group_contents_max = 30;
inline constexpr std::size_t group_title_code_points_max = 30;
inline constexpr std::size_t group_serves_code_points_max = 20;
inline constexpr std::size_t group_content_code_points_max = 40;  ///< its name, and its amount
inline constexpr std::int64_t group_pieces_max = 999;
inline constexpr Money group_price_max = Money::fen_unchecked(10'000'000);

/// Lengths, target and cap in range (the cap not below the target), price positive, contents
/// present with an item each, now < cutoff < deliver_before. Refused with cutoff_passed,
/// out_of_range, missing_field or invalid_value (control characters), naming the field: "title",
/// "serves", "contents", "contents[i].item", ".name", ".amount", ".pieces", "price_fen",
/// "target_households", "cap_households", "cutoff_at_ms", "deliver_before_ms", "cap_turnover_fen"
/// (set, and below what the target is worth).
[[nodiscard]] Result<void> check_new_group(const GroupBuy& group, Instant now);

enum class JoinEffect : std::int32_t { waiting = 1, forms_now = 2, joins_formed = 3 };

/// May one more household join, and what happens when it does. `households` counts distinct
/// households already in. Until the cut-off a group is joined while open, and still after it
/// formed, until its orders have left. Refused, in this order: already_joined, group_closed,
/// group_full. Exactly the join that makes households + 1 == target in state open returns
/// forms_now.
[[nodiscard]] Result<JoinEffect> join(const GroupBuy& group, std::int32_t households,
                                      bool already_joined, Instant now);

/// Leaving is free until it forms, at any hour. Refused: not_joined, wrong_state unless open.
[[nodiscard]] Result<void> leave(const GroupBuy& group, bool joined, Instant now);

/// The group after the join that formed it. Refused: wrong_state unless open.
[[nodiscard]] Result<GroupBuy> form(GroupBuy group, Instant now);

/// True when the cut-off has come and the group is still open: it fails.
[[nodiscard]] bool fails_now(const GroupBuy& group, Instant now) noexcept;
/// Refused: wrong_state unless fails_now.
[[nodiscard]] Result<GroupBuy> fail(GroupBuy group, Instant now);
/// Refused: wrong_state unless draft, open or formed.
[[nodiscard]] Result<GroupBuy> cancel(GroupBuy group, Instant now);

/// No more join from now on: the cut-off is now. Refused: wrong_state unless formed or packing,
/// cutoff_passed when that was before.
[[nodiscard]] Result<GroupBuy> close_early(GroupBuy group, Instant now);

/// Whether so many shares reach its turnover cap. Only a group that formed does.
[[nodiscard]] bool reaches_cap(const GroupBuy& group, std::int32_t households) noexcept;
/// Another cap, for a group that takes joins: 0, or not below what the target is worth. Refused:
/// wrong_state, out_of_range "cap_turnover_fen".
[[nodiscard]] Result<GroupBuy> set_cap(GroupBuy group, Money cap_turnover);
/// Delivered before another time: after now and after a cut-off that is still to come. Refused:
/// wrong_state unless open, formed or packing, out_of_range "deliver_before_ms".
[[nodiscard]] Result<GroupBuy> move_time(GroupBuy group, Instant deliver_before, Instant now);
/// How far ahead a time may be moved.
inline constexpr std::int64_t moved_ahead_max_ms = 7 * day_ms;

/// How far the shares' orders are, counted.
struct GroupProgress {
    std::int32_t orders = 0;
    std::int32_t started = 0;    ///< picking or later, cancelled ones not counted
    std::int32_t left_hub = 0;   ///< out, ready or done
    std::int32_t finished = 0;   ///< done or cancelled
    std::int32_t cancelled = 0;  ///< of the finished; they need not leave the hub
};
/// formed → packing when one started, → out when all left that are not cancelled, → done when all
/// finished; several steps at once when the orders are that far. Never backwards, and nothing
/// without orders. `ended_at` is set with done.
[[nodiscard]] GroupBuy advance(GroupBuy group, const GroupProgress& progress, Instant now);

[[nodiscard]] std::int32_t households_missing(const GroupBuy& group,
                                              std::int32_t households) noexcept;
/// By state and cut-off; the cap is join's matter.
[[nodiscard]] bool accepts_joins(const GroupBuy& group, Instant now) noexcept;

}  // namespace louxia
