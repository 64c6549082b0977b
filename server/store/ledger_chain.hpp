#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/store/engine.hpp"
#include "server/store/known.hpp"
#include "shared/base/strong_id.hpp"

/// The ledger of a community as a chain of links, one per entry, numbered from 1 without a gap. A
/// link's hash is BLAKE2b-256 over the hash before it (64 hex digits; none for the first) and, as
/// numbers of eight bytes, community, position, entry, cause, subject, time in ms, count of
/// postings, and of each posting account kind, owner and amount in fen. Who edits, removes or
/// inserts an entry has to write all later links anew, and the root is another than the one that a
/// backup or a printout of `louxia check` holds.
namespace louxia::store {

/// The last link of a community: two ledgers with the same root are the same, entry by entry.
struct LedgerRoot {
    CommunityId community;
    std::int64_t entries = 0;
    std::string hash;  ///< 64 hex digits; empty without entries
};

/// Where a community's chain ends; 0 and no hash without entries.
[[nodiscard]] Known::Link last_link(Connection& connection, CommunityId community);
/// Adds the link of an entry that was just booked with all its postings, behind `last`. Gives the
/// new end. The schema takes it only when the entry's postings sum to zero.
Known::Link link_entry(Connection& connection, CommunityId community, const LedgerEntry& entry,
                       const Known::Link& last);

/// Links the entries of a database from before there was a chain, in the order of their ids. Does
/// nothing once any link exists: an entry without one is a breach then.
void link_earlier_entries(Connection& connection);

/// One line per breach, up to `lines_max` lines in all.
void check_ledger_chain(Connection& connection, std::vector<std::string>& lines,
                        std::size_t lines_max);

/// By community.
[[nodiscard]] std::vector<LedgerRoot> ledger_roots(Connection& connection);

}  // namespace louxia::store
