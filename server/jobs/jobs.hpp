#pragma once

#include <map>
#include <string>

#include "server/app/context.hpp"

/// What the clock does, in small transactions that stay out of the writer's way.
namespace louxia::jobs {

struct JobOptions {
    std::string backup_folder;  ///< empty: no nightly backups
};

/// One round of everything that is due. No threads and no clock of its own: a test calls run_due
/// with any instant, the scheduler once a second.
class Jobs {
public:
    Jobs(app::Context& context, JobOptions options);

    /// Publishes due lists, fails groups at their cut-off, gives back
    /// what ended groups still hold, refunds what is recalled, cuts what ran short, frees
    /// commissions, pays for lateness, assigns couriers, mends estimates that have passed, drops
    /// what nobody asks for any more, makes the nightly backup. A community whose round fails does
    /// not keep the others from theirs; the failure is thrown at the end (StoreFailure).
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
    void look_after_orders(CommunityId id, Instant now);
    void drop_old(CommunityId id, Instant now);
    void back_up(Instant now);

    app::Context& context_;
    JobOptions options_;
    std::map<CommunityId, Instant> dropped_at_;
    std::string backed_up_for_;  ///< the date of the last backup
};

inline constexpr std::int64_t replies_kept_ms = 48 * hour_ms;
inline constexpr std::int64_t events_kept_ms = 7 * day_ms;
inline constexpr int backups_kept = 7;

}  // namespace louxia::jobs
