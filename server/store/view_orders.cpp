#include <algorithm>

#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

namespace {

/// Orders and, in one more query, their lines. `condition` follows "WHERE community_id = $1";
/// `order_by` sorts, and may end in a LIMIT.
template <class... Conditions>
std::vector<Order> orders_where(Connection& connection, const std::string& condition,
                                std::string_view order_by, CommunityId community,
                                const Conditions&... conditions) {
    const std::string rest = condition + " ORDER BY " + std::string(order_by);
    auto orders =
        all_rows<Order>(connection, select_sql(order_table, rest), community, conditions...);
    if (orders.empty()) return orders;
    std::vector<Order*> by_id;
    for (Order& order : orders)
        by_id.push_back(&order);
    const auto signed_id = [](const Order* order) { return to_signed(order->id.value); };
    std::ranges::sort(by_id, {}, signed_id);
    Query query(connection,
                select_sql(order_line_table,
                           "AND order_id IN (SELECT order_id FROM orders WHERE "
                           "community_id = $1 " +
                               rest + ") ORDER BY order_id, position"),
                community, conditions...);
    auto order = by_id.begin();
    while (query.next()) {
        OrderId id;
        std::int64_t position = 0;
        OrderLine line;
        query.into(std::tuple_cat(std::tie(id, position), columns_of(line)));
        while ((*order)->id != id)
            ++order;
        (*order)->lines.push_back(std::move(line));
    }
    return orders;
}

std::optional<Order> first_of(std::vector<Order> orders) {
    if (orders.empty()) return std::nullopt;
    return std::move(orders.front());
}

// Unfinished, as the partial indexes of the schema say it.
constexpr const char* running = "AND state <= 6";
constexpr std::string_view by_due = "due_at_ms, order_id";

}  // namespace

std::optional<Order> SqlView::order(OrderId id) const {
    return first_of(orders_where(connection_, "AND order_id = $2", "order_id", community_, id));
}

std::vector<Order> SqlView::orders_of(HouseholdId id, std::int32_t limit) const {
    return orders_where(connection_, "AND household_id = $2", "order_id DESC LIMIT $3", community_,
                        id, limit);
}

std::vector<Order> SqlView::running_orders() const {
    return orders_where(connection_, running, by_due, community_);
}

std::vector<Order> SqlView::running_orders_of(HubId id) const {
    return orders_where(connection_, std::string(running) + " AND hub_id = $2", by_due, community_,
                        id);
}

std::vector<Order> SqlView::running_orders_of(CourierId id) const {
    return orders_where(connection_, std::string(running) + " AND courier_id = $2", by_due,
                        community_, id);
}

std::vector<Order> SqlView::orders_of(GroupId id) const {
    return orders_where(connection_, "AND group_id = $2", "order_id", community_, id);
}

std::vector<Order> SqlView::orders_placed_between(Instant from, Instant to) const {
    return orders_where(connection_, "AND placed_at_ms >= $2 AND placed_at_ms < $3",
                        "placed_at_ms, order_id", community_, from.ms, to.ms);
}

std::optional<Order> SqlView::order_with_code(HubId hub, std::string_view code) const {
    return first_of(orders_where(connection_,
                                 "AND hub_id = $2 AND pickup_code = $3 AND pickup_code <> ''",
                                 "order_id", community_, hub, code));
}

std::vector<std::string> SqlView::codes_waiting_at(HubId hub) const {
    return Query(connection_,
                 "SELECT pickup_code FROM orders WHERE community_id = $1 AND hub_id = $2 AND "
                 "pickup_code <> '' ORDER BY pickup_code",
                 community_, hub)
        .each<std::string>();
}

std::int32_t SqlView::last_order_number(Instant day_start, Instant day_end) const {
    return Query(connection_,
                 "SELECT COALESCE(MAX(number), 0) FROM orders WHERE community_id = $1 AND "
                 "placed_at_ms >= $2 AND placed_at_ms < $3",
                 community_, day_start.ms, day_end.ms)
        .only<std::int32_t>()
        .value_or(0);
}

std::int32_t SqlView::order_count_of(HouseholdId id) const {
    return Query(connection_,
                 "SELECT COUNT(*) FROM orders WHERE community_id = $1 AND household_id = $2",
                 community_, id)
        .only<std::int32_t>()
        .value_or(0);
}

void SqlView::put(const Order& order) {
    static const std::string sql = upsert_sql(order_table);
    static const std::string line_sql = insert_sql(order_line_table);
    write_row(connection_, sql, community_, order);
    Query(connection_, "DELETE FROM order_line WHERE community_id = $1 AND order_id = $2",
          community_, order.id)
        .run();
    std::int32_t position = 0;
    for (const OrderLine& line : order.lines) {
        std::apply(
            [&](const auto&... columns) {
                Query(connection_, line_sql, community_, order.id, position, columns...).run();
            },
            columns_of(line));
        ++position;
    }
}

Instant SqlView::arrived_at(OrderId id) const {
    return Query(connection_,
                 "SELECT arrived_at_ms FROM orders WHERE community_id = $1 AND order_id = $2",
                 community_, id)
        .only<Instant>()
        .value_or(Instant{});
}

void SqlView::set_arrived_at(OrderId id, Instant at) {
    Query(connection_,
          "UPDATE orders SET arrived_at_ms = $3 WHERE community_id = $1 AND order_id = $2",
          community_, id, at)
        .run();
}

CodePad SqlView::code_pad(HubId hub) const {
    static const std::string sql = select_sql(code_pad_table, "AND hub_id = $2");
    CodePad pad;
    Query query(connection_, sql, community_, hub);
    if (query.next()) query.into(hub, pad.wrong_tries, pad.locked_until);
    return pad;
}

void SqlView::put_code_pad(HubId hub, const CodePad& pad) {
    static const std::string sql = upsert_sql(code_pad_table);
    Query(connection_, sql, community_, hub, pad.wrong_tries, pad.locked_until).run();
}

}  // namespace louxia::store
