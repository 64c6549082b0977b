#include <algorithm>

#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<FreshList> SqlView::list_on(CivilDate date) const {
    static const std::string sql = select_sql(fresh_list_table, "AND list_date = $2");
    const auto [known, fresh] = this->known().lists_on.try_emplace(date);
    if (fresh) known->second = one_row<FreshList>(connection_, sql, community_, date);
    return known->second;
}

std::optional<FreshList> SqlView::list(ListId id) const {
    static const std::string sql = select_sql(fresh_list_table, "AND list_id = $2");
    const auto [known, fresh] = this->known().lists.try_emplace(id);
    if (fresh) known->second = one_row<FreshList>(connection_, sql, community_, id);
    return known->second;
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
    known().lists.clear();
    known().lists_on.clear();
    write_row(connection_, sql, community_, list);
}

std::vector<Item> SqlView::items_of(ListId id) const {
    static const std::string sql =
        select_sql(item_table, "AND list_id = $2 ORDER BY position, item_id");
    return all_rows<Item>(connection_, sql, community_, id);
}

std::optional<Item> SqlView::item(ItemId id) const {
    static const std::string sql = select_sql(item_table, "AND item_id = $2");
    const auto [known, fresh] = this->known().items.try_emplace(id);
    if (fresh) known->second = one_row<Item>(connection_, sql, community_, id);
    return known->second;
}

void SqlView::put(const Item& item) {
    static const std::string sql = upsert_sql(item_table);
    known().items.erase(item.id);
    write_row(connection_, sql, community_, item);
}

void SqlView::remove_item(ItemId id) {
    known().items.erase(id);
    known().stock.erase(id);
    // Stock that somebody was promised stays, and its reference then keeps the item.
    Query(connection_,
          "DELETE FROM stock WHERE community_id = $1 AND item_id = $2 AND reserved = 0", community_,
          id)
        .run();
    Query(connection_, "DELETE FROM item WHERE community_id = $1 AND item_id = $2", community_, id)
        .run();
}

std::vector<Stock> SqlView::stock_of_item(ItemId id) const {
    static const std::string sql = select_sql(stock_table, "AND hub_id = $2 AND item_id = $3");
    const auto [known, fresh] = this->known().stock.try_emplace(id);
    if (!fresh) return known->second;
    // Row by row: without naming the hub SQLite walks through all the community's stock, since an
    // index never looks worth more to it than the table's own order.
    for (const Hub& hub : known_hubs()) {
        if (const auto row = one_row<Stock>(connection_, sql, community_, hub.id, id)) {
            known->second.push_back(*row);
        }
    }
    return known->second;
}

std::vector<Stock> SqlView::stock_of_list(ListId id) const {
    static const std::string sql =
        select_sql(stock_table,
                   "AND item_id IN (SELECT item_id FROM item WHERE community_id = $1 AND "
                   "list_id = $2) ORDER BY item_id, hub_id");
    return all_rows<Stock>(connection_, sql, community_, id);
}

template <class Change>
Result<void> SqlView::change_stock(std::string_view sql, HubId hub, ItemId item, Pieces pieces,
                                   Change&& change) {
    if (!changes_rows(connection_, sql, community_, hub, item, pieces)) {
        return refuse(ErrorCode::sold_out);
    }
    auto& stock = known().stock;
    const auto known = stock.find(item);
    if (known == stock.end()) return {};
    const auto row = std::ranges::find(known->second, hub, &Stock::hub);
    if (row == known->second.end()) {
        stock.erase(known);
    } else {
        change(*row);
    }
    return {};
}

Result<void> SqlView::set_on_hand(HubId hub, ItemId item, Pieces on_hand) {
    if (on_hand < Pieces{}) return refuse(ErrorCode::out_of_range, "on_hand");
    return change_stock(
        "INSERT INTO stock (community_id, hub_id, item_id, on_hand, reserved) "
        "VALUES ($1, $2, $3, $4, 0) ON CONFLICT (community_id, hub_id, item_id) "
        "DO UPDATE SET on_hand = excluded.on_hand "
        "WHERE stock.reserved <= excluded.on_hand",
        hub, item, on_hand, [&](Stock& row) { row.on_hand = on_hand; });
}

Result<void> SqlView::reserve(HubId hub, ItemId item, Pieces pieces) {
    return change_stock(
        "UPDATE stock SET reserved = reserved + $4 WHERE community_id = $1 AND "
        "hub_id = $2 AND item_id = $3 AND reserved + $4 BETWEEN 0 AND on_hand",
        hub, item, pieces, [&](Stock& row) { row.reserved.count += pieces.count; });
}

Result<void> SqlView::take_out(HubId hub, ItemId item, Pieces pieces) {
    if (pieces < Pieces{}) return refuse(ErrorCode::out_of_range, "pieces");
    return change_stock(
        "UPDATE stock SET on_hand = on_hand - $4, reserved = reserved - $4 "
        "WHERE community_id = $1 AND hub_id = $2 AND item_id = $3 AND reserved >= $4",
        hub, item, pieces, [&](Stock& row) {
            row.on_hand.count -= pieces.count;
            row.reserved.count -= pieces.count;
        });
}

Result<void> SqlView::put_back(HubId hub, ItemId item, Pieces pieces) {
    if (pieces < Pieces{}) return refuse(ErrorCode::out_of_range, "pieces");
    return change_stock(
        "UPDATE stock SET on_hand = on_hand + $4, reserved = reserved + $4 "
        "WHERE community_id = $1 AND hub_id = $2 AND item_id = $3",
        hub, item, pieces, [&](Stock& row) {
            row.on_hand.count += pieces.count;
            row.reserved.count += pieces.count;
        });
}

}  // namespace louxia::store
