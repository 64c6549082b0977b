#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::vector<app::WaitingOrder> SqlView::orders_waiting_for(HubId hub, ItemId item) const {
    Query query(connection_,
                "SELECT o.order_id, CAST(SUM(l.quantity - l.missing) AS BIGINT) FROM orders AS o "
                "JOIN order_line AS l ON l.community_id = o.community_id AND "
                "l.order_id = o.order_id WHERE o.community_id = $1 AND o.hub_id = $2 AND "
                "o.state <= 6 AND o.state <= 3 AND l.item_id = $3 AND l.weighed_g = 0 AND "
                "l.quantity > l.missing GROUP BY o.order_id, o.placed_at_ms "
                "ORDER BY o.placed_at_ms, o.order_id",
                community_, hub, item);
    std::vector<app::WaitingOrder> orders;
    while (query.next()) {
        app::WaitingOrder& order = orders.emplace_back();
        query.into(order.order, order.pieces);
    }
    return orders;
}

std::optional<Shortage> SqlView::shortage(ShortageId id) const {
    static const std::string sql = select_sql(shortage_table, "AND shortage_id = $2");
    return one_row<Shortage>(connection_, sql, community_, id);
}

std::vector<ShortageId> SqlView::running_shortages() const {
    return Query(connection_,
                 "SELECT shortage_id FROM shortage WHERE community_id = $1 AND ended_at_ms IS NULL "
                 "ORDER BY shortage_id",
                 community_)
        .each<ShortageId>();
}

std::vector<ShortageCut> SqlView::cuts_to_apply(ShortageId id, std::int32_t limit) const {
    static const std::string sql =
        select_sql(shortage_cut_table,
                   "AND shortage_id = $2 AND applied_at_ms IS NULL ORDER BY order_id LIMIT $3");
    return all_rows<ShortageCut>(connection_, sql, community_, id, limit);
}

void SqlView::put(const Shortage& shortage) {
    static const std::string sql = upsert_sql(shortage_table);
    write_row(connection_, sql, community_, shortage);
}

void SqlView::put(const ShortageCut& cut) {
    static const std::string sql = upsert_sql(shortage_cut_table);
    write_row(connection_, sql, community_, cut);
}

}  // namespace louxia::store
