#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "server/http/site.hpp"

/// What a committed change asks for outside the store.
namespace louxia::http {

/// Sessions whose streams end if the change ended them, and files that nobody names any more.
struct AtStake {
    std::vector<SessionId> sessions;
    std::vector<std::string> files;
};
[[nodiscard]] AtStake stake_of_member(const Site& site, const app::Caller& caller);
/// With `files`, its pictures' too.
[[nodiscard]] AtStake stake_of_household(const Site& site, CommunityId community, HouseholdId id,
                                         bool files);

/// Looked up before the change of E runs.
template <class E>
[[nodiscard]] AtStake stake_of(const Site& site, const app::Caller& caller,
                               const typename E::Request& request) {
    if constexpr (std::is_same_v<E, api::EndDevice> || std::is_same_v<E, api::EndStaffDevice>) {
        return {{request.session}, {}};
    } else if constexpr (std::is_same_v<E, api::TurnAway>) {
        app::Caller waiting = caller;
        waiting.member = Member{};
        waiting.member->id = request.member;
        return stake_of_member(site, waiting);
    } else if constexpr (std::is_same_v<E, api::EndOtherDevices>) {
        return stake_of_member(site, caller);
    } else if constexpr (std::is_same_v<E, api::InviteHousehold>) {
        return request.lost_phone
                   ? stake_of_household(site, caller.community, request.household, false)
                   : AtStake{};
    } else if constexpr (std::is_same_v<E, api::ForgetHousehold>) {
        return caller.member
                   ? stake_of_household(site, caller.community, caller.member->household, true)
                   : AtStake{};
    } else {
        static_cast<void>(site);
        static_cast<void>(caller);
        static_cast<void>(request);
        return {};
    }
}
/// After it was committed.
void settle(Site& site, CommunityId community, const AtStake& stake);

}  // namespace louxia::http
