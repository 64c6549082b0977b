#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::vector<app::PlacedDelivery> SqlView::deliveries_placed(Instant from,
                                                            std::int32_t limit) const {
    Query query(connection_,
                "SELECT hub_id, placed_at_ms FROM orders WHERE community_id = $1 AND "
                "placed_at_ms >= $2 AND fulfilment = 1 ORDER BY placed_at_ms DESC, order_id DESC "
                "LIMIT $3",
                community_, from, limit);
    std::vector<app::PlacedDelivery> placed;
    while (query.next()) {
        app::PlacedDelivery& delivery = placed.emplace_back();
        query.into(delivery.hub, delivery.at);
    }
    return placed;
}

std::vector<RouteStop> SqlView::route_stops() const {
    static const std::string sql = select_sql(route_stop_table, "ORDER BY courier_id, position");
    return all_rows<RouteStop>(connection_, sql, community_);
}

std::vector<RouteStop> SqlView::route_stops_of(CourierId id) const {
    static const std::string sql =
        select_sql(route_stop_table, "AND courier_id = $2 ORDER BY position");
    return all_rows<RouteStop>(connection_, sql, community_, id);
}

void SqlView::put_route(CourierId courier, const std::vector<RouteStop>& stops) {
    static const std::string sql = insert_sql(route_stop_table);
    Query(connection_, "DELETE FROM route_stop WHERE community_id = $1 AND courier_id = $2",
          community_, courier)
        .run();
    for (const RouteStop& stop : stops) {
        write_row(connection_, sql, community_, stop);
    }
}

std::vector<CourierAssignment> SqlView::assignments_of(OrderId id) const {
    static const std::string sql =
        select_sql(assignment_table, "AND order_id = $2 ORDER BY number");
    return all_rows<CourierAssignment>(connection_, sql, community_, id);
}

std::vector<CourierAssignment> SqlView::assignments_since(Instant from, std::int32_t limit) const {
    static const std::string sql =
        select_sql(assignment_table,
                   "AND assigned_at_ms >= $2 ORDER BY assigned_at_ms DESC, order_id DESC, number "
                   "DESC LIMIT $3");
    return all_rows<CourierAssignment>(connection_, sql, community_, from, limit);
}

void SqlView::put(const CourierAssignment& assignment) {
    static const std::string sql = upsert_sql(assignment_table);
    write_row(connection_, sql, community_, assignment);
}

std::optional<Handover> SqlView::handover(OrderId id) const {
    static const std::string sql = select_sql(handover_table, "AND order_id = $2");
    const auto found = all_rows<Handover>(connection_, sql, community_, id);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

void SqlView::put(const Handover& handover) {
    static const std::string sql = upsert_sql(handover_table);
    write_row(connection_, sql, community_, handover);
}

std::vector<OrderProblem> SqlView::problems_of(OrderId id) const {
    static const std::string sql =
        select_sql(order_problem_table, "AND order_id = $2 ORDER BY number");
    return all_rows<OrderProblem>(connection_, sql, community_, id);
}

std::vector<OrderProblem> SqlView::open_problems() const {
    static const std::string sql = select_sql(
        order_problem_table, "AND solved_at_ms IS NULL ORDER BY reported_at_ms, order_id, number");
    return all_rows<OrderProblem>(connection_, sql, community_);
}

void SqlView::put(const OrderProblem& problem) {
    static const std::string sql = upsert_sql(order_problem_table);
    write_row(connection_, sql, community_, problem);
}

std::vector<std::int64_t> SqlView::quote_errors_ms(PromiseClass kind, Instant placed_from,
                                                   std::int32_t limit) const {
    return Query(connection_,
                 "SELECT done_at_ms - quoted_at_ms FROM (SELECT order_id, placed_at_ms, "
                 "done_at_ms, quoted_at_ms, state, promise_class FROM orders WHERE "
                 "community_id = $1 AND placed_at_ms >= $2 AND fulfilment = 1 "
                 "ORDER BY placed_at_ms DESC LIMIT 3000) AS latest WHERE state = 7 AND "
                 "promise_class = $3 AND quoted_at_ms IS NOT NULL "
                 "ORDER BY placed_at_ms DESC, order_id DESC LIMIT $4",
                 community_, placed_from, kind, limit)
        .each<std::int64_t>();
}

}  // namespace louxia::store
