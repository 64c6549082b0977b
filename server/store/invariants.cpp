#include "server/store/invariants.hpp"

#include "server/store/ledger_chain.hpp"
#include "server/store/query.hpp"

namespace louxia::store {

namespace {

/// A query whose rows are the breaches: community, two ids, two numbers. In the words {a} and {b}
/// stand for the ids, {x} and {y} for the numbers.
struct Invariant {
    std::string_view words;
    std::string_view sql;
};

constexpr std::string_view limit_per_invariant = " LIMIT 20";
constexpr std::size_t lines_max = 100;

constexpr Invariant event_invariants[] = {
    {"events {x} to {y} are missing",
     "SELECT community_id, 0, 0, previous + 1, first_seq - 1 FROM (SELECT community_id, first_seq, "
     "LAG(last_seq) OVER (PARTITION BY community_id ORDER BY last_seq) AS previous FROM outbox) "
     "AS pairs WHERE first_seq <> previous + 1"},
    {"the last event is counted as {x} but kept as {y}",
     "SELECT c.community_id, 0, 0, c.last_seq, COALESCE(MAX(o.last_seq), 0) FROM event_counter AS "
     "c LEFT JOIN outbox AS o ON o.community_id = c.community_id "
     "GROUP BY c.community_id, c.last_seq HAVING COALESCE(MAX(o.last_seq), 0) <> c.last_seq"},
    {"{x} events stand beside no counter",
     "SELECT o.community_id, 0, 0, CAST(SUM(o.last_seq - o.first_seq + 1) AS BIGINT), 0 FROM "
     "outbox AS o WHERE NOT EXISTS (SELECT 1 FROM "
     "event_counter AS c WHERE c.community_id = o.community_id) GROUP BY o.community_id"},
};

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

// Account kinds: 1 wallet, 2 hold, 3 hub_sales. Causes: 4 capture, 5 cash_sale,
// 6 refund, 7 late.
constexpr Invariant money_invariants[] = {
    {"ledger entry {a}: its {x} postings sum to {y} fen",
     "SELECT e.community_id, e.entry_id, 0, COUNT(p.position), "
     "CAST(COALESCE(SUM(p.amount_fen), 0) AS BIGINT) FROM ledger_entry AS e "
     "LEFT JOIN ledger_posting AS p ON p.community_id = e.community_id AND "
     "p.entry_id = e.entry_id GROUP BY e.community_id, e.entry_id "
     "HAVING COUNT(p.position) < 2 OR COALESCE(SUM(p.amount_fen), 0) <> 0"},
    {"an account of owner {a} holds {x} fen, but its postings sum to {y}",
     "SELECT community_id, account_owner, 0, CAST(SUM(kept) AS BIGINT), "
     "CAST(SUM(posted) AS BIGINT) FROM ("
     "SELECT community_id, account_kind, account_owner, balance_fen AS kept, 0 AS posted "
     "FROM account_balance UNION ALL "
     "SELECT community_id, account_kind, account_owner, 0, amount_fen FROM ledger_posting"
     ") AS both_sides GROUP BY community_id, account_kind, account_owner "
     "HAVING SUM(kept) <> SUM(posted)"},
    {"a wallet or hold of household {a} stands at {x} fen",
     "SELECT community_id, account_owner, 0, balance_fen, 0 FROM account_balance "
     "WHERE account_kind <= 2 AND balance_fen < 0"},
    {"household {a} has {x} fen on hold, but its orders and groups need {y}",
     "SELECT community_id, household_id, 0, CAST(SUM(held) AS BIGINT), "
     "CAST(SUM(needed) AS BIGINT) FROM ("
     "SELECT community_id, account_owner AS household_id, balance_fen AS held, 0 AS needed "
     "FROM account_balance WHERE account_kind = 2 UNION ALL "
     "SELECT community_id, household_id, 0, total_fen - discount_fen FROM orders WHERE payment = 1 "
     "AND "
     "state <= 6 UNION ALL "
     "SELECT s.community_id, s.household_id, 0, s.paid_fen FROM group_share AS s "
     "JOIN group_buy AS g ON g.community_id = s.community_id AND g.group_id = s.group_id "
     "WHERE s.order_id IS NULL AND s.released_at_ms IS NULL"
     ") AS both_sides GROUP BY community_id, household_id HAVING SUM(held) <> SUM(needed)"},
    {"order {a} of household {b}: {x} fen are due to the hub, {y} were taken",
     "SELECT community_id, order_id, household_id, due, taken FROM ("
     "SELECT o.community_id, o.order_id, o.household_id, "
     "CASE WHEN o.state = 7 THEN o.total_fen - o.cut_fen ELSE 0 END AS due, CAST(COALESCE(("
     "SELECT SUM(p.amount_fen) FROM ledger_entry AS e JOIN ledger_posting AS p ON "
     "p.community_id = e.community_id AND p.entry_id = e.entry_id WHERE "
     "e.community_id = o.community_id AND e.subject = o.order_id AND e.cause IN (4, 5) AND "
     "p.account_kind = 3), 0) AS BIGINT) AS taken FROM orders AS o) AS settled "
     "WHERE due <> taken"},
    // A share's hold has the group as its subject, so that its order has only the end of it.
    {"order {a} of household {b}: {x} fen of its hold are open, {y} should be",
     "SELECT community_id, order_id, household_id, held, wanted FROM ("
     "SELECT o.community_id, o.order_id, o.household_id, CASE WHEN o.payment <> 1 THEN 0 "
     "WHEN o.group_id IS NULL THEN CASE WHEN o.state <= 6 THEN o.total_fen - o.discount_fen ELSE 0 "
     "END ELSE CASE WHEN o.state <= 6 THEN 0 ELSE -o.total_fen END END AS wanted, CAST(COALESCE(("
     "SELECT SUM(p.amount_fen) FROM ledger_entry AS e JOIN ledger_posting AS p ON "
     "p.community_id = e.community_id AND p.entry_id = e.entry_id WHERE "
     "e.community_id = o.community_id AND e.subject = o.order_id AND p.account_kind = 2), 0) "
     "AS BIGINT) AS held FROM orders AS o) AS holds WHERE held <> wanted"},
    {"order {a} of household {b}: {x} fen are noted as refunded, {y} went back",
     "SELECT community_id, order_id, household_id, refunded_fen, back FROM ("
     "SELECT o.community_id, o.order_id, o.household_id, o.refunded_fen, CAST(COALESCE(("
     "SELECT -SUM(p.amount_fen) FROM ledger_entry AS e JOIN ledger_posting AS p ON "
     "p.community_id = e.community_id AND p.entry_id = e.entry_id WHERE "
     "e.community_id = o.community_id AND e.subject = o.order_id AND e.cause = 6 AND "
     "p.account_kind = 3), 0) AS BIGINT) AS back FROM orders AS o) AS refunds "
     "WHERE refunded_fen <> back"},
    {"order {a} of household {b}: {x} fen are noted as refunded, its notes sum to {y}",
     "SELECT community_id, order_id, household_id, refunded_fen, noted FROM ("
     "SELECT o.community_id, o.order_id, o.household_id, o.refunded_fen, CAST(COALESCE(("
     "SELECT SUM(r.amount_fen) FROM refund AS r WHERE r.community_id = o.community_id AND "
     "r.order_id = o.order_id), 0) AS BIGINT) AS noted FROM orders AS o) AS refunds "
     "WHERE refunded_fen <> noted"},
    {"order {a}: {x} fen were refunded, it paid {y}",
     "SELECT community_id, order_id, 0, refunded_fen, total_fen - cut_fen FROM orders WHERE "
     "refunded_fen > total_fen - cut_fen OR (state <> 7 AND refunded_fen > 0)"},
    {"order {a}: {x} fen were refunded, its lines' refunds sum to {y}",
     "SELECT o.community_id, o.order_id, 0, o.refunded_fen, CAST(SUM(l.refunded_fen) AS BIGINT) "
     "FROM orders AS o JOIN order_line AS l ON l.community_id = o.community_id AND "
     "l.order_id = o.order_id WHERE o.state = 7 GROUP BY o.community_id, o.order_id, "
     "o.refunded_fen, o.delivery_fee_fen HAVING SUM(l.refunded_fen) > o.refunded_fen OR "
     "SUM(l.refunded_fen) + o.delivery_fee_fen < o.refunded_fen"},
    {"order {a} of household {b}: late compensation noted {x} times, paid {y} times",
     "SELECT community_id, order_id, household_id, compensated, paid FROM ("
     "SELECT o.community_id, o.order_id, o.household_id, o.compensated, "
     "(SELECT COUNT(*) FROM ledger_entry AS e WHERE e.community_id = o.community_id AND "
     "e.subject = o.order_id AND e.cause = 7) AS paid FROM orders AS o) AS compensations "
     "WHERE compensated <> paid"},
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

// Account kinds: 1 wallet, 3 hub_sales, 11 commission_frozen, 12 commission, 13 payable, 14
// courier. Causes: 21 split, 22 commission_release, 23 commission_back, 24 payout.
constexpr Invariant settlement_invariants[] = {
    {"order {a} of household {b} is in state {x}, but has {y} settlements",
     "SELECT o.community_id, o.order_id, o.household_id, o.state, COUNT(s.order_id) FROM orders AS "
     "o LEFT JOIN settlement AS s ON s.community_id = o.community_id AND s.order_id = o.order_id "
     "GROUP BY o.community_id, o.order_id, o.household_id, o.state "
     "HAVING COUNT(s.order_id) <> CASE WHEN o.state = 7 THEN 1 ELSE 0 END"},
    {"order {a}: its commission is of {x} fen, its goods were {y}",
     "SELECT s.community_id, s.order_id, 0, s.goods_fen, o.goods_total_fen - o.cut_fen FROM "
     "settlement AS s JOIN orders AS o ON o.community_id = s.community_id AND "
     "o.order_id = s.order_id WHERE s.goods_fen <> o.goods_total_fen - o.cut_fen"},
    {"order {a}: its commission is {x} fen, by its terms {y}",
     "SELECT community_id, order_id, 0, commission_fen, (2 * goods_fen * permille + 1000) / 2000 "
     "FROM settlement WHERE commission_fen <> (2 * goods_fen * permille + 1000) / 2000"},
    {"order {a}: {x} fen of its commission were taken back, it should be {y}",
     "SELECT community_id, order_id, 0, taken_back_fen, wanted FROM (SELECT s.community_id, "
     "s.order_id, s.taken_back_fen, CASE WHEN s.goods_fen = 0 THEN 0 ELSE "
     "(2 * s.commission_fen * CAST(SUM(l.refunded_fen) AS BIGINT) + s.goods_fen) / "
     "(2 * s.goods_fen) END AS wanted FROM settlement AS s JOIN order_line AS l ON "
     "l.community_id = s.community_id AND l.order_id = s.order_id GROUP BY s.community_id, "
     "s.order_id, s.taken_back_fen, s.commission_fen, s.goods_fen) AS taken "
     "WHERE taken_back_fen <> wanted"},
    {"order {a}: {x} fen of its sales were given away, its settlement says {y}",
     "SELECT community_id, order_id, 0, given, told FROM (SELECT s.community_id, s.order_id, "
     "s.commission_fen + s.payable_fen + s.courier_pay_fen AS told, CAST(COALESCE((SELECT "
     "-SUM(p.amount_fen) FROM ledger_entry AS e JOIN ledger_posting AS p ON p.community_id = "
     "e.community_id AND p.entry_id = e.entry_id WHERE e.community_id = s.community_id AND "
     "e.subject = s.order_id AND e.cause = 21 AND p.account_kind = 3), 0) AS BIGINT) AS given "
     "FROM settlement AS s) AS given_away WHERE given <> told"},
    {"order {a}: account {x} was given {y} fen of its sales, its settlement says otherwise",
     "SELECT community_id, order_id, 0, account_kind, given FROM (SELECT s.community_id, "
     "s.order_id, p.account_kind, CAST(SUM(p.amount_fen) AS BIGINT) AS given, CASE p.account_kind "
     "WHEN 11 THEN s.commission_fen WHEN 13 THEN s.payable_fen WHEN 14 THEN s.courier_pay_fen "
     "ELSE 0 END AS told FROM settlement AS s JOIN ledger_entry AS e ON "
     "e.community_id = s.community_id AND e.subject = s.order_id AND e.cause = 21 JOIN "
     "ledger_posting AS p ON p.community_id = e.community_id AND p.entry_id = e.entry_id WHERE "
     "p.account_kind <> 3 GROUP BY s.community_id, s.order_id, p.account_kind, s.commission_fen, "
     "s.payable_fen, s.courier_pay_fen) AS parts WHERE given <> told"},
    {"{x} fen of commission are frozen, the settlements that wait say {y}",
     "SELECT community_id, 0, 0, CAST(SUM(kept) AS BIGINT), CAST(SUM(told) AS BIGINT) FROM ("
     "SELECT community_id, balance_fen AS kept, 0 AS told FROM account_balance WHERE "
     "account_kind = 11 UNION ALL SELECT community_id, 0, commission_fen - taken_back_fen FROM "
     "settlement WHERE released_at_ms IS NULL) AS both_sides GROUP BY community_id "
     "HAVING SUM(kept) <> SUM(told)"},
    {"{x} fen of commission are free, settlements and payouts say {y}",
     "SELECT community_id, 0, 0, CAST(SUM(kept) AS BIGINT), CAST(SUM(told) AS BIGINT) FROM ("
     "SELECT community_id, balance_fen AS kept, 0 AS told FROM account_balance WHERE "
     "account_kind = 12 UNION ALL SELECT community_id, 0, commission_fen - taken_back_fen FROM "
     "settlement WHERE released_at_ms IS NOT NULL UNION ALL SELECT community_id, 0, -amount_fen "
     "FROM payout WHERE account_kind = 12) AS both_sides GROUP BY community_id "
     "HAVING SUM(kept) <> SUM(told)"},
    {"payout {a} is noted with {x} fen, its entry moved {y}",
     "SELECT community_id, payout_id, 0, amount_fen, moved FROM (SELECT o.community_id, "
     "o.payout_id, o.amount_fen, CAST(COALESCE((SELECT -SUM(p.amount_fen) FROM ledger_entry AS e "
     "JOIN ledger_posting AS p ON p.community_id = e.community_id AND p.entry_id = e.entry_id "
     "WHERE e.community_id = o.community_id AND e.entry_id = o.entry_id AND e.cause = 24 AND "
     "e.subject = o.payout_id AND p.account_kind = o.account_kind AND "
     "p.account_owner = o.account_owner), 0) AS BIGINT) AS moved FROM payout AS o) AS paid "
     "WHERE amount_fen <> moved"},
    {"ledger entry {a} paid something out, and no payout is noted",
     "SELECT e.community_id, e.entry_id, 0, 0, 0 FROM ledger_entry AS e WHERE e.cause = 24 AND "
     "NOT EXISTS (SELECT 1 FROM payout AS o WHERE o.community_id = e.community_id AND "
     "o.entry_id = e.entry_id)"},
};

// Account kind 21 is the provider of online payments. Causes: 31 online_payment, 32 online_return,
// 33 return_refused. Payment states: 2 used, 3 returning, 4 returned, 5 kept. Return states: 1
// asked, 2 done, 3 refused.
constexpr Invariant payment_invariants[] = {
    {"payment {a} of household {b}: {x} fen are noted as received, {y} were entered",
     "SELECT community_id, payment_id, household_id, received_fen, entered FROM ("
     "SELECT m.community_id, m.payment_id, m.household_id, m.received_fen, CAST(COALESCE(("
     "SELECT -SUM(p.amount_fen) FROM ledger_entry AS e JOIN ledger_posting AS p ON "
     "p.community_id = e.community_id AND p.entry_id = e.entry_id WHERE "
     "e.community_id = m.community_id AND e.subject = m.payment_id AND e.cause = 31 AND "
     "p.account_kind = 21), 0) AS BIGINT) AS entered FROM payment AS m) AS payments "
     "WHERE received_fen <> entered"},
    {"payment {a} of household {b}: {x} fen are noted as returned, {y} left the books",
     "SELECT community_id, payment_id, household_id, returned_fen, back FROM ("
     "SELECT m.community_id, m.payment_id, m.household_id, m.returned_fen, CAST(COALESCE(("
     "SELECT SUM(p.amount_fen) FROM ledger_entry AS e JOIN ledger_posting AS p ON "
     "p.community_id = e.community_id AND p.entry_id = e.entry_id WHERE "
     "e.community_id = m.community_id AND e.subject = m.payment_id AND e.cause IN (32, 33) AND "
     "p.account_kind = 21), 0) AS BIGINT) AS back FROM payment AS m) AS payments "
     "WHERE returned_fen <> back"},
    {"payment {a} of household {b}: {x} fen are noted as returned, its returns sum to {y}",
     "SELECT community_id, payment_id, household_id, returned_fen, noted FROM ("
     "SELECT m.community_id, m.payment_id, m.household_id, m.returned_fen, CAST(COALESCE(("
     "SELECT SUM(r.amount_fen) FROM payment_return AS r WHERE r.community_id = m.community_id AND "
     "r.payment_id = m.payment_id AND r.state <> 3), 0) AS BIGINT) AS noted FROM payment AS m"
     ") AS payments WHERE returned_fen <> noted"},
    {"the provider's account stands at {x} fen, the payments say {y}",
     "SELECT community_id, 0, 0, CAST(SUM(kept) AS BIGINT), CAST(SUM(said) AS BIGINT) FROM ("
     "SELECT community_id, balance_fen AS kept, 0 AS said FROM account_balance "
     "WHERE account_kind = 21 UNION ALL "
     "SELECT community_id, 0, returned_fen - received_fen FROM payment"
     ") AS both_sides GROUP BY community_id HAVING SUM(kept) <> SUM(said)"},
    {"payment {a} of household {b} is in state {x}, with {y} fen still to go back",
     "SELECT community_id, payment_id, household_id, state, waits FROM ("
     "SELECT m.community_id, m.payment_id, m.household_id, m.state, CAST(COALESCE(("
     "SELECT SUM(r.amount_fen) FROM payment_return AS r WHERE r.community_id = m.community_id AND "
     "r.payment_id = m.payment_id AND r.state = 1), 0) AS BIGINT) AS waits FROM payment AS m "
     "WHERE m.state BETWEEN 3 AND 5) AS payments WHERE (state = 3) <> (waits > 0)"},
    {"payment {a} was used for an order of another household than {b}",
     "SELECT m.community_id, m.payment_id, m.household_id, 0, 0 FROM payment AS m "
     "JOIN orders AS o ON o.community_id = m.community_id AND o.order_id = m.order_id "
     "WHERE o.household_id <> m.household_id"},
};

// Account kind 22 is what coupons paid. Order state 7 is done, 8 cancelled. A household's own part
// is cut first, and refunded first.
constexpr Invariant coupon_invariants[] = {
    {"coupon {a}: {x} are counted as taken, {y} are",
     "SELECT c.community_id, c.coupon_id, 0, c.taken, COUNT(u.household_id) FROM coupon AS c "
     "LEFT JOIN coupon_use AS u ON u.community_id = c.community_id AND u.coupon_id = c.coupon_id "
     "GROUP BY c.community_id, c.coupon_id, c.taken HAVING COUNT(u.household_id) <> c.taken"},
    {"coupon {a} is taken by order {b}, which has not got it",
     "SELECT u.community_id, u.coupon_id, u.order_id, 0, 0 FROM coupon_use AS u WHERE NOT EXISTS "
     "(SELECT 1 FROM orders AS o WHERE o.community_id = u.community_id AND "
     "o.order_id = u.order_id AND o.coupon_id = u.coupon_id AND o.household_id = u.household_id "
     "AND o.state <> 8)"},
    {"order {b} has {x} fen off by coupon {a}, which it did not take",
     "SELECT o.community_id, o.coupon_id, o.order_id, o.discount_fen, 0 FROM orders AS o WHERE "
     "o.coupon_id IS NOT NULL AND o.state <> 8 AND NOT EXISTS (SELECT 1 FROM coupon_use AS u WHERE "
     "u.community_id = o.community_id AND u.coupon_id = o.coupon_id AND "
     "u.order_id = o.order_id)"},
    {"the coupons' account stands at {x} fen, the orders say {y}",
     "SELECT community_id, 0, 0, CAST(SUM(kept) AS BIGINT), CAST(SUM(said) AS BIGINT) FROM ("
     "SELECT community_id, balance_fen AS kept, 0 AS said FROM account_balance "
     "WHERE account_kind = 22 UNION ALL "
     "SELECT community_id, 0, owed - due + refunded_fen - CASE WHEN refunded_fen < owed THEN "
     "refunded_fen ELSE owed END FROM ("
     "SELECT community_id, refunded_fen, total_fen - cut_fen AS due, CASE WHEN total_fen - "
     "discount_fen - cut_fen < 0 THEN 0 ELSE total_fen - discount_fen - cut_fen END AS owed "
     "FROM orders WHERE state = 7 AND coupon_id IS NOT NULL) AS done"
     ") AS both_sides GROUP BY community_id HAVING SUM(kept) <> SUM(said)"},
};

void replace(std::string& words, std::string_view placeholder, const std::string& by) {
    const auto at = words.find(placeholder);
    if (at != std::string::npos) words.replace(at, placeholder.size(), by);
}

void look_at(Connection& connection, const Invariant& invariant, std::vector<std::string>& lines) {
    Query query(connection, std::string(invariant.sql).append(limit_per_invariant));
    while (query.next() && lines.size() < lines_max) {
        std::uint64_t community = 0;
        std::uint64_t a = 0;
        std::uint64_t b = 0;
        std::int64_t x = 0;
        std::int64_t y = 0;
        query.into(community, a, b, x, y);
        std::string words(invariant.words);
        replace(words, "{a}", encode_id(a));
        replace(words, "{b}", encode_id(b));
        replace(words, "{x}", std::to_string(x));
        replace(words, "{y}", std::to_string(y));
        lines.push_back("community " + encode_id(community) + ": " + words);
    }
}

}  // namespace

std::vector<std::string> find_broken_invariants(Connection& connection) {
    std::vector<std::string> lines = connection.self_check();
    const auto look = [&](const auto& invariants) {
        for (const Invariant& each : invariants)
            look_at(connection, each, lines);
    };
    look(event_invariants);
    look(stock_invariants);
    look(money_invariants);
    check_ledger_chain(connection, lines, lines_max);
    look(group_invariants);
    look(order_invariants);
    look(queue_invariants);
    look(settlement_invariants);
    look(shortage_invariants);
    look(payment_invariants);
    look(coupon_invariants);
    return lines;
}

}  // namespace louxia::store
