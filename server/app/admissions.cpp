#include "server/app/admissions.hpp"

#include <algorithm>

#include "server/app/callers.hpp"
#include "server/app/devices.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

std::optional<Household> household_at(const Reader& reader, const Address& door) {
    for (Household& household : reader.households()) {
        if (household.address == door) {
            return std::move(household);
        }
    }
    return std::nullopt;
}

bool is_leader(const Caller& caller) {
    return caller.member && caller.member->role == Role::leader;
}

/// A household of the building that somebody waits for; not_found for all others.
Result<Household> neighbour_of(const Caller& caller, const Reader& reader,
                               const Admission& admission) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, reader));
    if (household.address.building != admission.address.building) {
        return refuse(ErrorCode::not_found);
    }
    return household;
}

void let_in(Context& context, Writer& writer, Member member, const Admission& admission) {
    auto household = household_at(writer, admission.address);
    if (!household) {
        household = Household{
            context.ids.make<HouseholdId>(), admission.address, member.nickname, {}, {}, {}};
        writer.put(*household);
    }
    member.household = household->id;
    writer.end_admission(member.id);
    put_changed_rights(writer, member);
}

}  // namespace

Result<api::MakeBuildingCode::Response> make_building_code(
    Context& context, const Caller&, const api::MakeBuildingCode::Request& request,
    Writer& writer) {
    if (!writer.building(request.building)) {
        return refuse(ErrorCode::not_found);
    }
    const std::string secret = context.secrets.make_secret();
    writer.put(BuildingCode{request.building, context.secrets.hash(secret), context.clock.now()});
    return api::MakeBuildingCode::Response{"/c/" + writer.community().slug + "/ask#" + secret};
}

Result<Member> begin_admission(Context& context, Writer& writer, const Building& building,
                               const std::string& nickname, Admission admission) {
    if (const auto checked = check_address(building, admission.address); !checked) {
        const std::string& field = checked.error().field;
        return refuse(checked.error().code, field.substr(field.find('.') + 1));
    }
    const auto all = writer.admissions();
    const auto waiting = std::count_if(all.begin(), all.end(), [&](const Admission& one) {
        return one.address.building == building.id && !is_over(one, admission.asked_at);
    });
    if (waiting >= admissions_per_building_max) {
        return refuse(ErrorCode::rate_limited);
    }
    Member member;
    member.id = context.ids.make<MemberId>();
    member.role = Role::resident;
    member.nickname = nickname;
    writer.put(member);
    admission.member = member.id;
    writer.put(admission);
    return member;
}

std::int32_t drop_admissions(Writer& writer, Instant now, std::int32_t limit) {
    const auto gone = writer.admissions_before(Instant{now.ms - 2 * admission_ms}, limit);
    for (const MemberId member : gone) {
        writer.end_admission(member);
        writer.remove_member(member);
    }
    return static_cast<std::int32_t>(gone.size());
}

Result<SignedIn> ask_in(Context& context, const api::AskIn::Request& request,
                        std::string_view device, Writer& writer) {
    const auto code = writer.building_code_by_hash(context.secrets.hash(request.secret));
    const auto building = code ? writer.building(code->building) : std::nullopt;
    if (!building) {
        return refuse(ErrorCode::not_found);
    }
    const Address door{building->id, building->number, request.unit, request.room};
    LOUXIA_ASSIGN(const Member member, begin_admission(context, writer, *building, request.nickname,
                                                       Admission{{}, door, context.clock.now()}));
    return begin_session(context, member, device, writer);
}

Result<api::ListAdmissions::Response> list_admissions(const Context& context, const Caller& caller,
                                                      const api::Nothing&, const Reader& reader) {
    api::ListAdmissions::Response response;
    const HouseholdId own = caller.member ? caller.member->household : HouseholdId{};
    for (const Admission& admission : reader.admissions()) {
        const auto member = reader.member(admission.member);
        if (!member || is_over(admission, context.clock.now()) ||
            (!is_leader(caller) && !neighbour_of(caller, reader, admission))) {
            continue;
        }
        const std::vector<HouseholdId> vouchers = reader.vouchers_of(member->id);
        api::ListAdmissions::Waiting waiting;
        waiting.member = member->id;
        waiting.nickname = member->nickname;
        waiting.building_number = admission.address.building_number;
        if (is_leader(caller)) {
            waiting.address = view_of_address(admission.address);
        }
        waiting.door_is_known = household_at(reader, admission.address).has_value();
        waiting.vouches = static_cast<std::int32_t>(vouchers.size());
        waiting.vouched = std::find(vouchers.begin(), vouchers.end(), own) != vouchers.end();
        waiting.asked_at = admission.asked_at;
        const auto host = reader.household(admission.host);
        const auto group = reader.group(admission.group);
        if (host && group) {
            waiting.host = view_of_neighbour(*host);
            waiting.group_title = group->title;
        }
        response.waiting.push_back(std::move(waiting));
    }
    return response;
}

Result<api::ListAdmissions::Response> admit(Context& context, const Caller& caller,
                                            const api::Admit::Request& request, Writer& writer) {
    const auto admission = writer.admission(request.member);
    const auto member = writer.member(request.member);
    if (!admission || !member || is_over(*admission, context.clock.now())) {
        return refuse(ErrorCode::not_found);
    }
    bool enough = is_leader(caller);
    if (!enough) {
        LOUXIA_ASSIGN(const Household neighbour, neighbour_of(caller, writer, *admission));
        writer.vouch(member->id, neighbour.id, context.clock.now());
        enough = neighbours_admit(static_cast<std::int32_t>(writer.vouchers_of(member->id).size()),
                                  household_at(writer, admission->address).has_value());
    }
    if (enough) {
        let_in(context, writer, *member, *admission);
    }
    return list_admissions(context, caller, {}, writer);
}

Result<api::ListAdmissions::Response> turn_away(Context& context, const Caller& caller,
                                                const api::Admit::Request& request,
                                                Writer& writer) {
    if (!writer.admission(request.member)) {
        return refuse(ErrorCode::not_found);
    }
    writer.end_admission(request.member);
    writer.remove_member(request.member);
    return list_admissions(context, caller, {}, writer);
}

}  // namespace louxia::app
