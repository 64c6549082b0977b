#include "server/jobs/road_rounds.hpp"

#include "server/app/roads.hpp"

namespace louxia::jobs {
namespace {

constexpr std::int64_t ask_every_ms = day_ms;
constexpr std::int64_t ask_again_ms = minute_ms;

}  // namespace

bool RoadRounds::run() {
    bool all_known = true;
    for (const Community& community : context_.store.communities()) {
        std::vector<PlanPoint> points;
        context_.store.read(community.id,
                            [&](const app::Reader& reader) { points = app::road_points(reader); });
        const Instant now = context_.clock.now();
        Asked& last = asked_[community.id];
        const auto known = context_.roads->known(community.id);
        const bool moved = last.answered && known && known->points != points;
        const std::int64_t wait_ms = last.answered ? ask_every_ms : ask_again_ms;
        const bool early = last.at.is_set() && now >= last.at && now - last.at < wait_ms;
        if (moved || !early) {
            last = {now, context_.roads->ask(community.id, community.plan, points).ok()};
        }
        all_known = all_known && last.answered;
    }
    return all_known;
}

}  // namespace louxia::jobs
