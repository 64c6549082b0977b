#include "server/app/coupons.hpp"

#include "server/app/use_cases.hpp"
#include "shared/domain/invite_code.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t coupons_shown_max = 100;

api::CouponView view_of_coupon(const Coupon& coupon) {
    return {coupon.id,      show_invite_code(coupon.code),
            coupon.off,     coupon.minimum,
            coupon.count,   coupon.taken,
            coupon.ends_at, coupon.stopped_at.is_set()};
}

}  // namespace

Result<void> offer_coupon(const Reader& reader, Order& order, std::string_view typed, Instant now) {
    if (typed.empty()) {
        return {};
    }
    const auto code = read_invite_code(typed);
    const auto coupon = code ? reader.coupon_by_code(*code) : std::nullopt;
    if (!coupon) {
        return refuse(ErrorCode::not_found, "coupon");
    }
    const bool used = reader.coupon_use(coupon->id, order.household).has_value();
    LOUXIA_TRY(check_coupon(*coupon, shown_goods(order), used, now));
    order.coupon = coupon->id;
    order.discount = coupon->off;
    return {};
}

Result<void> take_coupon(Writer& writer, const Order& order) {
    return order.coupon.is_set() ? writer.take_coupon({order.coupon, order.household, order.id})
                                 : Result<void>{};
}

void give_back_coupon(Writer& writer, const Order& order) {
    if (order.coupon.is_set()) {
        writer.give_back_coupon({order.coupon, order.household, order.id});
    }
}

Result<api::ListCoupons::Response> list_coupons(const Context&, const Caller&, const api::Nothing&,
                                                const Reader& reader) {
    api::ListCoupons::Response response;
    for (const Coupon& coupon : reader.coupons(coupons_shown_max)) {
        response.coupons.push_back(view_of_coupon(coupon));
    }
    return response;
}

Result<api::CouponView> issue_coupon(Context& context, const Caller&,
                                     const api::IssueCoupon::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    if (request.ends_at <= now) {
        return refuse(ErrorCode::cutoff_passed, "ends_at_ms");
    }
    if (request.ends_at - now > coupon_ms_most) {
        return refuse(ErrorCode::out_of_range, "ends_at_ms");
    }
    Coupon coupon;
    coupon.id = context.ids.make<CouponId>();
    do {
        coupon.code = invite_code_of(context.secrets.random());
    } while (writer.coupon_by_code(coupon.code));
    coupon.off = request.off;
    coupon.minimum = request.minimum;
    coupon.count = request.count;
    coupon.issued_at = now;
    coupon.ends_at = request.ends_at;
    writer.put(coupon);
    return view_of_coupon(coupon);
}

Result<api::CouponView> stop_coupon(Context& context, const Caller&,
                                    const api::StopCoupon::Request& request, Writer& writer) {
    auto coupon = writer.coupon(request.coupon);
    if (!coupon) {
        return refuse(ErrorCode::not_found);
    }
    if (!coupon->stopped_at.is_set()) {
        coupon->stopped_at = context.clock.now();
        writer.put(*coupon);
    }
    return view_of_coupon(*coupon);
}

}  // namespace louxia::app
