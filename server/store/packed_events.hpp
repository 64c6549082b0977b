#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/app/store.hpp"

/// The events of one work as one text, which is one row of the outbox: a line for each, of
/// audience, subject (both in decimals), name and data, with a space between them. Names have no
/// spaces, and JSON has no line ends outside of its escapes.
namespace louxia::store {

[[nodiscard]] std::string pack_events(const std::vector<app::Event>& events);
/// The events with their seq, from `first_seq` on. Throws StoreFailure for what pack_events never
/// makes.
[[nodiscard]] std::vector<app::Event> unpack_events(std::string_view text, std::int64_t first_seq,
                                                    Instant at);

}  // namespace louxia::store
