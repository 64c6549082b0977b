#include "shared/api/check.hpp"
#include "shared/api/people.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::api {
namespace {

constexpr std::size_t nickname_code_points_max = 24;
constexpr std::int32_t units_max = 9;
constexpr std::int32_t lowest_room = 101;
constexpr std::int32_t highest_room = 6020;

}  // namespace

Result<void> ListDevices::check(const Request& /*request*/) {
    return {};
}

Result<void> EndDevice::check(const Request& request) {
    return check_set(request.session, "session");
}

Result<void> EndOtherDevices::check(const Request& /*request*/) {
    return {};
}

Result<void> ListStaffDevices::check(const Request& /*request*/) {
    return {};
}

Result<void> EndStaffDevice::check(const Request& request) {
    return check_set(request.session, "session");
}

Result<void> MakeBuildingCode::check(const Request& request) {
    return check_set(request.building, "building");
}

Result<void> AskIn::check(const Request& request) {
    LOUXIA_TRY(SignIn::check({request.secret, {}}));
    LOUXIA_TRY(
        check_line(request.nickname, nickname_code_points_max, Presence::required, "nickname"));
    LOUXIA_TRY(check_between(request.unit, 1, units_max, "unit"));
    return check_between(request.room, lowest_room, highest_room, "room");
}

Result<void> ListAdmissions::check(const Request& /*request*/) {
    return {};
}

Result<void> Admit::check(const Request& request) {
    return check_set(request.member, "member");
}

Result<void> TurnAway::check(const Request& request) {
    return check_set(request.member, "member");
}

Result<void> ForgetHousehold::check(const Request& request) {
    if (!request.sure) return refuse(ErrorCode::invalid_value, "sure");
    return {};
}

}  // namespace louxia::api
