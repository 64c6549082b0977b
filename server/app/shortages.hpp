#pragma once

#include "server/app/context.hpp"

/// Too little of an item for those who wait: planned in one transaction, applied in several.
namespace louxia::app {

/// How many orders one transaction cuts.
inline constexpr std::int32_t cut_at_once = 20;
/// Cuts the next orders of a running shortage, tells their households, and ends it when none is
/// left. True when there may be more. An order that was packed, cancelled or changed meanwhile
/// loses only what it still has beyond its part.
[[nodiscard]] Result<bool> continue_shortage(Context& context, Writer& writer, ShortageId id,
                                             Instant now);

}  // namespace louxia::app
