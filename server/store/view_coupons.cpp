#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<Coupon> SqlView::coupon(CouponId id) const {
    static const std::string sql = select_sql(coupon_table, "AND coupon_id = $2");
    return one_row<Coupon>(connection_, sql, community_, id);
}

std::optional<Coupon> SqlView::coupon_by_code(std::string_view code) const {
    static const std::string sql = select_sql(coupon_table, "AND code = $2");
    return one_row<Coupon>(connection_, sql, community_, code);
}

std::vector<Coupon> SqlView::coupons(std::int32_t limit) const {
    // Ids grow from one issue to the next, and are the rows' order.
    static const std::string sql = select_sql(coupon_table, "ORDER BY coupon_id DESC LIMIT $2");
    return all_rows<Coupon>(connection_, sql, community_, limit);
}

std::optional<OrderId> SqlView::coupon_use(CouponId id, HouseholdId household) const {
    return Query(connection_,
                 "SELECT order_id FROM coupon_use WHERE community_id = $1 AND coupon_id = $2 AND "
                 "household_id = $3",
                 community_, id, household)
        .only<OrderId>();
}

void SqlView::put(const Coupon& coupon) {
    static const std::string sql = upsert_sql(coupon_table);
    write_row(connection_, sql, community_, coupon);
}

Result<void> SqlView::take_coupon(const CouponUse& use) {
    const bool first = Query(connection_,
                             "INSERT INTO coupon_use (community_id, coupon_id, household_id, "
                             "order_id) VALUES ($1, $2, $3, $4) ON CONFLICT (community_id, "
                             "coupon_id, household_id) DO NOTHING RETURNING 1",
                             community_, use.coupon, use.household, use.order)
                           .next();
    if (!first) return refuse(ErrorCode::coupon_used, "coupon");
    const bool left =
        Query(connection_,
              "UPDATE coupon SET taken = taken + 1 WHERE community_id = $1 AND "
              "coupon_id = $2 AND taken < count AND stopped_at_ms IS NULL RETURNING 1",
              community_, use.coupon)
            .next();
    if (!left) return refuse(ErrorCode::coupon_gone, "coupon");
    return {};
}

void SqlView::give_back_coupon(const CouponUse& use) {
    const bool had = Query(connection_,
                           "DELETE FROM coupon_use WHERE community_id = $1 AND coupon_id = $2 AND "
                           "household_id = $3 AND order_id = $4 RETURNING 1",
                           community_, use.coupon, use.household, use.order)
                         .next();
    if (!had) return;
    Query(connection_,
          "UPDATE coupon SET taken = taken - 1 WHERE community_id = $1 AND coupon_id = $2",
          community_, use.coupon)
        .run();
}

}  // namespace louxia::store
