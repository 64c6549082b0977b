#include "server/store/invariant_tables.hpp"
#include "shared/domain/guest.hpp"
#include "shared/domain/sign_in_ways.hpp"

/// People: who belongs where, what lets them in, what is forgotten, and what they have shown.
namespace louxia::store {

namespace {

// Roles: 1 resident, 2 leader, 3 shop, 4 courier, 5 kiosk.
constexpr Invariant member_invariants[] = {
    {"member {a} is a resident without a household, and does not ask for one",
     "SELECT m.community_id, m.member_id, 0, 0, 0 FROM member AS m WHERE m.role = 1 AND "
     "m.household_id IS NULL AND NOT EXISTS (SELECT 1 FROM admission AS a WHERE "
     "a.community_id = m.community_id AND a.member_id = m.member_id)"},
    {"member {a} of household {b} still asks to be let in",
     "SELECT m.community_id, m.member_id, m.household_id, 0, 0 FROM member AS m JOIN admission AS "
     "a "
     "ON a.community_id = m.community_id AND a.member_id = m.member_id "
     "WHERE m.household_id IS NOT NULL"},
    {"member {a} has role {x} without its hub or courier",
     "SELECT community_id, member_id, 0, role, 0 FROM member WHERE "
     "(role IN (3, 5) AND hub_id IS NULL) OR (role = 4 AND courier_id IS NULL)"},
    {"household {b} vouched for member {a}, who asked in another building",
     "SELECT v.community_id, v.member_id, v.household_id, 0, 0 FROM admission_vouch AS v "
     "JOIN admission AS a ON a.community_id = v.community_id AND a.member_id = v.member_id "
     "JOIN household AS h ON h.community_id = v.community_id AND h.household_id = v.household_id "
     "WHERE h.building_id IS NULL OR h.building_id <> a.building_id"},
    {"member {a} asks as a guest of household {b}, which is not there",
     "SELECT a.community_id, a.member_id, a.host_id, 0, 0 FROM admission AS a WHERE "
     "a.host_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM household AS h WHERE "
     "h.community_id = a.community_id AND h.household_id = a.host_id)"},
    {"member {a} asks as a guest of group {b}, which is not there",
     "SELECT a.community_id, a.member_id, a.group_id, 0, 0 FROM admission AS a WHERE "
     "a.group_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM group_buy AS g WHERE "
     "g.community_id = a.community_id AND g.group_id = a.group_id)"},
};

// As the queries have them.
static_assert(passkeys_max == 10 && guest_asks_max == 10);

// New phones' states: 1 offered, 2 claimed, 3 confirmed, 4 done, 5 ended. COSE algorithms: -7
// ES256, -8 EdDSA.
constexpr Invariant way_invariants[] = {
    {"the link {a} of member {b} works again and again, and this is no demo",
     "SELECT i.community_id, i.invite_id, i.member_id, 0, 0 FROM invite AS i JOIN community AS c "
     "ON "
     "c.community_id = i.community_id WHERE i.reusable = 1 AND c.demo = 0"},
    {"member {a} has {x} passkeys, {y} are allowed",
     "SELECT community_id, member_id, 0, COUNT(*), 10 FROM passkey "
     "GROUP BY community_id, member_id HAVING COUNT(*) > 10"},
    {"passkey {a} of member {b} has the algorithm {x}, which nothing verifies",
     "SELECT community_id, passkey_id, member_id, algorithm, 0 FROM passkey "
     "WHERE algorithm NOT IN (-7, -8)"},
    {"a sign-in under way is to link member {a}, but not from session {b} of its own",
     "SELECT f.community_id, COALESCE(f.member_id, 0), COALESCE(f.session_id, 0), 0, 0 FROM "
     "identity_flow AS f LEFT JOIN session AS s ON s.community_id = f.community_id AND "
     "s.session_id = f.session_id WHERE (f.member_id IS NULL AND f.session_id IS NOT NULL) OR "
     "(f.member_id IS NOT NULL AND f.session_id IS NULL) OR s.member_id <> f.member_id"},
    {"the new phone of member {a} is in state {x}, and nobody has opened its code",
     "SELECT community_id, member_id, 0, state, 0 FROM new_phone WHERE state NOT BETWEEN 1 AND 5 "
     "OR (state BETWEEN 2 AND 4 AND claim_hash = '') OR (state = 1 AND claim_hash <> '')"},
    {"the new phone of member {a} shows {x} among digits that are the same",
     "SELECT community_id, member_id, 0, digits, 0 FROM new_phone WHERE state IN (2, 3) AND "
     "(digits = other_digits OR digits = more_digits OR other_digits = more_digits)"},
    {"the new phone of member {a} was offered by session {b}, which is another member's",
     "SELECT n.community_id, n.member_id, n.session_id, 0, 0 FROM new_phone AS n JOIN session AS s "
     "ON s.community_id = n.community_id AND s.session_id = n.session_id "
     "WHERE s.member_id <> n.member_id"},
    {"{x} have asked with guest link {a} of household {b}, {y} may",
     "SELECT community_id, link_id, household_id, asked, 10 FROM guest_link WHERE asked > 10"},
    // Group state 1 is a draft, which nobody sees.
    {"guest link {a} of household {b} shows a group that was never opened",
     "SELECT l.community_id, l.link_id, l.household_id, 0, 0 FROM guest_link AS l JOIN group_buy "
     "AS "
     "g ON g.community_id = l.community_id AND g.group_id = l.group_id WHERE g.state = 1"},
};

// A household that was forgotten has an end among its guards.
constexpr Invariant forgotten_invariants[] = {
    {"household {a} was forgotten, and member {b} still has {x} ways in",
     "SELECT m.community_id, m.household_id, m.member_id, COUNT(*), 0 FROM household_guard AS g "
     "JOIN member AS m ON m.community_id = g.community_id AND m.household_id = g.household_id "
     "JOIN (SELECT community_id, member_id FROM session UNION ALL "
     "SELECT community_id, member_id FROM invite UNION ALL "
     "SELECT community_id, member_id FROM linked_identity UNION ALL "
     "SELECT community_id, member_id FROM passkey UNION ALL "
     "SELECT community_id, member_id FROM new_phone) AS ways "
     "ON ways.community_id = m.community_id AND ways.member_id = m.member_id "
     "WHERE g.ended_at_ms IS NOT NULL GROUP BY m.community_id, m.household_id, m.member_id"},
    {"household {a} was forgotten, and its guest link {b} still works",
     "SELECT l.community_id, l.household_id, l.link_id, 0, 0 FROM household_guard AS g "
     "JOIN guest_link AS l ON l.community_id = g.community_id AND "
     "l.household_id = g.household_id WHERE g.ended_at_ms IS NOT NULL"},
    {"household {a} was forgotten, and its post {b} is still shown",
     "SELECT p.community_id, p.household_id, p.post_id, 0, 0 FROM household_guard AS g "
     "JOIN post AS p ON p.community_id = g.community_id AND p.household_id = g.household_id "
     "WHERE g.ended_at_ms IS NOT NULL"},
    {"household {a} was forgotten, and still has a phone, a name or a door",
     "SELECT h.community_id, h.household_id, 0, 0, 0 FROM household_guard AS g "
     "JOIN household AS h ON h.community_id = g.community_id AND h.household_id = g.household_id "
     "WHERE g.ended_at_ms IS NOT NULL AND (h.phone <> '' OR h.phone_last4 <> '' OR "
     "h.surname <> '' OR h.unit <> 0 OR h.room <> 0)"},
};

constexpr Invariant picture_invariants[] = {
    {"post {a} of household {b} shows a picture that is not kept",
     "SELECT p.community_id, p.post_id, p.household_id, 0, 0 FROM post_picture AS s "
     "JOIN post AS p ON p.community_id = s.community_id AND p.post_id = s.post_id "
     "WHERE s.url LIKE '/m/%' AND NOT EXISTS (SELECT 1 FROM picture AS k WHERE "
     "k.community_id = s.community_id AND '/m/' || k.file_name = s.url)"},
};

}  // namespace

std::vector<Invariants> people_invariants() {
    return {member_invariants, way_invariants, forgotten_invariants, picture_invariants};
}

}  // namespace louxia::store
