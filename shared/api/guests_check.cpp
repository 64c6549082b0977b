#include "shared/api/check.hpp"
#include "shared/api/guests.hpp"
#include "shared/api/people.hpp"

namespace louxia::api {

Result<void> ListGuestLinks::check(const Request& /*request*/) {
    return {};
}

Result<void> MakeGuestLink::check(const Request& request) {
    return check_set(request.group, "group");
}

Result<void> EndGuestLink::check(const Request& request) {
    return check_set(request.link, "link");
}

Result<void> OpenGuestLink::check(const Request& request) {
    return SignIn::check({request.secret, {}});
}

Result<void> AskAsGuest::check(const Request& request) {
    LOUXIA_TRY(AskIn::check({request.secret, request.nickname, request.unit, request.room}));
    return check_set(request.building, "building");
}

}  // namespace louxia::api
