#include <cstdio>

#include "server/app/demo.hpp"
#include "server/app/devices.hpp"
#include "server/app/invites.hpp"
#include "server/app/own_data.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/exit_codes.hpp"

namespace louxia::cli {
namespace {

constexpr std::size_t community_file_bytes_max = 8U * 1024U * 1024U;

std::optional<Member> member_for(app::Context& context, app::Writer& writer,
                                 const InviteOptions& options) {
    if (!options.address.empty()) {
        for (const Household& household : writer.households()) {
            if (app::door_key(household.address) == options.address) {
                return app::resident_of(context, writer, household);
            }
        }
        return std::nullopt;
    }
    for (const Member& member : writer.staff()) {
        if (word_of(member.role) == options.role &&
            (options.name.empty() || options.name == member.nickname)) {
            return member;
        }
    }
    return std::nullopt;
}

}  // namespace

int create_community(const CommunityOptions& options) {
    const auto json = read_whole(options.file, community_file_bytes_max);
    if (!json) {
        std::fprintf(stderr, "cannot read %s\n", options.file.c_str());
        return exit_usage;
    }
    auto file = app::read_community_file(*json);
    if (!file) {
        print_refusal(file.error());
        return exit_refused;
    }
    if (!options.slug.empty()) {
        file->community.slug = options.slug;
    }
    House house(options.data, store::Access::command);
    const auto made = app::make_community(house.context(), *file);
    if (!made) {
        print_refusal(made.error());
        return exit_refused;
    }
    std::printf("%s\n", file->community.slug.c_str());
    return exit_ok;
}

int list_communities(const std::string& data) {
    const auto store = store::open_store(data, store::Access::read_only);
    for (const Community& community : store->communities()) {
        std::printf("%s\t%s\t%s%s\n", community.slug.c_str(), community.name.c_str(),
                    community.time_zone.c_str(), community.demo ? "\tdemo" : "");
    }
    return exit_ok;
}

int invite(const InviteOptions& options) {
    House house(options.data, store::Access::command);
    const auto community = house.community(options.community);
    if (!community) {
        std::fprintf(stderr, "no such community: %s\n", options.community.c_str());
        return exit_usage;
    }
    const std::string secret = house.context().secrets.make_secret();
    const app::Caller nobody{community->id, std::nullopt, SessionId{}};
    const app::InviteCode code = app::make_invite_code(house.context(), nobody);
    std::string whom;
    const auto kept =
        house.store().transact(community->id, [&](app::Writer& writer) -> Result<void> {
            const auto member = member_for(house.context(), writer, options);
            if (!member) {
                return refuse(ErrorCode::not_found, options.address.empty() ? "role" : "address");
            }
            whom = member->nickname;
            if (options.lost_phone) {
                app::report_lost_phone(house.context(), writer, *member);
            }
            const Instant ends_at = house.context().clock.now() + app::invite_ms;
            app::keep_invite(house.context(), writer, member->id, secret,
                             {ends_at, false, code.hash});
            return {};
        });
    if (!kept) {
        print_refusal(kept.error());
        return exit_refused;
    }
    std::printf("%s\t%s\t%s\n", whom.c_str(), code.shown.c_str(),
                app::invite_path(*community, secret).c_str());
    return exit_ok;
}

int export_household(const ExportOptions& options) {
    House house(options.data, store::Access::read_only);
    const auto community = house.community(options.community);
    if (!community) {
        std::fprintf(stderr, "no such community: %s\n", options.community.c_str());
        return exit_usage;
    }
    std::string json;
    house.store().read(community->id, [&](const app::Reader& reader) {
        for (const Household& household : reader.households()) {
            if (app::door_key(household.address) == options.address) {
                json = app::export_of(house.context(), reader, household);
            }
        }
    });
    if (json.empty()) {
        print_refusal(Error{ErrorCode::not_found, "address"});
        return exit_refused;
    }
    std::printf("%s\n", json.c_str());
    return exit_ok;
}

}  // namespace louxia::cli
