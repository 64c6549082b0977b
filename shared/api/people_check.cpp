#include "shared/api/check.hpp"
#include "shared/api/people.hpp"

namespace louxia::api {

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

Result<void> ForgetHousehold::check(const Request& request) {
    if (!request.sure) return refuse(ErrorCode::invalid_value, "sure");
    return {};
}

}  // namespace louxia::api
