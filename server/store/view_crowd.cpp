#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

namespace {

/// The rides of a statement of select_sql, with the orders of each: there are few at a time.
template <class... Conditions>
std::vector<CrowdRide> rides_of(Connection& connection, const std::string& sql,
                                CommunityId community, const Conditions&... conditions) {
    auto rides = all_rows<CrowdRide>(connection, sql, community, conditions...);
    for (CrowdRide& ride : rides) {
        ride.orders = Query(connection,
                            "SELECT order_id FROM crowd_ride_order WHERE community_id = $1 AND "
                            "ride_id = $2 ORDER BY position",
                            community, ride.id)
                          .each<OrderId>();
    }
    return rides;
}

std::optional<CrowdRide> first_of(std::vector<CrowdRide> rides) {
    if (rides.empty()) return std::nullopt;
    return std::move(rides.front());
}

}  // namespace

std::optional<CrowdRide> SqlView::crowd_ride(CrowdRideId id) const {
    static const std::string sql = select_sql(crowd_ride_table, "AND ride_id = $2");
    return first_of(rides_of(connection_, sql, community_, id));
}

std::optional<CrowdRide> SqlView::crowd_ride_of(CourierId id) const {
    static const std::string sql = select_sql(crowd_ride_table, "AND courier_id = $2");
    return first_of(rides_of(connection_, sql, community_, id));
}

std::vector<CrowdRide> SqlView::running_crowd_rides() const {
    static const std::string sql =
        select_sql(crowd_ride_table, "AND ended_at_ms IS NULL ORDER BY ride_id");
    return rides_of(connection_, sql, community_);
}

std::vector<CrowdRide> SqlView::crowd_rides_to_look_at(Instant now, std::int32_t limit) const {
    static const std::string sql =
        select_sql(crowd_ride_table, "AND look_at_ms <= $2 ORDER BY look_at_ms LIMIT $3");
    return rides_of(connection_, sql, community_, now, limit);
}

Money SqlView::crowd_spent_since(Instant from) const {
    const auto fen = Query(connection_,
                           "SELECT CAST(COALESCE(SUM(price_fen), 0) AS BIGINT) FROM crowd_ride "
                           "WHERE community_id = $1 AND state = $2 AND ended_at_ms >= $3",
                           community_, CrowdState::delivered, from)
                         .only<std::int64_t>();
    return Money::fen_unchecked(fen.value_or(0));
}

std::optional<CrowdQuote> SqlView::crowd_quote(HubId hub) const {
    static const std::string sql = select_sql(crowd_quote_table, "AND hub_id = $2");
    return one_row<CrowdQuote>(connection_, sql, community_, hub);
}

void SqlView::add(const CrowdRide& ride) {
    static const std::string sql = insert_sql(crowd_ride_table);
    write_row(connection_, sql, community_, ride);
    std::int32_t position = 0;
    for (const OrderId order : ride.orders) {
        Query(connection_,
              "INSERT INTO crowd_ride_order (community_id, ride_id, position, order_id) "
              "VALUES ($1, $2, $3, $4)",
              community_, ride.id, position++, order)
            .run();
    }
}

void SqlView::put(const CrowdRide& ride) {
    static const std::string sql = upsert_sql(crowd_ride_table);
    write_row(connection_, sql, community_, ride);
}

void SqlView::put(const CrowdQuote& quote) {
    static const std::string sql = upsert_sql(crowd_quote_table);
    write_row(connection_, sql, community_, quote);
}

}  // namespace louxia::store
