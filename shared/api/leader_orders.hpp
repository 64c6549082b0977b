#pragma once

#include "shared/api/leader.hpp"
#include "shared/domain/crowd_ride.hpp"

/// Older orders for the leader, and when groups and orders are handed over.
namespace louxia::api {

/// Orders by door or number, or without either all delivered ones, the latest placed first, 30 at a
/// time. By number: of the last two weeks. By door: also those under way.
struct FindOrders {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "find_orders";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/orders";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        std::int32_t building = 0;  ///< its number; 0: any. Needed for unit and room
        std::int32_t unit = 0;
        std::int32_t room = 0;
        std::int32_t number = 0;  ///< the order's, of its day
        OrderId before;           ///< `next` of the page before; null: the first
        static constexpr auto fields() {
            return field_list(optional_field("building", &Request::building),
                              optional_field("unit", &Request::unit),
                              optional_field("room", &Request::room),
                              optional_field("number", &Request::number),
                              optional_field("before", &Request::before));
        }
    };
    struct Response {
        std::vector<OrderView> orders;
        OrderId next;  ///< null: that was all
        static constexpr auto fields() {
            return field_list(field("orders", &Response::orders),
                              optional_field("next", &Response::next));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Another time before which a group is handed over, or another turnover at which it closes by
/// itself; what is left out stays. Every household with an order of it is told, a few at a time.
/// Refused: not_found, wrong_state, out_of_range ("deliver_before_ms", "cap_turnover_fen"),
/// missing_field when nothing is to change.
struct ChangeGroup {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "change_group";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/groups/{group}/change";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        GroupId group;
        Instant deliver_before;                         ///< null: stays
        Money cap_turnover = Money::fen_unchecked(-1);  ///< -1: stays; 0: none
        static constexpr auto fields() {
            return field_list(field("group", &Request::group),
                              optional_field("deliver_before_ms", &Request::deliver_before),
                              optional_field("cap_turnover_fen", &Request::cap_turnover));
        }
    };
    using Response = GroupView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Another time for an order: until when a ready one waits, else until when it is promised. A
/// compensation that is owed for the former promise is paid. Refused: not_found, wrong_state
/// (finished, or of a group), out_of_range "at_ms".
struct MoveOrderTime {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "move_order_time";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/orders/{order}/time";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        OrderId order;
        Instant at;
        static constexpr auto fields() {
            return field_list(field("order", &Request::order), field("at_ms", &Request::at));
        }
    };
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// An order that a rider of the crowd took and did not bring: the household has it after all, the
/// bag came back, or it was packed once more from the shelf. In the last two it waits packed for
/// another courier. Refused: not_found, wrong_state (not out with a rider of the crowd), sold_out
/// "lines[i].quantity" when the shelf has not enough.
struct SettleLostOrder {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "settle_lost_order";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/orders/{order}/lost";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        OrderId order;
        LostOutcome outcome = LostOutcome::delivered;
        static constexpr auto fields() {
            return field_list(field("order", &Request::order), field("outcome", &Request::outcome));
        }
    };
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
