#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/app/store.hpp"

/// Events that follow one another as one text, which is one row of the outbox: a line for each, of
/// audience, subject (both in decimals), name and data, with a space between them. Names have no
/// spaces, and JSON has no line ends outside of its escapes.
namespace louxia::store {

/// A row: what works of one commit emitted, as long as they are close in time and it is not full.
struct EventPack {
    std::int64_t last_seq = 0;
    std::int64_t first_seq = 0;
    std::string events;
    Instant at;  ///< of the first; no other is from before it or a tenth of a second later
};

/// Whether what a work emitted at `at` is close enough to stand in that row, too.
[[nodiscard]] bool takes(const EventPack& pack, Instant at) noexcept;
/// From a hundred events or 64 KB on: housekeeping drops whole rows, a thousand events at a time,
/// and what is written late is small, so that a work with more than the disk has room for fails
/// alone.
[[nodiscard]] bool is_full(const EventPack& pack) noexcept;
/// Behind those that are there. Their seq is not looked at.
void append(EventPack& pack, const std::vector<app::Event>& events);

[[nodiscard]] std::string pack_events(const std::vector<app::Event>& events);
/// The events with their seq, from `first_seq` on. Throws StoreFailure for what pack_events never
/// makes.
[[nodiscard]] std::vector<app::Event> unpack_events(std::string_view text, std::int64_t first_seq,
                                                    Instant at);

}  // namespace louxia::store
