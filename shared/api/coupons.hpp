#pragma once

#include "shared/api/leader.hpp"
#include "shared/domain/coupon.hpp"

/// Coupons, as the leader issues them. Their faces are pages of the server's.
namespace louxia::api {

struct CouponView {
    CouponId coupon;
    std::string code{};  ///< "K7M2-9QXD"
    Money off;
    Money minimum;
    std::int32_t count = 0;
    std::int32_t taken = 0;
    Instant ends_at;
    bool stopped = false;
    static constexpr auto fields() {
        return field_list(
            field("coupon", &CouponView::coupon), field("code", &CouponView::code),
            field("off_fen", &CouponView::off), field("minimum_fen", &CouponView::minimum),
            field("count", &CouponView::count), field("taken", &CouponView::taken),
            field("ends_at_ms", &CouponView::ends_at), field("stopped", &CouponView::stopped));
    }
};

/// Newest first, at most 100.
struct ListCoupons {
    static constexpr std::string_view name = "list_coupons";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/coupons";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::vector<CouponView> coupons;
        static constexpr auto fields() { return field_list(field("coupons", &Response::coupons)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A new coupon: ¥0.01–¥500 off orders of at least that much, 1–10,000 of them, one for each
/// household, for up to a year from now. Refused: out_of_range, cutoff_passed "ends_at_ms".
struct IssueCoupon {
    static constexpr std::string_view name = "issue_coupon";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/coupons";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    struct Request {
        Money off;
        Money minimum;
        std::int32_t count = 0;
        Instant ends_at;
        static constexpr auto fields() {
            return field_list(
                field("off_fen", &Request::off), field("minimum_fen", &Request::minimum),
                field("count", &Request::count), field("ends_at_ms", &Request::ends_at));
        }
    };
    using Response = CouponView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// No order takes it from now on; those that have it keep it.
struct StopCoupon {
    static constexpr std::string_view name = "stop_coupon";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/coupons/{coupon}/stop";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    struct Request {
        CouponId coupon;
        static constexpr auto fields() { return field_list(field("coupon", &Request::coupon)); }
    };
    using Response = CouponView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
