#pragma once

#include <string>

#include "shared/base/instant.hpp"
#include "shared/base/strong_id.hpp"

namespace louxia {

using GuestLinkId = StrongId<struct GuestLinkTag>;

/// Who has its secret may look at one group and ask to be let in; nothing else.
struct GuestLink {
    GuestLinkId id;
    HouseholdId host;  ///< that made it and may end it
    GroupId group;
    std::string guest_hash;  ///< of the secret
    Instant made_at;
    Instant ends_at;
    std::int32_t asked = 0;  ///< how many have asked with it
};

inline constexpr std::int64_t guest_link_ms = 72 * hour_ms;
inline constexpr std::int32_t guest_links_max =
    5;  ///< of a household; a further one ends the first
inline constexpr std::int32_t guest_asks_max = 10;  ///< with one link

}  // namespace louxia
