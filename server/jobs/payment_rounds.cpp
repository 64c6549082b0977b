#include "server/jobs/payment_rounds.hpp"

#include "server/app/payments.hpp"

namespace louxia::jobs {

void run_payment_round(app::Context& context) {
    for (const Community& community : context.store.communities()) {
        if (!app::look_after_payments(context, community.id, context.clock.now())) {
            return;
        }
    }
}

}  // namespace louxia::jobs
