#include "server/store/invariant_tables.hpp"

/// Riders of the crowd: whose orders are, and what the provider is owed.
namespace louxia::store {

namespace {

// Ride states: 1 wanted … 4 picked_up, 5 delivered, 6 refused, 7 cancelled, 8 vanished. Account
// kind 31 is the provider's. Cause 41 is crowd_ride. Order states up to 6 are unfinished.
constexpr Invariant ride_invariants[] = {
    {"ride {a} is in state {x}, its courier {b} is none of the crowd or not on shift as it should "
     "be",
     "SELECT r.community_id, r.ride_id, r.courier_id, r.state, 0 FROM crowd_ride AS r "
     "JOIN courier AS c ON c.community_id = r.community_id AND c.courier_id = r.courier_id "
     "WHERE c.crowd = 0 OR c.on_shift <> CASE WHEN r.state <= 4 THEN 1 ELSE 0 END"},
    {"courier {a} is of the crowd without a ride",
     "SELECT c.community_id, c.courier_id, 0, 0, 0 FROM courier AS c WHERE c.crowd = 1 AND NOT "
     "EXISTS (SELECT 1 FROM crowd_ride AS r WHERE r.community_id = c.community_id AND "
     "r.courier_id = c.courier_id)"},
    {"ride {a} is in state {x} and has no order left",
     "SELECT r.community_id, r.ride_id, 0, r.state, 0 FROM crowd_ride AS r WHERE "
     "r.ended_at_ms IS NULL AND NOT EXISTS (SELECT 1 FROM orders AS o WHERE "
     "o.community_id = r.community_id AND o.courier_id = r.courier_id AND o.state <= 6)"},
    {"order {a} is with ride {b}, which has ended in state {x}",
     "SELECT o.community_id, o.order_id, r.ride_id, r.state, 0 FROM orders AS o JOIN crowd_ride "
     "AS r ON r.community_id = o.community_id AND r.courier_id = o.courier_id WHERE "
     "o.state <= 6 AND r.ended_at_ms IS NOT NULL"},
    {"order {a} in state {x} waits for ride {b}, whose rider has vanished",
     "SELECT o.community_id, o.order_id, r.ride_id, o.state, 0 FROM orders AS o JOIN crowd_ride "
     "AS r ON r.community_id = o.community_id AND r.courier_id = o.courier_id WHERE "
     "o.state < 6 AND r.state = 8"},
    {"order {a} is with ride {b}, which was not called for it",
     "SELECT o.community_id, o.order_id, r.ride_id, 0, 0 FROM orders AS o JOIN crowd_ride AS r ON "
     "r.community_id = o.community_id AND r.courier_id = o.courier_id WHERE o.state <= 6 AND NOT "
     "EXISTS (SELECT 1 FROM crowd_ride_order AS l WHERE l.community_id = r.community_id AND "
     "l.ride_id = r.ride_id AND l.order_id = o.order_id)"},
    {"ride {a} is in state {x}, and the provider is not turned to again",
     "SELECT community_id, ride_id, 0, state, 0 FROM crowd_ride "
     "WHERE (state <= 4 OR to_cancel = 1) AND look_at_ms IS NULL"},
};

constexpr Invariant money_of_rides[] = {
    {"ride {a}: {x} fen were booked, it should be {y}",
     "SELECT community_id, ride_id, 0, booked, due FROM (SELECT r.community_id, r.ride_id, CASE "
     "WHEN r.state = 5 THEN r.price_fen ELSE 0 END AS due, CAST(COALESCE((SELECT "
     "SUM(p.amount_fen) FROM ledger_entry AS e JOIN ledger_posting AS p ON p.community_id = "
     "e.community_id AND p.entry_id = e.entry_id WHERE e.community_id = r.community_id AND "
     "e.subject = r.ride_id AND e.cause = 41 AND p.account_kind = 31), 0) AS BIGINT) AS booked "
     "FROM crowd_ride AS r) AS rides WHERE booked <> due"},
    {"ride {a} is booked {x} times",
     "SELECT community_id, subject, 0, COUNT(*), 0 FROM ledger_entry WHERE cause = 41 "
     "GROUP BY community_id, subject HAVING COUNT(*) > 1"},
    {"ledger entry {a} paid for the ride {b}, which is not noted",
     "SELECT e.community_id, e.entry_id, e.subject, 0, 0 FROM ledger_entry AS e WHERE "
     "e.cause = 41 AND NOT EXISTS (SELECT 1 FROM crowd_ride AS r WHERE "
     "r.community_id = e.community_id AND r.ride_id = e.subject)"},
    {"the crowd's account stands at {x} fen, rides and payouts say {y}",
     "SELECT community_id, 0, 0, CAST(SUM(kept) AS BIGINT), CAST(SUM(told) AS BIGINT) FROM ("
     "SELECT community_id, balance_fen AS kept, 0 AS told FROM account_balance WHERE "
     "account_kind = 31 UNION ALL SELECT community_id, 0, price_fen FROM crowd_ride WHERE "
     "state = 5 UNION ALL SELECT community_id, 0, -amount_fen FROM payout WHERE account_kind = 31"
     ") AS both_sides GROUP BY community_id HAVING SUM(kept) <> SUM(told)"},
    {"order {a}: courier {b} is of the crowd and was given {x} fen for it",
     "SELECT s.community_id, s.order_id, s.courier_id, s.courier_pay_fen, 0 FROM settlement AS s "
     "JOIN courier AS c ON c.community_id = s.community_id AND c.courier_id = s.courier_id "
     "WHERE c.crowd = 1 AND s.courier_pay_fen > 0"},
};

}  // namespace

std::vector<Invariants> crowd_invariants() {
    return {ride_invariants, money_of_rides};
}

}  // namespace louxia::store
