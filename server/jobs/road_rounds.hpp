#pragma once

#include <map>

#include "server/app/context.hpp"

/// Turns to the road router, on a thread of its own: it may be slow, and the clock's other jobs do
/// not wait for it.
namespace louxia::jobs {

class RoadRounds {
public:
    /// `context.roads` is there.
    explicit RoadRounds(app::Context& context) : context_(context) {}
    /// Asks for each community whose hubs or doors are others than before, or that was asked for a
    /// day ago; after an answer that did not come, a minute later. True when every answer that was
    /// wanted came. Throws StoreFailure.
    bool run();

private:
    struct Asked {
        Instant at;
        bool answered = false;
    };
    app::Context& context_;
    std::map<CommunityId, Asked> asked_;
};

}  // namespace louxia::jobs
