#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "server/app/dispatcher.hpp"

namespace louxia::adapters {

/// shared/dispatch/horizon.hpp, with the last plan of each community in memory. After a restart the
/// first decision makes a plan anew; what is committed stands in the store.
class HorizonDispatcher final : public app::Dispatcher {
public:
    [[nodiscard]] dispatch::Decision decide(CommunityId community,
                                            std::shared_ptr<const app::Scene> scene) override;
    [[nodiscard]] app::Outlook outlook(CommunityId community) const override;

private:
    struct Desk;
    [[nodiscard]] std::shared_ptr<Desk> desk_of(CommunityId community) const;

    mutable std::mutex mutex_;
    mutable std::map<CommunityId, std::shared_ptr<Desk>> desks_;
};

}  // namespace louxia::adapters
