#pragma once

#include <map>

#include "server/app/context.hpp"

/// Turns to the provider of crowd riders, on a thread of its own: it may be slow, and the clock's
/// other jobs do not wait for it.
namespace louxia::jobs {

class CrowdRounds {
public:
    explicit CrowdRounds(app::Context& context) : context_(context) {}
    /// One round over all communities; ends where the provider does not answer. Without a provider
    /// it only ends rides that nobody accepted or came for. Throws StoreFailure.
    void run();

private:
    app::Context& context_;
    std::map<HubId, Instant> asked_at_;  ///< when each hub's tariff was last looked at
};

}  // namespace louxia::jobs
