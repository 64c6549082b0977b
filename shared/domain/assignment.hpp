#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/domain/order.hpp"

/// Whose an order was on its way to the door, why, and what went wrong there. An unfinished order
/// with a courier has one assignment that runs, and it is that courier's; without, it has none.
namespace louxia {

enum class AssignmentEnd : std::int32_t {
    running = 1,
    delivered = 2,
    declined = 3,      ///< by the courier, before taking it
    silent = 4,        ///< the courier did not come for it and was not heard of
    brought_back = 5,  ///< to the hub, undelivered
    cancelled = 6,
    released = 7,  ///< it is picked up instead, its hub closed, or it has a problem
};
template <>
struct EnumWords<AssignmentEnd> {
    static constexpr auto table =
        enum_table<AssignmentEnd>({{AssignmentEnd::running, "running"},
                                   {AssignmentEnd::delivered, "delivered"},
                                   {AssignmentEnd::declined, "declined"},
                                   {AssignmentEnd::silent, "silent"},
                                   {AssignmentEnd::brought_back, "brought_back"},
                                   {AssignmentEnd::cancelled, "cancelled"},
                                   {AssignmentEnd::released, "released"}});
};

/// What was decided for an order, and why: dispatch::Reason, kept.
struct CourierAssignment {
    OrderId order;
    std::int32_t number = 0;  ///< counts from 1 in its order
    CourierId courier;
    Instant assigned_at;
    CourierId instead;         ///< the best other courier; unset: there was none
    std::int32_t saves_s = 0;  ///< seconds of waiting by which the other would have been worse
    bool on_the_way = false;   ///< it joined a way that the courier took anyhow
    bool urgent = false;       ///< it had waited too long
    Instant expected_at;       ///< at the door, when it was decided
    Instant ended_at;          ///< unset while it runs
    AssignmentEnd end = AssignmentEnd::running;
};

/// A stop of the way that a courier is bound to, in the order to drive them.
struct RouteStop {
    CourierId courier;
    std::int32_t position = 0;  ///< counts from 0
    OrderId order;
    bool pickup = false;  ///< at its hub, else at its door
    Instant expected_at;

    friend bool operator==(const RouteStop&, const RouteStop&) = default;
};

enum class ProblemKind : std::int32_t {
    nobody_home = 1,
    wrong_address = 2,
    item_missing = 3,  ///< at the hub
    damaged = 4,
    other = 5,
};
template <>
struct EnumWords<ProblemKind> {
    static constexpr auto table =
        enum_table<ProblemKind>({{ProblemKind::nobody_home, "nobody_home"},
                                 {ProblemKind::wrong_address, "wrong_address"},
                                 {ProblemKind::item_missing, "item_missing"},
                                 {ProblemKind::damaged, "damaged"},
                                 {ProblemKind::other, "other"}});
};

/// What a courier reported of an order. While one is open nobody new is given the order.
struct OrderProblem {
    OrderId order;
    std::int32_t number = 0;  ///< counts from 1 in its order
    CourierId courier;
    ProblemKind kind = ProblemKind::other;
    std::string text;  ///< the courier's, 0-200 code points
    Instant reported_at;
    Instant solved_at;  ///< unset while open
};

/// What shows that an order came to whom it was for.
enum class HandoverProof : std::int32_t {
    none = 1,   ///< the courier's word
    code = 2,   ///< the household's four digits
    photo = 3,  ///< of where it stands
};
template <>
struct EnumWords<HandoverProof> {
    static constexpr auto table = enum_table<HandoverProof>({{HandoverProof::none, "none"},
                                                             {HandoverProof::code, "code"},
                                                             {HandoverProof::photo, "photo"}});
};

/// How a courier handed a delivery over, at the door. Those of the crowd and the leader leave none.
struct Handover {
    OrderId order;
    HandoverProof proof = HandoverProof::none;
    PictureId photo;  ///< set if proof is photo
    Instant at;
};

/// What the courier showed: digits, or a picture that was kept before. Refused: wrong_state unless
/// the order is under way, invalid_value "photo" when there are digits too, wrong_code "code" when
/// they are not the order's.
[[nodiscard]] Result<Handover> hand_over_at_door(const Order& order, std::string_view code,
                                                 PictureId photo, Instant now);

inline constexpr std::size_t problem_text_code_points_max = 200;
inline constexpr std::int32_t problems_per_order_max = 10;

/// A courier who has not come for a packed order for so long, and was not heard of, has lost it.
inline constexpr std::int64_t silent_after_ms = 10 * minute_ms;
/// A position older than this is forgotten.
inline constexpr std::int64_t positions_kept_ms = 24 * hour_ms;
/// Somebody who waits is told of a new time from this much on.
inline constexpr std::int64_t estimate_told_from_ms = 3 * minute_ms;

/// out_of_range or invalid_value "text".
[[nodiscard]] Result<void> check_problem_text(std::string_view text);
/// The next report of the order, which has `earlier` ones. Refused: wrong_state (it is finished,
/// has problems_per_order_max, or is under way while something is said to be missing at the hub),
/// and what check_problem_text refuses.
[[nodiscard]] Result<OrderProblem> report_problem(const Order& order, std::int32_t earlier,
                                                  OrderProblem wanted, Instant now);
[[nodiscard]] bool has_open(const std::vector<OrderProblem>& problems) noexcept;

/// What its courier does not hold in hands yet.
[[nodiscard]] bool may_change_courier(const Order& order) noexcept;
/// It lies packed, its courier has had it for silent_after_ms, and was not heard of for as long.
[[nodiscard]] bool is_let_lie(const Order& order, Instant assigned_at, Instant heard_of,
                              Instant now) noexcept;
/// Whether who waits is told that it comes at another time than was said before.
[[nodiscard]] bool is_told_anew(Instant before, Instant after) noexcept;

}  // namespace louxia
