#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::vector<Refund> SqlView::refunds_of(OrderId id) const {
    static const std::string sql = select_sql(refund_table, "AND order_id = $2 ORDER BY number");
    return all_rows<Refund>(connection_, sql, community_, id);
}

std::vector<RefundClaim> SqlView::claims_of(OrderId id) const {
    static const std::string sql =
        select_sql(refund_claim_table, "AND order_id = $2 ORDER BY number");
    return all_rows<RefundClaim>(connection_, sql, community_, id);
}

std::vector<RefundClaim> SqlView::open_claims(std::int32_t limit) const {
    static const std::string sql = select_sql(
        refund_claim_table, "AND state = 1 ORDER BY claimed_at_ms, order_id, number LIMIT $2");
    return all_rows<RefundClaim>(connection_, sql, community_, limit);
}

std::int32_t SqlView::open_claim_count() const {
    return Query(connection_,
                 "SELECT COUNT(*) FROM refund_claim WHERE community_id = $1 AND state = 1",
                 community_)
        .only<std::int32_t>()
        .value_or(0);
}

std::optional<Recall> SqlView::recall(ItemId id) const {
    static const std::string sql = select_sql(recall_table, "AND item_id = $2");
    return one_row<Recall>(connection_, sql, community_, id);
}

std::vector<Recall> SqlView::running_recalls() const {
    static const std::string sql =
        select_sql(recall_table, "AND ended_at_ms IS NULL ORDER BY item_id");
    return all_rows<Recall>(connection_, sql, community_);
}

std::vector<OrderId> SqlView::orders_to_recall(const Recall& recall, std::int32_t limit) const {
    return Query(connection_,
                 "SELECT o.order_id FROM orders AS o WHERE o.community_id = $1 AND "
                 "o.placed_at_ms >= $2 AND o.state = 7 AND EXISTS (SELECT 1 FROM order_line AS l "
                 "WHERE l.community_id = o.community_id AND l.order_id = o.order_id AND "
                 "l.item_id = $3 AND l.refunded_fen < l.total_fen - l.cut_fen) "
                 "ORDER BY o.placed_at_ms, o.order_id LIMIT $4",
                 community_, recall.since.ms, recall.item, limit)
        .each<OrderId>();
}

bool SqlView::is_under_way(ItemId id) const {
    // Hub by hub, as the index of unfinished orders is.
    for (const Hub& hub : known_hubs()) {
        const auto order =
            Query(connection_,
                  "SELECT o.order_id FROM orders AS o JOIN order_line AS l ON "
                  "l.community_id = o.community_id AND l.order_id = o.order_id WHERE "
                  "o.community_id = $1 AND o.hub_id = $2 AND o.state <= 6 AND l.item_id = $3 "
                  "LIMIT 1",
                  community_, hub.id, id)
                .only<OrderId>();
        if (order) return true;
    }
    // A group may still make some.
    return Query(connection_,
                 "SELECT g.group_id FROM group_buy AS g JOIN group_content AS c ON "
                 "c.community_id = g.community_id AND c.group_id = g.group_id "
                 "WHERE g.community_id = $1 AND g.state <= 5 AND c.item_id = $2 LIMIT 1",
                 community_, id)
        .only<GroupId>()
        .has_value();
}

void SqlView::put(const Refund& refund) {
    static const std::string sql = insert_sql(refund_table);
    write_row(connection_, sql, community_, refund);
}

void SqlView::put(const RefundClaim& claim) {
    static const std::string sql = upsert_sql(refund_claim_table);
    write_row(connection_, sql, community_, claim);
}

void SqlView::put(const Recall& recall) {
    static const std::string sql = upsert_sql(recall_table);
    write_row(connection_, sql, community_, recall);
}

}  // namespace louxia::store
