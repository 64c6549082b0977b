#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<FreshList> SqlView::list_on(CivilDate date) const {
    static const std::string sql = select_sql(fresh_list_table, "AND list_date = $2");
    return one_row<FreshList>(connection_, sql, community_, date);
}

std::optional<FreshList> SqlView::list(ListId id) const {
    static const std::string sql = select_sql(fresh_list_table, "AND list_id = $2");
    return one_row<FreshList>(connection_, sql, community_, id);
}

std::optional<FreshList> SqlView::latest_published_list() const {
    static const std::string sql =
        select_sql(fresh_list_table, "AND state = $2 ORDER BY list_date DESC LIMIT 1");
    return one_row<FreshList>(connection_, sql, community_, ListState::published);
}

std::vector<FreshList> SqlView::drafts_due(Instant now) const {
    static const std::string sql =
        select_sql(fresh_list_table, "AND state = $2 AND publish_at_ms <= $3 ORDER BY list_date");
    return all_rows<FreshList>(connection_, sql, community_, ListState::draft, now.ms);
}

void SqlView::put(const FreshList& list) {
    static const std::string sql = upsert_sql(fresh_list_table);
    write_row(connection_, sql, community_, list);
}

std::vector<Item> SqlView::items_of(ListId id) const {
    static const std::string sql =
        select_sql(item_table, "AND list_id = $2 ORDER BY position, item_id");
    return all_rows<Item>(connection_, sql, community_, id);
}

std::optional<Item> SqlView::item(ItemId id) const {
    static const std::string sql = select_sql(item_table, "AND item_id = $2");
    return one_row<Item>(connection_, sql, community_, id);
}

void SqlView::put(const Item& item) {
    static const std::string sql = upsert_sql(item_table);
    write_row(connection_, sql, community_, item);
}

void SqlView::remove_item(ItemId id) {
    // Stock that somebody was promised stays, and its reference then keeps the item.
    Query(connection_,
          "DELETE FROM stock WHERE community_id = $1 AND item_id = $2 AND reserved = 0", community_,
          id)
        .run();
    Query(connection_, "DELETE FROM item WHERE community_id = $1 AND item_id = $2", community_, id)
        .run();
}

std::vector<Stock> SqlView::stock_of_item(ItemId id) const {
    // The hubs are named: SQLite would else walk through all the community's stock, since an index
    // never looks worth more to it than the table's own order.
    static const std::string sql = select_sql(
        stock_table,
        "AND item_id = $2 AND hub_id IN (SELECT hub_id FROM hub WHERE community_id = $1) "
        "ORDER BY hub_id");
    return all_rows<Stock>(connection_, sql, community_, id);
}

std::vector<Stock> SqlView::stock_of_list(ListId id) const {
    static const std::string sql =
        select_sql(stock_table,
                   "AND item_id IN (SELECT item_id FROM item WHERE community_id = $1 AND "
                   "list_id = $2) ORDER BY item_id, hub_id");
    return all_rows<Stock>(connection_, sql, community_, id);
}

Result<void> SqlView::set_on_hand(HubId hub, ItemId item, Pieces on_hand) {
    if (on_hand < Pieces{}) return refuse(ErrorCode::out_of_range, "on_hand");
    Query query(connection_,
                "INSERT INTO stock (community_id, hub_id, item_id, on_hand, reserved) "
                "VALUES ($1, $2, $3, $4, 0) ON CONFLICT (community_id, hub_id, item_id) "
                "DO UPDATE SET on_hand = excluded.on_hand "
                "WHERE stock.reserved <= excluded.on_hand RETURNING on_hand",
                community_, hub, item, on_hand);
    return query.next() ? Result<void>{} : refuse(ErrorCode::sold_out);
}

Result<void> SqlView::reserve(HubId hub, ItemId item, Pieces pieces) {
    Query query(connection_,
                "UPDATE stock SET reserved = reserved + $4 WHERE community_id = $1 AND "
                "hub_id = $2 AND item_id = $3 AND reserved + $4 BETWEEN 0 AND on_hand "
                "RETURNING reserved",
                community_, hub, item, pieces);
    return query.next() ? Result<void>{} : refuse(ErrorCode::sold_out);
}

Result<void> SqlView::take_out(HubId hub, ItemId item, Pieces pieces) {
    if (pieces < Pieces{}) return refuse(ErrorCode::out_of_range, "pieces");
    Query query(connection_,
                "UPDATE stock SET on_hand = on_hand - $4, reserved = reserved - $4 "
                "WHERE community_id = $1 AND hub_id = $2 AND item_id = $3 AND reserved >= $4 "
                "RETURNING on_hand",
                community_, hub, item, pieces);
    return query.next() ? Result<void>{} : refuse(ErrorCode::sold_out);
}

}  // namespace louxia::store
