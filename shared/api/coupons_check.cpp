#include "shared/api/check.hpp"
#include "shared/api/coupons.hpp"

namespace louxia::api {

Result<void> ListCoupons::check(const Request& /*request*/) {
    return {};
}

Result<void> IssueCoupon::check(const Request& request) {
    LOUXIA_TRY(check_between(request.off.fen(), 1, coupon_off_most.fen(), "off_fen"));
    // No order is paid for by coupons alone, so that what goes back has somewhere to go.
    LOUXIA_TRY(check_between(request.minimum.fen(), request.off.fen(), coupon_minimum_most.fen(),
                             "minimum_fen"));
    LOUXIA_TRY(check_between(request.count, 1, coupon_count_most, "count"));
    return check_set(request.ends_at, "ends_at_ms");
}

Result<void> StopCoupon::check(const Request& request) {
    return check_set(request.coupon, "coupon");
}

}  // namespace louxia::api
