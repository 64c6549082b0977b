#include "server/jobs/crowd_rounds.hpp"

#include "server/app/crowd.hpp"

namespace louxia::jobs {

void CrowdRounds::run() {
    for (const Community& community : context_.store.communities()) {
        const Instant now = context_.clock.now();
        if (!app::look_after_rides(context_, community.id, now) ||
            !app::keep_quotes_fresh(context_, community.id, asked_at_, now)) {
            return;
        }
    }
}

}  // namespace louxia::jobs
