#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "shared/domain/community.hpp"

namespace louxia::store {

/// Communities with their plan, hubs and buildings, as last read: every work asks for them and they
/// hardly ever change. Whoever shares one between transactions clears it when another connection
/// may have written, and after a rollback of a write to them.
class KnownPlaces {
public:
    struct Of {
        std::optional<Community> community;
        std::optional<std::vector<Hub>> hubs;                         ///< by id
        std::optional<std::vector<Building>> buildings;               ///< by number
        std::map<std::pair<HubId, BuildingId>, std::int32_t> ways_m;  ///< along the plan
    };

    [[nodiscard]] Of& of(CommunityId community) {
        if (known_.size() >= communities_max && !known_.contains(community)) known_.clear();
        return known_[community];
    }
    void forget(CommunityId community) { known_.erase(community); }
    void clear() { known_.clear(); }

private:
    static constexpr std::size_t communities_max = 256;

    std::unordered_map<CommunityId, Of> known_;
};

}  // namespace louxia::store
