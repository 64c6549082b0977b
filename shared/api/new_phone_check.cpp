#include "shared/api/check.hpp"
#include "shared/api/new_phone.hpp"

namespace louxia::api {

Result<void> OfferPhone::check(const Request& /*request*/) {
    return {};
}

Result<void> GetNewPhone::check(const Request& /*request*/) {
    return {};
}

Result<void> ConfirmPhone::check(const Request& request) {
    return check_between(request.digits, Request::no_digits, new_phone_digits - 1, "digits");
}

Result<void> ClaimPhone::check(const Request& request) {
    return SignIn::check({request.secret, {}});
}

Result<void> FinishPhone::check(const Request& request) {
    constexpr std::size_t half = 26;
    const bool fits = request.claim.size() == 2 * half &&
                      SignIn::check({request.claim.substr(0, half), {}}).ok() &&
                      SignIn::check({request.claim.substr(half), {}}).ok();
    return fits ? Result<void>{} : refuse(ErrorCode::invalid_value, "claim");
}

}  // namespace louxia::api
