#include "shared/api/leader_orders.hpp"

#include "shared/api/check.hpp"

namespace louxia::api {

Result<void> FindOrders::check(const Request& request) {
    constexpr std::int32_t most = 99'999;
    LOUXIA_TRY(check_between(request.building, 0, most, "building"));
    LOUXIA_TRY(check_between(request.unit, 0, most, "unit"));
    LOUXIA_TRY(check_between(request.room, 0, most, "room"));
    LOUXIA_TRY(check_between(request.number, 0, most, "number"));
    const bool needs_building = request.unit > 0 || request.room > 0;
    if (needs_building && request.building == 0) {
        return refuse(ErrorCode::missing_field, "building");
    }
    return {};
}

Result<void> ChangeGroup::check(const Request& request) {
    LOUXIA_TRY(check_set(request.group, "group"));
    if (!request.deliver_before.is_set() && request.cap_turnover.is_negative()) {
        return refuse(ErrorCode::missing_field, "deliver_before_ms");
    }
    return check_between(request.cap_turnover.fen(), -1, Money::limit_fen, "cap_turnover_fen");
}

Result<void> MoveOrderTime::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    return check_set(request.at, "at_ms");
}

Result<void> SettleLostOrder::check(const Request& request) {
    return check_set(request.order, "order");
}

}  // namespace louxia::api
