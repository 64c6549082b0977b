#include "shared/domain/coupon.hpp"

namespace louxia {

Result<void> check_coupon(const Coupon& coupon, Money goods, bool used, Instant now) {
    if (coupon.stopped_at.is_set() || now >= coupon.ends_at) {
        return refuse(ErrorCode::coupon_ended, "coupon");
    }
    if (used) return refuse(ErrorCode::coupon_used, "coupon");
    if (coupon.taken >= coupon.count) return refuse(ErrorCode::coupon_gone, "coupon");
    if (goods < coupon.minimum) return refuse(ErrorCode::below_coupon, "coupon");
    return {};
}

}  // namespace louxia
