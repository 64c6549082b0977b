#pragma once

#include "shared/api/leader.hpp"

/// What comes after delivery: what a household asks back, and what the leader gives back.
namespace louxia::api {

/// Asks back a line, or all that is left, of an own delivered order. Refused: not_found,
/// not_delivered, claim_too_late, out_of_range "line" or "text", invalid_value "reason" (recalled
/// is RecallItem's) or "text", already_refunded "line", already_claimed "line".
struct ClaimRefund {
    static constexpr std::string_view name = "claim_refund";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/orders/{order}/claim";
    static constexpr RoleSet roles = household_roles;
    struct Request {
        OrderId order;
        std::int32_t line = whole_order;  ///< its place in the order; −1: all that is left
        RefundReason reason = RefundReason::other;
        std::string text;  ///< 0-200 code points
        static constexpr auto fields() {
            return field_list(
                field("order", &Request::order), optional_field("line", &Request::line),
                field("reason", &Request::reason), optional_field("text", &Request::text));
        }
    };
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The claims that wait for the leader, the longest waiting first, at most 100.
struct ListRefundClaims {
    static constexpr std::string_view name = "list_refund_claims";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/claims";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::vector<OrderView> orders;  ///< each once, with its claims
        static constexpr auto fields() { return field_list(field("orders", &Response::orders)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The leader's no to a claim, with words for the household. Refused: not_found, conflict (it was
/// answered before), missing_field, out_of_range or invalid_value "answer".
struct DeclineRefund {
    static constexpr std::string_view name = "decline_refund";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/orders/{order}/decline";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    struct Request {
        OrderId order;
        std::int32_t claim = 1;  ///< its number in the order
        std::string answer;      ///< 1-200 code points
        static constexpr auto fields() {
            return field_list(field("order", &Request::order), field("claim", &Request::claim),
                              field("answer", &Request::answer));
        }
    };
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A line, or all that is left of a delivered order, goes back. Refused: not_found, not_delivered,
/// out_of_range "line", invalid_value ("way": cash for what the wallet paid; "reason": recalled is
/// RecallItem's), already_refunded.
struct RefundOrder {
    static constexpr std::string_view name = "refund_order";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/orders/{order}/refund";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        OrderId order;
        std::int32_t line = whole_order;  ///< its place in the order; −1: all that is left
        RefundReason reason = RefundReason::other;
        RefundWay way = RefundWay::wallet;
        static constexpr auto fields() {
            return field_list(
                field("order", &Request::order), optional_field("line", &Request::line),
                field("reason", &Request::reason), optional_field("way", &Request::way));
        }
    };
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Takes an item of a published list back: no more of it is sold, and every buyer who has it gets
/// that line's money into the wallet, a few orders at a time, those on their way once they are
/// there. Asked again, it goes on. Refused: not_found, list_not_published.
struct RecallItem {
    static constexpr std::string_view name = "recall_item";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/items/{item}/recall";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        ItemId item;
        bool whole_batch = false;  ///< the list's other items of the same batch too
        static constexpr auto fields() {
            return field_list(field("item", &Request::item),
                              optional_field("whole_batch", &Request::whole_batch));
        }
    };
    struct Response {
        std::vector<RecallView> recalls;
        static constexpr auto fields() { return field_list(field("recalls", &Response::recalls)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
