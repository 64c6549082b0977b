#include "shared/domain/guest.hpp"

#include "server/app/admissions.hpp"
#include "server/app/callers.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

std::vector<GuestLink> live_links(const Context& context, const Reader& reader, HouseholdId host) {
    std::vector<GuestLink> links = reader.guest_links_of(host);
    std::erase_if(links,
                  [&](const GuestLink& link) { return link.ends_at <= context.clock.now(); });
    return links;
}

/// The link with that secret, while it works.
std::optional<GuestLink> link_of(const Context& context, const Reader& reader,
                                 const std::string& secret) {
    auto link = reader.guest_link_by_hash(context.secrets.hash(secret));
    return link && link->ends_at > context.clock.now() ? link : std::nullopt;
}

}  // namespace

Result<api::ListGuestLinks::Response> list_guest_links(const Context& context, const Caller& caller,
                                                       const api::Nothing&, const Reader& reader) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, reader));
    api::ListGuestLinks::Response response;
    for (const GuestLink& link : live_links(context, reader, household.id)) {
        const auto group = reader.group(link.group);
        response.links.push_back({link.id, link.group, group ? group->title : std::string{},
                                  link.made_at, link.ends_at, link.asked});
    }
    return response;
}

Result<api::MakeGuestLink::Response> make_guest_link(Context& context, const Caller& caller,
                                                     const api::MakeGuestLink::Request& request,
                                                     Writer& writer) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    const Instant now = context.clock.now();
    const auto group = writer.group(request.group);
    if (!group || group->state == GroupState::draft) {
        return refuse(ErrorCode::not_found);
    }
    if (!accepts_joins(*group, now)) {
        return refuse(ErrorCode::group_closed);
    }
    std::vector<GuestLink> before = live_links(context, writer, household.id);
    while (before.size() >= static_cast<std::size_t>(guest_links_max)) {
        writer.end_guest_link(before.back().id);
        before.pop_back();
    }
    const std::string secret = context.secrets.make_secret();
    const GuestLink link{context.ids.make<GuestLinkId>(),
                         household.id,
                         group->id,
                         context.secrets.hash(secret),
                         now,
                         now + guest_link_ms,
                         0};
    writer.put(link);
    return api::MakeGuestLink::Response{
        link.id, "/c/" + writer.community().slug + "/guest#" + secret, link.ends_at};
}

Result<api::ListGuestLinks::Response> end_guest_link(Context& context, const Caller& caller,
                                                     const api::EndGuestLink::Request& request,
                                                     Writer& writer) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    const auto link = writer.guest_link(request.link);
    if (!link || link->host != household.id) {
        return refuse(ErrorCode::not_found);
    }
    writer.end_guest_link(link->id);
    return list_guest_links(context, caller, {}, writer);
}

Result<api::OpenGuestLink::Response> open_guest_link(const Context& context,
                                                     const api::OpenGuestLink::Request& request,
                                                     const Reader& reader) {
    const auto link = link_of(context, reader, request.secret);
    const auto group = link ? reader.group(link->group) : std::nullopt;
    const auto host = link ? reader.household(link->host) : std::nullopt;
    if (!group || !host) {
        return refuse(ErrorCode::not_found);
    }
    return api::OpenGuestLink::Response{view_of_group(reader, *group), view_of_neighbour(*host),
                                        link->ends_at};
}

Result<SignedIn> ask_as_guest(Context& context, const api::AskAsGuest::Request& request,
                              std::string_view device, Writer& writer) {
    auto link = link_of(context, writer, request.secret);
    const auto group = link ? writer.group(link->group) : std::nullopt;
    const auto host = link ? writer.household(link->host) : std::nullopt;
    const auto building = host ? writer.building(request.building) : std::nullopt;
    if (!group || !building) {
        return refuse(ErrorCode::not_found);
    }
    if (!accepts_joins(*group, context.clock.now())) {
        return refuse(ErrorCode::group_closed);
    }
    if (link->asked >= guest_asks_max) {
        return refuse(ErrorCode::rate_limited);
    }
    const Address door{building->id, building->number, request.unit, request.room};
    LOUXIA_ASSIGN(const Member member,
                  begin_admission(context, writer, *building, request.nickname,
                                  Admission{{}, door, context.clock.now(), host->id, group->id}));
    ++link->asked;
    writer.put(*link);
    if (host->address.building == building->id) {
        writer.vouch(member.id, host->id, context.clock.now());
    }
    return begin_session(context, member, device, writer);
}

}  // namespace louxia::app
