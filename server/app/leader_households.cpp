#include "server/app/devices.hpp"
#include "server/app/invites.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/invite_code.hpp"

namespace louxia::app {

InviteCode make_invite_code(Context& context, const Caller& caller) {
    const std::string code = invite_code_of(context.secrets.random());
    return {show_invite_code(code), invite_code_hash(context, caller.community, code)};
}

std::string invite_code_hash(const Context& context, CommunityId community, std::string_view code) {
    return context.secrets.slow_hash(code, "invite code " + community.text());
}

std::string invite_path(const Community& community, std::string_view secret) {
    return "/c/" + community.slug + "/in#" + std::string(secret);
}

void keep_invite(Context& context, Writer& writer, MemberId member, std::string_view secret,
                 const InviteTerms& terms) {
    writer.put(Invite{context.ids.make<InviteId>(), member, context.secrets.hash(secret),
                      terms.ends_at, Instant{}, terms.reusable, terms.code_hash});
}

Member resident_of(Context& context, Writer& writer, const Household& household) {
    for (const Member& member : writer.members_of(household.id)) {
        if (member.role == Role::resident) {
            return member;
        }
    }
    Member member;
    member.id = context.ids.make<MemberId>();
    member.role = Role::resident;
    member.household = household.id;
    member.nickname = household.nickname;
    writer.put(member);
    return member;
}

Result<api::ListHouseholds::Response> list_households(const Context&, const Caller&,
                                                      const api::Nothing&, const Reader& reader) {
    api::ListHouseholds::Response response;
    for (const Household& household : reader.households()) {
        response.households.push_back(view_of_household(reader, household));
    }
    return response;
}

Result<api::InviteHousehold::Response> invite_household(
    Context& context, const Caller&, const api::InviteHousehold::Request& request,
    const InviteCode& code, Writer& writer) {
    const auto household = writer.household(request.household);
    if (!household) {
        return refuse(ErrorCode::not_found);
    }
    if (writer.guard(household->id).ended_at.is_set()) {
        return refuse(ErrorCode::not_found);
    }
    const Member member = resident_of(context, writer, *household);
    if (request.lost_phone) {
        report_lost_phone(context, writer, member);
    }
    const std::string secret = context.secrets.make_secret();
    const Instant ends_at = context.clock.now() + invite_ms;
    keep_invite(context, writer, member.id, secret, InviteTerms{ends_at, false, code.hash});
    return api::InviteHousehold::Response{invite_path(writer.community(), secret), ends_at,
                                          code.shown};
}

Result<api::HouseholdView> top_up(Context& context, const Caller& caller,
                                  const api::TopUp::Request& request, Writer& writer) {
    const auto household = writer.household(request.household);
    const auto hubs = writer.hubs();
    if (!household || hubs.empty()) {
        return refuse(ErrorCode::not_found);
    }
    const HubId own = caller.member ? caller.member->hub : HubId{};
    LOUXIA_TRY(top_up_wallet(context, writer, own.is_set() ? own : hubs.front().id, household->id,
                             request.amount, context.clock.now()));
    return view_of_household(writer, *household);
}

}  // namespace louxia::app
