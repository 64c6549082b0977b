#include "server/store/ledger_chain.hpp"

#include <map>
#include <optional>

#include "server/store/blake2b.hpp"
#include "server/store/query.hpp"

namespace louxia::store {

namespace {

/// An entry with its postings as stored, whatever stands there: the chain judges bits, not sense.
struct RawEntry {
    std::uint64_t community = 0;
    std::int64_t position = 0;
    std::uint64_t entry = 0;
    std::string hash;  ///< as kept
    std::int64_t cause = 0;
    std::uint64_t subject = 0;
    std::int64_t moved_at_ms = 0;
    std::vector<std::uint64_t> postings;  ///< kind, owner, amount of each
};

std::string hash_of(const RawEntry& entry, std::string_view previous) {
    Blake2b hash;
    hash.add(previous);
    hash.add(entry.community);
    hash.add(to_unsigned(entry.position));
    hash.add(entry.entry);
    hash.add(to_unsigned(entry.cause));
    hash.add(entry.subject);
    hash.add(to_unsigned(entry.moved_at_ms));
    hash.add(entry.postings.size() / 3);
    for (const std::uint64_t number : entry.postings) {
        hash.add(number);
    }
    return hash.hex();
}

/// Calls `visit(entry)` for every link, by community and position.
template <class Visit>
void each_link(Connection& connection, Visit visit) {
    Query query(connection,
                "SELECT l.community_id, l.position, l.entry_id, l.hash, COALESCE(e.cause, 0), "
                "COALESCE(e.subject, 0), COALESCE(e.moved_at_ms, 0), COALESCE(p.position, -1), "
                "COALESCE(p.account_kind, 0), COALESCE(p.account_owner, 0), "
                "COALESCE(p.amount_fen, 0) FROM ledger_link AS l "
                "LEFT JOIN ledger_entry AS e ON e.community_id = l.community_id AND "
                "e.entry_id = l.entry_id LEFT JOIN ledger_posting AS p ON "
                "p.community_id = l.community_id AND p.entry_id = l.entry_id "
                "ORDER BY l.community_id, l.position, p.position");
    std::optional<RawEntry> open;
    while (query.next()) {
        RawEntry row;
        std::int64_t posting = 0;
        std::uint64_t kind = 0;
        std::uint64_t owner = 0;
        std::uint64_t amount = 0;
        query.into(row.community, row.position, row.entry, row.hash, row.cause, row.subject,
                   row.moved_at_ms, posting, kind, owner, amount);
        if (!open || open->community != row.community || open->position != row.position) {
            if (open) visit(*open);
            open = std::move(row);
        }
        if (posting >= 0) open->postings.insert(open->postings.end(), {kind, owner, amount});
    }
    if (open) visit(*open);
}

Known::Link link_raw(Connection& connection, RawEntry& raw, const Known::Link& last) {
    raw.position = last.position + 1;
    Known::Link link{raw.position, hash_of(raw, last.hash)};
    Query(connection,
          "INSERT INTO ledger_link (community_id, position, entry_id, hash) "
          "VALUES ($1, $2, $3, $4)",
          raw.community, link.position, raw.entry, link.hash)
        .run();
    return link;
}

}  // namespace

Known::Link last_link(Connection& connection, CommunityId community) {
    Known::Link last;
    Query query(connection,
                "SELECT position, hash FROM ledger_link WHERE community_id = $1 "
                "ORDER BY position DESC LIMIT 1",
                community);
    if (query.next()) query.into(last.position, last.hash);
    return last;
}

Known::Link link_entry(Connection& connection, CommunityId community, const LedgerEntry& entry,
                       const Known::Link& last) {
    RawEntry raw;
    raw.community = community.value;
    raw.entry = entry.id.value;
    raw.cause = static_cast<std::int64_t>(entry.cause);
    raw.subject = entry.subject;
    raw.moved_at_ms = entry.at.ms;
    for (const Posting& posting : entry.postings) {
        raw.postings.insert(raw.postings.end(),
                            {static_cast<std::uint64_t>(posting.account.kind),
                             posting.account.owner, to_unsigned(posting.amount.fen())});
    }
    return link_raw(connection, raw, last);
}

void link_earlier_entries(Connection& connection) {
    if (Query(connection, "SELECT position FROM ledger_link LIMIT 1").only<std::int64_t>()) return;
    std::vector<RawEntry> entries;
    {
        Query query(connection,
                    "SELECT e.community_id, e.entry_id, e.cause, e.subject, e.moved_at_ms, "
                    "p.account_kind, p.account_owner, p.amount_fen FROM ledger_entry AS e JOIN "
                    "ledger_posting AS p ON p.community_id = e.community_id AND p.entry_id = "
                    "e.entry_id ORDER BY e.community_id, e.entry_id, p.position");
        while (query.next()) {
            RawEntry row;
            std::uint64_t kind = 0;
            std::uint64_t owner = 0;
            std::uint64_t amount = 0;
            query.into(row.community, row.entry, row.cause, row.subject, row.moved_at_ms, kind,
                       owner, amount);
            const bool more = !entries.empty() && entries.back().community == row.community &&
                              entries.back().entry == row.entry;
            if (!more) entries.push_back(std::move(row));
            auto& postings = entries.back().postings;
            postings.insert(postings.end(), {kind, owner, amount});
        }
    }
    if (entries.empty()) return;
    connection.begin_write();
    std::map<std::uint64_t, Known::Link> last;
    for (RawEntry& entry : entries) {
        Known::Link& before = last[entry.community];
        before = link_raw(connection, entry, before);
    }
    connection.commit();
}

void check_ledger_chain(Connection& connection, std::vector<std::string>& lines,
                        std::size_t lines_max) {
    const auto say = [&](std::uint64_t community, const std::string& words) {
        if (lines.size() < lines_max) {
            lines.push_back("community " + encode_id(community) + ": " + words);
        }
    };
    std::uint64_t community = 0;
    std::int64_t position = 0;
    std::string previous;
    each_link(connection, [&](const RawEntry& entry) {
        if (entry.community != community) {
            community = entry.community;
            position = 0;
            previous.clear();
        }
        if (entry.position != ++position) {
            say(community, "the ledger's chain has no link " + std::to_string(position));
            position = entry.position;
        } else if (hash_of(entry, previous) != entry.hash) {
            say(community, "ledger entry " + encode_id(entry.entry) + " is not what link " +
                               std::to_string(position) + " of the chain says");
        }
        // What follows is judged by the link that is kept, so that each breach is named once.
        previous = entry.hash;
    });
    Query query(connection,
                "SELECT e.community_id, e.entry_id FROM ledger_entry AS e WHERE "
                "(e.community_id, e.entry_id) NOT IN (SELECT l.community_id, l.entry_id FROM "
                "ledger_link AS l)");
    while (query.next() && lines.size() < lines_max) {
        std::uint64_t owner = 0;
        std::uint64_t entry = 0;
        query.into(owner, entry);
        say(owner, "ledger entry " + encode_id(entry) + " is not in the chain");
    }
}

std::vector<LedgerRoot> ledger_roots(Connection& connection) {
    std::vector<LedgerRoot> roots;
    Query query(connection,
                "SELECT l.community_id, l.position, l.hash FROM ledger_link AS l JOIN "
                "(SELECT community_id, MAX(position) AS position FROM ledger_link "
                "GROUP BY community_id) AS last ON last.community_id = l.community_id AND "
                "last.position = l.position ORDER BY l.community_id");
    while (query.next()) {
        LedgerRoot& root = roots.emplace_back();
        query.into(root.community, root.entries, root.hash);
    }
    return roots;
}

}  // namespace louxia::store
