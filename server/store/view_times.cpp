#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::vector<GroupShare> SqlView::waiting_shares_of(HouseholdId household) const {
    static const std::string sql =
        select_sql(group_share_table,
                   "AND household_id = $2 AND order_id IS NULL AND released_at_ms IS NULL "
                   "ORDER BY group_id DESC");
    return all_rows<GroupShare>(connection_, sql, community_, household);
}

std::vector<OrderId> SqlView::orders_to_move(std::int32_t limit) const {
    return Query(connection_,
                 "SELECT o.order_id FROM group_buy AS g JOIN orders AS o ON "
                 "o.community_id = g.community_id AND o.group_id = g.group_id WHERE "
                 "g.community_id = $1 AND g.state IN (3, 4, 5) AND o.group_id IS NOT NULL AND "
                 "o.state <= 6 AND o.due_at_ms <> g.deliver_before_ms ORDER BY o.order_id LIMIT $2",
                 community_, limit)
        .each<OrderId>();
}

std::optional<app::TimeChange> SqlView::time_change(GroupId group, OrderId order) const {
    static const std::string of_group =
        select_sql(time_change_table,
                   "AND group_id = $2 AND group_id IS NOT NULL ORDER BY changed_at_ms DESC, "
                   "change_id DESC LIMIT 1");
    static const std::string of_order =
        select_sql(time_change_table,
                   "AND order_id = $2 AND order_id IS NOT NULL ORDER BY changed_at_ms DESC, "
                   "change_id DESC LIMIT 1");
    return group.is_set() ? one_row<app::TimeChange>(connection_, of_group, community_, group)
                          : one_row<app::TimeChange>(connection_, of_order, community_, order);
}

void SqlView::put(const app::TimeChange& change) {
    static const std::string sql = insert_sql(time_change_table);
    write_row(connection_, sql, community_, change);
}

}  // namespace louxia::store
