#pragma once

#include "server/app/context.hpp"

/// What the files of the crowd's rides share; inside a transaction.
namespace louxia::app {

/// When the ride's orders that are not out are likely to be there, now that its rider comes at
/// another time.
void estimate_anew(Writer& writer, const CrowdRide& ride, Instant now);

}  // namespace louxia::app
