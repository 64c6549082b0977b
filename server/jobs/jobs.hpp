#pragma once

#include <map>

#include "server/app/context.hpp"

/// What the clock does, in small transactions that stay out of the writer's way.
namespace louxia::jobs {

/// One round of everything that is due. No threads and no clock of its own: a test calls run_due
/// with any instant, the scheduler once a second.
class Jobs {
public:
    explicit Jobs(app::Context& context);

    /// Publishes due lists, fails groups at their cut-off, gives back
    /// what ended groups still hold, refunds what is recalled, cuts what ran short, frees
    /// commissions, pays for lateness, assigns couriers, mends estimates that have passed, drops
    /// what nobody asks for any more, sweeps up files without a row. A community whose round fails
    /// does not keep the others from theirs; the failure is thrown at the end (StoreFailure).
    void run_due(Instant now);

private:
    void run_for(const Community& community, Instant now);
    void publish_due_lists(CommunityId id, Instant now);
    void fail_groups(CommunityId id, Instant now);
    void end_groups(CommunityId id, Instant now);
    void continue_recalls(CommunityId id, Instant now);
    void move_orders(CommunityId id, Instant now);
    void continue_shortages(CommunityId id, Instant now);
    void release_commissions(CommunityId id, Instant now);
    void dispatch(CommunityId id, Instant now);
    void look_after_orders(CommunityId id, Instant now);
    void drop_old(CommunityId id, Instant now);
    void sweep(Instant now);

    app::Context& context_;
    struct Dispatched {
        Instant at;
        std::int64_t seq = -1;  ///< of the events it had seen
    };
    std::map<CommunityId, Dispatched> dispatched_;
    std::map<CommunityId, Instant> dropped_at_;
    Instant swept_at_;
};

inline constexpr std::int64_t replies_kept_ms = 48 * hour_ms;
inline constexpr std::int64_t events_kept_ms = 7 * day_ms;

}  // namespace louxia::jobs
