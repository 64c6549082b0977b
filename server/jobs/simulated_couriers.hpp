#pragma once

#include <map>
#include <vector>

#include "server/app/context.hpp"

namespace louxia::jobs {

/// Couriers that nobody plays: those on shift walk to the hub, take what is packed, walk to the
/// door and hand over, at the speed of a real one by the given clock. They use the couriers' own
/// use cases and know nothing else. For demos and tests only (`--simulate-couriers`).
class SimulatedCouriers {
public:
    explicit SimulatedCouriers(app::Context& context);

    /// Moves everyone on to `now`, one step each at most.
    void run(Instant now);

private:
    /// Under way along a line since an instant.
    struct Walk {
        std::vector<PlanPoint> line;
        Instant since;
        Instant arrived_at;  ///< unset while walking
    };
    void run_one(const Community& community, const app::Caller& caller, const Courier& courier,
                 const Order& order, PlanPoint goal, Instant now);
    void step(const app::Caller& caller, const Order& order, Walk& walk, Instant now);

    app::Context& context_;
    std::map<CourierId, Walk> walks_;
};

}  // namespace louxia::jobs
