#pragma once

#include "server/app/context.hpp"

/// Asks the provider of online payments, on a thread of its own: it may be slow, and the clock's
/// other jobs do not wait for it.
namespace louxia::jobs {

/// One round over all communities; ends where the provider does not answer. Throws StoreFailure.
void run_payment_round(app::Context& context);

}  // namespace louxia::jobs
