#include <algorithm>
#include <iterator>

#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

namespace {

/// Whose line it is.
OrderId read_line(const Query& query, OrderLine& line) {
    OrderId order;
    std::int64_t position = 0;
    query.into(std::tuple_cat(std::tie(order, position), columns_of(line)));
    return order;
}

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
        OrderLine line;
        const OrderId id = read_line(query, line);
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

bool same_lines(const std::vector<OrderLine>& some, const std::vector<OrderLine>& others) {
    return std::ranges::equal(some, others, [](const OrderLine& one, const OrderLine& other) {
        return columns_of(one) == columns_of(other);
    });
}

// Unfinished, as the partial indexes of the schema say it.
constexpr const char* running = "AND state <= 6";
constexpr std::string_view by_due = "due_at_ms, order_id";

std::pair<std::int64_t, std::int64_t> by_due_then_id(const Order& order) {
    return {order.promise.due_at.ms, to_signed(order.id.value)};
}

}  // namespace

std::optional<Order> SqlView::order(OrderId id) const {
    return first_of(orders_where(connection_, "AND order_id = $2", "order_id", community_, id));
}

// One by one along their chain: one statement for all of them takes SQLite some time and a half.
std::vector<Order> SqlView::orders_of(HouseholdId id, std::int32_t limit) const {
    static const std::string sql = select_sql(order_table, "AND order_id = $2", "before_order_id");
    static const std::string lines_sql =
        select_sql(order_line_table, "AND order_id = $2 ORDER BY position");
    std::vector<Order> orders;
    OrderId next = limit > 0 ? known_own_orders(id).last : OrderId{};
    while (next.is_set() && orders.size() < static_cast<std::size_t>(limit)) {
        Query query(connection_, sql, community_, next);
        if (!query.next()) throw app::StoreFailure("an order of a household's chain is missing");
        Order& order = orders.emplace_back();
        query.into(std::tuple_cat(columns_of(order), std::tie(next)));
        Query lines(connection_, lines_sql, community_, order.id);
        while (lines.next())
            read_line(lines, order.lines.emplace_back());
    }
    return orders;
}

std::vector<Order> SqlView::running_orders() const {
    // Hub by hub, as their index is; at once SQLite would walk through all finished ones too.
    std::vector<Order> orders;
    for (const Hub& hub : known_hubs()) {
        std::ranges::move(running_orders_of(hub.id), std::back_inserter(orders));
    }
    std::ranges::sort(orders, {}, by_due_then_id);
    return orders;
}

std::vector<Known::Queue>& SqlView::known_queues() const {
    auto& known = known_.counters(community_).queues;
    if (known) return *known;
    known.emplace();
    Query query(connection_,
                "SELECT hub_id, to_pack, to_deliver FROM hub_queue WHERE community_id = $1 "
                "ORDER BY hub_id",
                community_);
    while (query.next()) {
        Known::Queue& queue = known->emplace_back();
        query.into(queue.hub, queue.to_pack, queue.to_deliver);
        queue.has_row = true;
    }
    return *known;
}

app::OrdersAhead SqlView::orders_ahead(HubId hub, Instant groups_due_by) const {
    app::OrdersAhead ahead;
    for (const Known::Queue& queue : known_queues()) {
        ahead.to_pack += queue.hub == hub ? queue.to_pack : 0;
        ahead.to_deliver += queue.to_deliver;
    }
    // Picked and packed ones count whenever they are due. A bound on due_at_ms makes SQLite take
    // the index of the few instead of walking through all orders.
    Query of_groups(connection_,
                    "SELECT hub_id, state, fulfilment FROM orders WHERE community_id = $1 AND "
                    "group_id IS NOT NULL AND state <= 4 AND due_at_ms >= 0 AND "
                    "(state >= 3 OR due_at_ms <= $2)",
                    community_, groups_due_by.ms);
    while (of_groups.next()) {
        HubId at;
        OrderState state{};
        Fulfilment fulfilment{};
        of_groups.into(at, state, fulfilment);
        ahead.to_pack += at == hub && state != OrderState::packed ? 1 : 0;
        ahead.to_deliver += fulfilment == Fulfilment::delivery ? 1 : 0;
    }
    return ahead;
}

std::vector<Order> SqlView::orders_without_courier(std::int32_t limit) const {
    // Hub by hub, as with running_orders().
    std::vector<Order> orders;
    for (const Hub& hub : known_hubs()) {
        std::ranges::move(orders_where(connection_,
                                       std::string(running) +
                                           " AND hub_id = $2 AND state <= 4 AND fulfilment = 1 "
                                           "AND courier_id IS NULL",
                                       "due_at_ms, order_id LIMIT $3", community_, hub.id, limit),
                          std::back_inserter(orders));
    }
    std::ranges::sort(orders, {}, by_due_then_id);
    return orders;
}

std::vector<CourierId> SqlView::busy_couriers() const {
    auto& known = this->known().busy_couriers;
    if (!known) {
        known = Query(connection_,
                      "SELECT DISTINCT courier_id FROM orders WHERE community_id = $1 AND "
                      "state <= 6 AND courier_id IS NOT NULL ORDER BY courier_id",
                      community_)
                    .each<CourierId>();
    }
    return *known;
}

std::vector<Order> SqlView::orders_to_compensate(Instant due_by, std::int32_t limit) const {
    return orders_where(connection_,
                        "AND state <= 6 AND fulfilment = 1 AND compensated = 0 AND due_at_ms <= $2",
                        "due_at_ms, order_id LIMIT $3", community_, due_by.ms, limit);
}

