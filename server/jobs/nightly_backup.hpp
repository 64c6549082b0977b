#pragma once

#include <atomic>
#include <string>

#include "server/app/context.hpp"

namespace louxia::jobs {

/// A copy of the database each night at three by the first community's clock, and the older ones
/// dropped. Apart from Jobs and on a thread of its own, since copying a large database takes longer
/// than groups at their cut-off should wait.
class NightlyBackup {
public:
    /// `kept`: how many nights stay; 0: no copies are made, and those there are stay.
    NightlyBackup(app::Context& context, std::string folder, int kept);

    /// Makes the copy when it is due. Throws StoreFailure; tried again ten minutes later.
    void run_due(Instant now);

    /// Gives up a copy under way, and makes no more. Any thread.
    void end();

private:
    void make(const std::string& date) const;

    app::Context& context_;
    std::string folder_;
    int kept_;
    std::atomic<bool> ending_{false};
    std::string made_for_;  ///< the date of the last copy
    Instant failed_at_;     ///< when the last try began that did not end well; unset: none
};

}  // namespace louxia::jobs
