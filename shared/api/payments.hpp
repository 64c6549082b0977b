#pragma once

#include "shared/api/resident.hpp"
#include "shared/domain/payment.hpp"

/// Paying online. Its faces are pages of the server's.
namespace louxia::api {

struct PaymentView {
    PaymentId payment;
    PaymentPurpose purpose = PaymentPurpose::top_up;
    PaymentState state = PaymentState::created;
    Money amount;
    Money received;
    Money returned;         ///< gone or going back to where it was paid from
    std::string pay_url{};  ///< empty until the provider knows of it
    OrderId order;
    GroupId group;
    std::string why{};  ///< the word of the error for which the purpose could not be done
    Instant asked_at;
    static constexpr auto fields() {
        return field_list(
            field("payment", &PaymentView::payment), field("purpose", &PaymentView::purpose),
            field("state", &PaymentView::state), field("amount_fen", &PaymentView::amount),
            field("received_fen", &PaymentView::received),
            field("returned_fen", &PaymentView::returned), field("pay_url", &PaymentView::pay_url),
            optional_field("order", &PaymentView::order),
            optional_field("group", &PaymentView::group), field("why", &PaymentView::why),
            field("asked_at_ms", &PaymentView::asked_at));
    }
};

/// Asks for a payment: into the wallet (`amount_fen`, ¥1–¥5,000), for an order with the quote's
/// terms
/// (`order`), or for a share of a group (`group`): exactly one of them. What it costs is the
/// server's. Refused: not_offered (no provider), rate_limited (five are not paid yet), out_of_range
/// "amount_fen", and as PlaceOrder and JoinGroup, which are run when the money has come.
struct StartPayment {
    static constexpr std::string_view name = "start_payment";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/payments";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    struct Request {
        Money amount;
        std::optional<PlaceOrder::Request> order;
        GroupId group;
        static constexpr auto fields() {
            return field_list(optional_field("amount_fen", &Request::amount),
                              optional_field("order", &Request::order),
                              optional_field("group", &Request::group));
        }
    };
    using Response = PaymentView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct GetPayment {
    static constexpr std::string_view name = "get_payment";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/payments/{payment}";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    struct Request {
        PaymentId payment;
        static constexpr auto fields() { return field_list(field("payment", &Request::payment)); }
    };
    using Response = PaymentView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The household's own, newest first, at most 50.
struct ListPayments {
    static constexpr std::string_view name = "list_payments";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/payments";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        bool offered = false;
        bool refunds_to_wallet = false;  ///< instead of where it was paid from
        std::vector<PaymentView> payments;
        static constexpr auto fields() {
            return field_list(field("offered", &Response::offered),
                              field("refunds_to_wallet", &Response::refunds_to_wallet),
                              field("payments", &Response::payments));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Where what was paid online goes when it goes back. Refused: destination_held for a day after the
/// household's phone was reported lost.
struct SetRefundTo {
    static constexpr std::string_view name = "set_refund_to";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/payments/refund-to";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    struct Request {
        bool wallet = false;
        static constexpr auto fields() { return field_list(field("wallet", &Request::wallet)); }
    };
    using Response = ListPayments::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
