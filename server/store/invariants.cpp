#include "server/store/invariants.hpp"

#include "server/store/invariant_tables.hpp"
#include "server/store/ledger_chain.hpp"
#include "server/store/query.hpp"

namespace louxia::store {

namespace {

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
    const auto look = [&](Invariants invariants) {
        for (const Invariant& each : invariants)
            look_at(connection, each, lines);
    };
    look(event_invariants);
    for (const Invariants each : trade_invariants())
        look(each);
    for (const Invariants each : money_invariants())
        look(each);
    for (const Invariants each : crowd_invariants())
        look(each);
    check_ledger_chain(connection, lines, lines_max);
    for (const Invariants each : people_invariants())
        look(each);
    return lines;
}

}  // namespace louxia::store