std::vector<Order> SqlView::orders_past_estimate(Instant at, std::int32_t limit) const {
    return orders_where(connection_, "AND state <= 6 AND state <> 5 AND estimate_at_ms <= $2",
                        "estimate_at_ms, order_id LIMIT $3", community_, at.ms, limit);
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

std::vector<Order> SqlView::delivered_since(Instant placed_from, std::int32_t limit) const {
    return orders_where(connection_, "AND placed_at_ms >= $2 AND state = $3",
                        "placed_at_ms DESC, order_id DESC LIMIT $4", community_, placed_from.ms,
                        OrderState::done, limit);
}

std::vector<Order> SqlView::delivered_before(Instant placed_at, OrderId order,
                                             std::int32_t limit) const {
    return orders_where(connection_,
                        "AND placed_at_ms <= $2 AND state = $3 AND (placed_at_ms < $2 OR "
                        "order_id < $4)",
                        "placed_at_ms DESC, order_id DESC LIMIT $5", community_, placed_at.ms,
                        OrderState::done, order, limit);
}

std::vector<Order> SqlView::orders_numbered(std::int32_t number, Instant since,
                                            std::int32_t limit) const {
    return orders_where(connection_, "AND placed_at_ms >= $2 AND number = $3",
                        "placed_at_ms DESC, order_id DESC LIMIT $4", community_, since.ms, number,
                        limit);
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

std::int32_t SqlView::take_order_number(CivilDate day, Instant start, Instant end) {
    auto& known = known_.counters(community_).numbers;
    if (!known) {
        Query query(connection_,
                    "SELECT day, last_number FROM order_counter WHERE community_id = $1",
                    community_);
        if (query.next()) {
            known.emplace();
            query.into(known->day, known->last);
        }
    }
    if (!known || known->day != day) {
        const auto last = Query(connection_,
                                "SELECT COALESCE(MAX(number), 0) FROM orders WHERE community_id = "
                                "$1 AND placed_at_ms >= $2 AND placed_at_ms < $3",
                                community_, start.ms, end.ms)
                              .only<std::int32_t>();
        known = Known::Numbers{day, last.value_or(0)};
    }
    known->moved = true;
    known_.count_move();
    return ++known->last;
}

Known::OwnOrders& SqlView::known_own_orders(HouseholdId id) const {
    const auto [known, fresh] = this->known().own_orders.try_emplace(id);
    if (fresh) {
        Query query(connection_,
                    "SELECT last_order_id, order_count FROM household_orders WHERE community_id = "
                    "$1 AND household_id = $2",
                    community_, id);
        if (query.next()) query.into(known->second.last, known->second.count);
    }
    return known->second;
}

std::int32_t SqlView::order_count_of(HouseholdId id) const {
    return static_cast<std::int32_t>(known_own_orders(id).count);
}

void SqlView::count_own(const Order& order) {
    Known::OwnOrders& own = known_own_orders(order.household);
    Query(connection_,
          own.count > 0 ? "UPDATE household_orders SET last_order_id = $3, order_count = $4 WHERE "
                          "community_id = $1 AND household_id = $2"
                        : "INSERT INTO household_orders (community_id, household_id, "
                          "last_order_id, order_count) VALUES ($1, $2, $3, $4)",
          community_, order.household, order.id, own.count + 1)
        .run();
    own = {order.id, own.count + 1};
}

void SqlView::count_in_queue(const Order& order, std::int32_t times) {
    const bool unpacked = order.state <= OrderState::picking;
    const bool waits = order.state <= OrderState::packed;
    if (order.group.is_set() || !waits) return;
    const std::int32_t to_pack = unpacked ? times : 0;
    const std::int32_t to_deliver = order.fulfilment == Fulfilment::delivery ? times : 0;
    if (to_pack == 0 && to_deliver == 0) return;
    auto& queues = known_queues();
    auto queue = std::ranges::find(queues, order.hub, &Known::Queue::hub);
    if (queue == queues.end()) queue = queues.insert(queues.end(), Known::Queue{order.hub});
    queue->to_pack += to_pack;
    queue->to_deliver += to_deliver;
    queue->moved = true;
    known_.count_move();
}

void SqlView::write_lines(const Order& order) {
    static const std::string sql = insert_sql(order_line_table);
    std::int32_t position = 0;
    for (const OrderLine& line : order.lines) {
        std::apply(
            [&](const auto&... columns) {
                Query(connection_, sql, community_, order.id, position, columns...).run();
            },
            columns_of(line));
        ++position;
    }
}

void SqlView::add(const Order& order) {
    static const std::string sql = insert_sql(order_table, "before_order_id");
    count_in_queue(order, 1);
    if (order.courier.is_set()) known().busy_couriers.reset();
    write_row(connection_, sql, community_, order, known_own_orders(order.household).last);
    count_own(order);
    write_lines(order);
}

void SqlView::put(const Order& order) {
    static const std::string sql = upsert_sql(order_table);
    const auto before = this->order(order.id);
    if (!before) {
        add(order);
        return;
    }
    count_in_queue(*before, -1);
    count_in_queue(order, 1);
    if (before->courier.is_set() || order.courier.is_set()) known().busy_couriers.reset();
    write_row(connection_, sql, community_, order);
    if (same_lines(before->lines, order.lines)) return;
    Query(connection_, "DELETE FROM order_line WHERE community_id = $1 AND order_id = $2",
          community_, order.id)
        .run();
    write_lines(order);
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
