#include "server/store/invariant_tables.hpp"

/// Money: the ledger, and what settlements, payments and coupons say of it.
namespace louxia::store {

namespace {

// Account kinds: 1 wallet, 2 hold, 3 hub_sales. Causes: 4 capture, 5 cash_sale,
// 6 refund, 7 late.
constexpr Invariant ledger_invariants[] = {
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
    {"order {a} has claim {x}, which is of line {y} that it does not have, or it was not delivered",
     "SELECT c.community_id, c.order_id, 0, c.number, c.line FROM refund_claim AS c JOIN orders AS "
     "o ON o.community_id = c.community_id AND o.order_id = c.order_id WHERE o.state <> 7 OR "
     "(c.line >= 0 AND NOT EXISTS (SELECT 1 FROM order_line AS l WHERE "
     "l.community_id = c.community_id AND l.order_id = c.order_id AND l.position = c.line))"},
    {"order {a}: its claim {x} was granted, but {y} fen of what it asks for have not gone back",
     "SELECT c.community_id, c.order_id, 0, c.number, l.total_fen - l.cut_fen - l.refunded_fen "
     "FROM refund_claim AS c JOIN order_line AS l ON l.community_id = c.community_id AND "
     "l.order_id = c.order_id AND (l.position = c.line OR c.line = -1) WHERE c.state = 2 AND "
     "l.total_fen - l.cut_fen > l.refunded_fen"},
    {"order {a} of household {b}: late compensation noted {x} times, paid {y} times",
     "SELECT community_id, order_id, household_id, compensated, paid FROM ("
     "SELECT o.community_id, o.order_id, o.household_id, o.compensated, "
     "(SELECT COUNT(*) FROM ledger_entry AS e WHERE e.community_id = o.community_id AND "
     "e.subject = o.order_id AND e.cause = 7) AS paid FROM orders AS o) AS compensations "
     "WHERE compensated <> paid"},
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
    // Purposes: 1 top_up, 2 order, 3 group_share. States: 1 created, 2 used.
    {"payment {a} of household {b} was used for an order, and there is none",
     "SELECT community_id, payment_id, household_id, 0, 0 FROM payment "
     "WHERE purpose = 2 AND state = 2 AND order_id IS NULL"},
    {"payment {a} of household {b} waits to be paid, and the provider is not asked again",
     "SELECT community_id, payment_id, household_id, 0, 0 FROM payment "
     "WHERE state = 1 AND look_at_ms IS NULL"},
    {"{y} fen of payment {a} are to go back to household {b}, and the provider is not told again",
     "SELECT m.community_id, m.payment_id, m.household_id, 0, r.amount_fen FROM payment_return AS "
     "r "
     "JOIN payment AS m ON m.community_id = r.community_id AND m.payment_id = r.payment_id "
     "WHERE r.state = 1 AND r.look_at_ms IS NULL"},
    {"ledger entry {a} moved money of the payment {b}, which is not noted",
     "SELECT e.community_id, e.entry_id, e.subject, 0, 0 FROM ledger_entry AS e WHERE "
     "e.cause IN (31, 32, 33) AND NOT EXISTS (SELECT 1 FROM payment AS m WHERE "
     "m.community_id = e.community_id AND m.payment_id = e.subject)"},
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
    {"order {a} of household {b}: {x} fen are off, its coupon takes {y}",
     "SELECT o.community_id, o.order_id, o.household_id, o.discount_fen, c.off_fen FROM orders AS "
     "o "
     "JOIN coupon AS c ON c.community_id = o.community_id AND c.coupon_id = o.coupon_id "
     "WHERE o.discount_fen > c.off_fen"},
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

}  // namespace

std::vector<Invariants> money_invariants() {
    return {ledger_invariants, settlement_invariants, payment_invariants, coupon_invariants};
}

}  // namespace louxia::store
