#include "server/http/after_change.hpp"

namespace louxia::http {

AtStake stake_of_member(const Site& site, const app::Caller& caller) {
    AtStake stake;
    if (!caller.member) {
        return stake;
    }
    site.context.store.read(caller.community, [&](const app::Reader& reader) {
        for (const app::Session& session : reader.sessions_of(caller.member->id)) {
            stake.sessions.push_back(session.id);
        }
    });
    return stake;
}

AtStake stake_of_household(const Site& site, CommunityId community, HouseholdId id, bool files) {
    AtStake stake;
    site.context.store.read(community, [&](const app::Reader& reader) {
        for (const Member& member : id.is_set() ? reader.members_of(id) : std::vector<Member>{}) {
            for (const app::Session& session : reader.sessions_of(member.id)) {
                stake.sessions.push_back(session.id);
            }
            if (!files) {
                continue;
            }
            for (const app::KeptPicture& picture : reader.pictures_of(member.id)) {
                stake.files.push_back(picture.file_name);
            }
        }
    });
    return stake;
}

void settle(Site& site, CommunityId community, const AtStake& stake) {
    if (stake.sessions.empty() && stake.files.empty()) {
        return;
    }
    site.context.store.read(community, [&](const app::Reader& reader) {
        for (const SessionId session : stake.sessions) {
            if (!reader.session(session)) {
                site.hub.end_session(session);
            }
        }
    });
    for (const std::string& file : stake.files) {
        site.context.pictures.remove(file);
    }
}

}  // namespace louxia::http
