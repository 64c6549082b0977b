#include "server/adapters/horizon_dispatcher.hpp"

#include <utility>

#include "shared/dispatch/neighbourhood.hpp"

namespace louxia::adapters {

struct HorizonDispatcher::Desk {
    std::mutex mutex;
    dispatch::Horizon horizon{dispatch::neighbourhood_rules, dispatch::neighbourhood_weights};
    app::Outlook outlook;
};

std::shared_ptr<HorizonDispatcher::Desk> HorizonDispatcher::desk_of(CommunityId community) const {
    const std::lock_guard lock(mutex_);
    auto& desk = desks_[community];
    if (!desk) {
        desk = std::make_shared<Desk>();
    }
    return desk;
}

dispatch::Decision HorizonDispatcher::decide(CommunityId community,
                                             std::shared_ptr<const app::Scene> scene) {
    const auto desk = desk_of(community);
    const std::lock_guard lock(desk->mutex);
    const auto before = desk->outlook.plan;
    dispatch::Decision decision = desk->horizon.decide(
        scene->situation, before ? *before : dispatch::Plan{}, dispatch::Effort{});
    desk->outlook = {std::move(scene), std::make_shared<const dispatch::Plan>(decision.plan)};
    return decision;
}

app::Outlook HorizonDispatcher::outlook(CommunityId community) const {
    const auto desk = desk_of(community);
    const std::lock_guard lock(desk->mutex);
    return desk->outlook;
}

}  // namespace louxia::adapters
