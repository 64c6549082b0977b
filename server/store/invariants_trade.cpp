#include "server/store/invariant_tables.hpp"

/// Goods: stock, groups, orders, and what is counted beside them.
namespace louxia::store {

namespace {

// An order's goods are reserved until they leave the hub (state 6, out) and a share's until an
// order is made for it, or its group ended and it was released.
constexpr Invariant stock_invariants[] = {
    {"item {a} at hub {b}: {x} on hand, {y} reserved",
     "SELECT community_id, item_id, hub_id, on_hand, reserved FROM stock "
     "WHERE reserved < 0 OR on_hand < reserved"},
    {"item {a} at hub {b}: {x} reserved, but orders and groups were promised {y}",
     "SELECT community_id, item_id, hub_id, CAST(SUM(reserved) AS BIGINT), "
     "CAST(SUM(promised) AS BIGINT) FROM ("
     "SELECT community_id, item_id, hub_id, reserved, 0 AS promised FROM stock UNION ALL "
     "SELECT o.community_id, l.item_id, o.hub_id, 0, l.quantity - l.missing FROM orders AS o "
     "JOIN order_line AS l ON l.community_id = o.community_id AND l.order_id = o.order_id "
     "WHERE o.state <= 5 UNION ALL "
     "SELECT g.community_id, c.item_id, g.hub_id, 0, c.pieces FROM group_buy AS g "
     "JOIN group_share AS s ON s.community_id = g.community_id AND s.group_id = g.group_id "
     "JOIN group_content AS c ON c.community_id = g.community_id AND c.group_id = g.group_id "
     "WHERE s.order_id IS NULL AND s.released_at_ms IS NULL"
     ") AS both_sides GROUP BY community_id, item_id, hub_id "
     "HAVING SUM(reserved) <> SUM(promised)"},
};

// Group states: 2 open, 3 formed, 4 packing, 5 out, 6 done, 7 failed, 8 cancelled.
constexpr Invariant group_invariants[] = {
    {"group {a} formed with {x} households, its target is {y}",
     "SELECT community_id, group_id, 0, households, target_households FROM ("
     "SELECT g.community_id, g.group_id, g.target_households, (SELECT COUNT(*) FROM group_share "
     "AS s WHERE s.community_id = g.community_id AND s.group_id = g.group_id) AS households "
     "FROM group_buy AS g WHERE g.state BETWEEN 3 AND 6) AS formed "
     "WHERE households < target_households"},
    {"group {a} has {x} households, its target is {y}, and it is still open",
     "SELECT community_id, group_id, 0, households, target_households FROM ("
     "SELECT g.community_id, g.group_id, g.target_households, (SELECT COUNT(*) FROM group_share "
     "AS s WHERE s.community_id = g.community_id AND s.group_id = g.group_id) AS households "
     "FROM group_buy AS g WHERE g.state = 2) AS waiting WHERE households >= target_households"},
    {"group {a} has {x} households, more than its cap of {y}",
     "SELECT community_id, group_id, 0, households, cap_households FROM ("
     "SELECT g.community_id, g.group_id, g.cap_households, (SELECT COUNT(*) FROM group_share "
     "AS s WHERE s.community_id = g.community_id AND s.group_id = g.group_id) AS households "
     "FROM group_buy AS g WHERE g.cap_households > 0) AS capped "
     "WHERE households > cap_households"},
    {"group {a} formed, but household {b} has no order from it",
     "SELECT s.community_id, s.group_id, s.household_id, 0, 0 FROM group_share AS s "
     "JOIN group_buy AS g ON g.community_id = s.community_id AND g.group_id = s.group_id "
     "WHERE g.state BETWEEN 3 AND 6 AND s.order_id IS NULL"},
    {"the share of household {b} in group {a}, which is in state {x}, was released",
     "SELECT s.community_id, s.group_id, s.household_id, g.state, 0 FROM group_share AS s "
     "JOIN group_buy AS g ON g.community_id = s.community_id AND g.group_id = s.group_id "
     "WHERE s.released_at_ms IS NOT NULL AND (g.state NOT IN (7, 8) OR s.order_id IS NOT NULL)"},
    {"group {a}: {x} fen of its holds are open, its shares need {y}",
     "SELECT community_id, group_id, 0, held, needed FROM (SELECT g.community_id, g.group_id, "
     "CAST(COALESCE((SELECT SUM(p.amount_fen) FROM ledger_entry AS e JOIN ledger_posting AS p ON "
     "p.community_id = e.community_id AND p.entry_id = e.entry_id WHERE "
     "e.community_id = g.community_id AND e.subject = g.group_id AND p.account_kind = 2), 0) "
     "AS BIGINT) AS held, CAST(COALESCE((SELECT SUM(s.paid_fen) FROM group_share AS s WHERE "
     "s.community_id = g.community_id AND s.group_id = g.group_id AND "
     "s.released_at_ms IS NULL), 0) AS BIGINT) AS needed FROM group_buy AS g) AS holds "
     "WHERE held <> needed"},
    {"the share of household {b} in group {a} points at an order that is not its own",
     "SELECT s.community_id, s.group_id, s.household_id, 0, 0 FROM group_share AS s "
     "JOIN orders AS o ON o.community_id = s.community_id AND o.order_id = s.order_id "
     "WHERE o.household_id <> s.household_id OR o.group_id IS NULL OR o.group_id <> s.group_id"},
    {"household {b} has {x} orders from group {a}",
     "SELECT community_id, group_id, household_id, COUNT(*), 0 FROM orders "
     "WHERE group_id IS NOT NULL GROUP BY community_id, group_id, household_id "
     "HAVING COUNT(*) > 1"},
    {"group {a} is in state {x}, which its forming time does not fit",
     "SELECT community_id, group_id, 0, state, 0 FROM group_buy WHERE "
     "(state BETWEEN 3 AND 6 AND formed_at_ms IS NULL) OR "
     "(state IN (1, 2, 7) AND formed_at_ms IS NOT NULL)"},
    {"group {a} is in state {x}, which its ending time does not fit",
     "SELECT community_id, group_id, 0, state, 0 FROM group_buy WHERE "
     "(state >= 6 AND ended_at_ms IS NULL) OR (state <= 5 AND ended_at_ms IS NOT NULL)"},
};

// Order states: 1 placed … 5 ready, 6 out, 7 done, 8 cancelled. Fulfilment 2 is pickup.
constexpr Invariant order_invariants[] = {
    {"order {a} of household {b} is named {x} times by those after it and as the latest",
     "SELECT community_id, order_id, household_id, CAST(SUM(named) AS BIGINT), 0 FROM ("
     "SELECT community_id, order_id, household_id, 0 AS named FROM orders UNION ALL "
     "SELECT community_id, before_order_id, household_id, 1 FROM orders WHERE before_order_id IS "
     "NOT NULL UNION ALL "
     "SELECT community_id, last_order_id, household_id, 1 FROM household_orders) AS both_sides "
     "GROUP BY community_id, order_id, household_id HAVING COUNT(*) <> 2 OR SUM(named) <> 1"},
    {"household {a} has {y} orders, {x} are counted",
     "SELECT c.community_id, c.household_id, 0, c.order_count, CAST(COUNT(o.order_id) AS BIGINT) "
     "FROM household_orders AS c LEFT JOIN orders AS o ON o.community_id = c.community_id AND "
     "o.household_id = c.household_id GROUP BY c.community_id, c.household_id, c.order_count "
     "HAVING COUNT(o.order_id) <> c.order_count"},
    {"order {a} of household {b} has no lines",
     "SELECT o.community_id, o.order_id, o.household_id, 0, 0 FROM orders AS o WHERE NOT EXISTS "
     "(SELECT 1 FROM order_line AS l WHERE l.community_id = o.community_id AND "
     "l.order_id = o.order_id)"},
    // Goods by weight (unit 1) may cost more by the order's tolerance, rounded half up.
    {"order {a}: a line's total is {x} fen, its quantity times its price {y}",
     "SELECT community_id, order_id, 0, total_fen, most FROM (SELECT l.community_id, l.order_id, "
     "l.total_fen, l.quantity * l.unit_price_fen + CASE WHEN l.unit = 1 THEN (2 * l.quantity * "
     "l.unit_price_fen * o.tolerance_permille + 1000) / 2000 ELSE 0 END AS most FROM order_line "
     "AS l JOIN orders AS o ON o.community_id = l.community_id AND o.order_id = l.order_id) AS "
     "priced WHERE total_fen <> most"},
    {"order {a}: its goods are {x} fen, its lines sum to {y}",
     "SELECT o.community_id, o.order_id, 0, o.goods_total_fen, CAST(SUM(l.total_fen) AS BIGINT) "
     "FROM orders AS o JOIN order_line AS l ON l.community_id = o.community_id AND "
     "l.order_id = o.order_id GROUP BY o.community_id, o.order_id, o.goods_total_fen "
     "HAVING SUM(l.total_fen) <> o.goods_total_fen"},
    {"order {a}: its total is {x} fen, goods and fee are {y}",
     "SELECT community_id, order_id, 0, total_fen, goods_total_fen + delivery_fee_fen FROM orders "
     "WHERE total_fen <> goods_total_fen + delivery_fee_fen"},
    {"order {a}: {x} fen were cut, its lines' cuts sum to {y}",
     "SELECT o.community_id, o.order_id, 0, o.cut_fen, CAST(SUM(l.cut_fen) AS BIGINT) "
     "FROM orders AS o JOIN order_line AS l ON l.community_id = o.community_id AND "
     "l.order_id = o.order_id GROUP BY o.community_id, o.order_id, o.cut_fen "
     "HAVING SUM(l.cut_fen) <> o.cut_fen"},
    // Weighed: price per 500 g × grams ÷ 500, half up, and never more than the pieces cost with the
    // order's tolerance.
    {"order {a}: a line costs {x} fen as it was packed, it should be {y}",
     "SELECT community_id, order_id, 0, due, CASE WHEN weighed_g = 0 THEN counted WHEN by_weight < "
     "most THEN by_weight ELSE most END FROM (SELECT l.community_id, l.order_id, l.weighed_g, "
     "l.total_fen - l.cut_fen AS due, (l.quantity - l.missing) * l.unit_price_fen AS counted, "
     "(2 * l.unit_price_fen * l.weighed_g + 500) / 1000 AS by_weight, "
     "(l.quantity - l.missing) * l.unit_price_fen + CASE WHEN l.unit = 1 THEN (2 * (l.quantity - "
     "l.missing) * l.unit_price_fen * o.tolerance_permille + 1000) / 2000 ELSE 0 END AS most FROM "
     "order_line AS l JOIN orders AS o ON o.community_id = l.community_id AND "
     "o.order_id = l.order_id) AS packed WHERE due <> CASE WHEN weighed_g = 0 THEN counted WHEN "
     "by_weight < most THEN by_weight ELSE most END"},
    {"order {a} is in state {x}, but when it came there is not noted",
     "SELECT community_id, order_id, 0, state, 0 FROM orders WHERE CASE state "
     "WHEN 1 THEN placed_at_ms WHEN 2 THEN accepted_at_ms WHEN 3 THEN picking_at_ms "
     "WHEN 4 THEN packed_at_ms WHEN 5 THEN ready_at_ms WHEN 6 THEN out_at_ms "
     "WHEN 7 THEN done_at_ms ELSE cancelled_at_ms END IS NULL"},
    {"order {a} is ready for pickup without a code",
     "SELECT community_id, order_id, 0, 0, 0 FROM orders WHERE state = 5 AND pickup_code = ''"},
    {"order {a} was handed over by a courier, and is in state {x}",
     "SELECT o.community_id, o.order_id, 0, o.state, 0 FROM handover AS h JOIN orders AS o ON "
     "o.community_id = h.community_id AND o.order_id = h.order_id WHERE o.state <> 7"},
    {"order {a} is finished and still has a pickup code",
     "SELECT community_id, order_id, 0, 0, 0 FROM orders WHERE state >= 7 AND pickup_code <> ''"},
    {"order {a} is in state {x}, which its fulfilment does not have",
     "SELECT community_id, order_id, 0, state, 0 FROM orders WHERE "
     "(state = 5 AND fulfilment <> 2) OR (state = 6 AND fulfilment <> 1)"},
    {"post {a} shows order {b}, which is not done or another household's",
     "SELECT p.community_id, p.post_id, p.order_id, 0, 0 FROM post AS p JOIN orders AS o ON "
     "o.community_id = p.community_id AND o.order_id = p.order_id "
     "WHERE o.state <> 7 OR o.household_id <> p.household_id"},
    {"list {a} was published without an item that has a price",
     "SELECT f.community_id, f.list_id, 0, 0, 0 FROM fresh_list AS f WHERE f.state = 2 AND NOT "
     "EXISTS (SELECT 1 FROM item AS i WHERE i.community_id = f.community_id AND "
     "i.list_id = f.list_id AND i.price_fen > 0)"},
};

constexpr Invariant shortage_invariants[] = {
    {"shortage {a} took {x} pieces, its cuts say {y}",
     "SELECT s.community_id, s.shortage_id, 0, s.taken, CAST(COALESCE(SUM(c.taken), 0) AS BIGINT) "
     "FROM shortage AS s LEFT JOIN shortage_cut AS c ON c.community_id = s.community_id AND "
     "c.shortage_id = s.shortage_id GROUP BY s.community_id, s.shortage_id, s.taken, s.off_fen "
     "HAVING s.taken <> COALESCE(SUM(c.taken), 0) OR s.off_fen <> COALESCE(SUM(c.off_fen), 0)"},
    {"shortage {a} has ended, and {x} cuts wait",
     "SELECT s.community_id, s.shortage_id, 0, COUNT(*), 0 FROM shortage AS s JOIN shortage_cut AS "
     "c ON c.community_id = s.community_id AND c.shortage_id = s.shortage_id WHERE "
     "s.ended_at_ms IS NOT NULL AND c.applied_at_ms IS NULL "
     "GROUP BY s.community_id, s.shortage_id"},
};

// What stands counted beside the orders; groups' orders are not counted.
constexpr Invariant queue_invariants[] = {
    {"hub {a}: {x} orders are counted as to be packed, {y} are",
     "SELECT community_id, hub_id, 0, CAST(SUM(counted) AS BIGINT), CAST(SUM(there) AS BIGINT) "
     "FROM (SELECT community_id, hub_id, to_pack AS counted, 0 AS there FROM hub_queue UNION ALL "
     "SELECT community_id, hub_id, 0, 1 FROM orders WHERE group_id IS NULL AND state <= 3"
     ") AS both_sides GROUP BY community_id, hub_id HAVING SUM(counted) <> SUM(there)"},
    {"hub {a}: {x} orders are counted as to be delivered, {y} are",
     "SELECT community_id, hub_id, 0, CAST(SUM(counted) AS BIGINT), CAST(SUM(there) AS BIGINT) "
     "FROM (SELECT community_id, hub_id, to_deliver AS counted, 0 AS there FROM hub_queue UNION "
     "ALL SELECT community_id, hub_id, 0, 1 FROM orders WHERE group_id IS NULL AND state <= 4 "
     "AND fulfilment = 1) AS both_sides GROUP BY community_id, hub_id "
     "HAVING SUM(counted) <> SUM(there)"},
};

// An unfinished order is its courier's by the one assignment that runs, or waits for one.
constexpr Invariant dispatch_invariants[] = {
    {"order {a} is courier {b}'s, but {x} assignments say so",
     "SELECT o.community_id, o.order_id, o.courier_id, COUNT(a.order_id), 0 FROM orders AS o LEFT "
     "JOIN assignment AS a ON a.community_id = o.community_id AND a.order_id = o.order_id AND "
     "a.end_kind = 1 AND a.courier_id = o.courier_id WHERE o.state <= 6 AND o.courier_id IS NOT "
     "NULL GROUP BY o.community_id, o.order_id, o.courier_id HAVING COUNT(a.order_id) <> 1"},
    {"order {a} is assigned to courier {b}, but not its, or finished",
     "SELECT a.community_id, a.order_id, a.courier_id, 0, 0 FROM assignment AS a JOIN orders AS o "
     "ON o.community_id = a.community_id AND o.order_id = a.order_id WHERE a.end_kind = 1 AND "
     "(o.state > 6 OR o.courier_id IS NULL OR o.courier_id <> a.courier_id)"},
    {"the way of courier {b} has a stop for order {a}, which is not its, finished or taken along",
     "SELECT s.community_id, s.order_id, s.courier_id, 0, 0 FROM route_stop AS s JOIN orders AS o "
     "ON o.community_id = s.community_id AND o.order_id = s.order_id WHERE o.state > 6 OR "
     "o.courier_id IS NULL OR o.courier_id <> s.courier_id OR (o.state = 6 AND s.pickup = 1)"},
};

}  // namespace

std::vector<Invariants> trade_invariants() {
    return {stock_invariants,    group_invariants, order_invariants,
            shortage_invariants, queue_invariants, dispatch_invariants};
}

}  // namespace louxia::store
