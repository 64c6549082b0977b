#pragma once

#include "server/app/context.hpp"

namespace louxia::app {

/// Publishes a draft and tells everyone. Refused as publish() refuses.
[[nodiscard]] Result<FreshList> publish_now(Writer& writer, const FreshList& list, Instant now);

/// The list of a day, made as a draft when there is none. A draft for a day whose 07:00 has passed
/// has no publish_at: its leader publishes it.
[[nodiscard]] FreshList list_for(Context& context, Writer& writer, CivilDate date, Instant now);

}  // namespace louxia::app
