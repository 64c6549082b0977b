#include "server/app/devices.hpp"

#include "server/app/use_cases.hpp"

namespace louxia::app {
namespace {

api::DeviceView view_of_device(const Session& session, const Member& member, const Caller& caller) {
    return {session.id,
            session.device,
            member.nickname,
            member.role,
            session.created_at,
            session.seen_at,
            session.id == caller.session};
}

void add_devices(const Context& context, const Caller& caller, const Reader& reader,
                 const Member& member, api::ListDevices::Response& response) {
    for (const Session& session : reader.sessions_of(member.id)) {
        if (session.ends_at > context.clock.now()) {
            response.devices.push_back(view_of_device(session, member, caller));
        }
    }
}

bool is_device_of_staff(const Member& member) {
    return member.role == Role::shop || member.role == Role::courier || member.role == Role::kiosk;
}

void drop_devices(Writer& writer, const Member& member) {
    writer.end_invites_of(member.id);
    writer.end_sign_in_ways_of(member.id);
    for (const Session& session : writer.sessions_of(member.id)) {
        writer.end_session(session.id);
    }
}

}  // namespace

void drop_household_devices(Writer& writer, HouseholdId household) {
    for (const Member& member : writer.members_of(household)) {
        drop_devices(writer, member);
    }
}

void report_lost_phone(Context& context, Writer& writer, const Member& member) {
    if (!member.household.is_set()) {
        drop_devices(writer, member);
        return;
    }
    drop_household_devices(writer, member.household);
    HouseholdGuard guard = writer.guard(member.household);
    guard.held_until = context.clock.now() + refund_hold_ms;
    writer.put(guard);
}

void put_changed_rights(Writer& writer, const Member& member) {
    writer.put(member);
    writer.rotate_sessions_of(member.id);
}

Result<api::ListDevices::Response> list_devices(const Context& context, const Caller& caller,
                                                const api::Nothing&, const Reader& reader) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    api::ListDevices::Response response;
    add_devices(context, caller, reader, *caller.member, response);
    return response;
}

Result<api::ListDevices::Response> end_device(Context& context, const Caller& caller,
                                              const api::EndDevice::Request& request,
                                              Writer& writer) {
    const auto session = writer.session(request.session);
    if (!session || !caller.member || session->member != caller.member->id) {
        return refuse(ErrorCode::not_found);
    }
    writer.end_session(session->id);
    return list_devices(context, caller, {}, writer);
}

Result<api::ListDevices::Response> end_other_devices(Context& context, const Caller& caller,
                                                     const api::Nothing&, Writer& writer) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    for (const Session& session : writer.sessions_of(caller.member->id)) {
        if (session.id != caller.session) {
            writer.end_session(session.id);
        }
    }
    return list_devices(context, caller, {}, writer);
}

Result<api::ListDevices::Response> list_staff_devices(const Context& context, const Caller& caller,
                                                      const api::Nothing&, const Reader& reader) {
    api::ListDevices::Response response;
    for (const Member& member : reader.staff()) {
        if (is_device_of_staff(member)) {
            add_devices(context, caller, reader, member, response);
        }
    }
    return response;
}

Result<api::ListDevices::Response> end_staff_device(Context& context, const Caller& caller,
                                                    const api::EndDevice::Request& request,
                                                    Writer& writer) {
    const auto session = writer.session(request.session);
    const auto member = session ? writer.member(session->member) : std::nullopt;
    if (!member || !is_device_of_staff(*member)) {
        return refuse(ErrorCode::not_found);
    }
    writer.end_session(session->id);
    return list_staff_devices(context, caller, {}, writer);
}

}  // namespace louxia::app
