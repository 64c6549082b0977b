#include <algorithm>

#include "shared/api/check.hpp"
#include "shared/api/sign_in_ways.hpp"

namespace louxia::api {
namespace {

constexpr std::size_t binary_text_max = 8192;

Result<void> check_base64url(std::string_view text, std::string_view field) {
    const bool fits = !text.empty() && text.size() <= binary_text_max &&
                      std::all_of(text.begin(), text.end(), [](char c) {
                          return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                                 (c >= '0' && c <= '9') || c == '-' || c == '_';
                      });
    return fits ? Result<void>{} : refuse(ErrorCode::invalid_value, std::string(field));
}

}  // namespace

Result<void> ListIdentities::check(const Request& /*request*/) {
    return {};
}

Result<void> EndIdentity::check(const Request& request) {
    return check_set(request.identity, "identity");
}

Result<void> ListPasskeys::check(const Request& /*request*/) {
    return {};
}

Result<void> BeginPasskey::check(const Request& /*request*/) {
    return {};
}

Result<void> AddPasskey::check(const Request& request) {
    LOUXIA_TRY(check_base64url(request.client_data, "client_data"));
    return check_base64url(request.authenticator_data, "authenticator_data");
}

Result<void> EndPasskey::check(const Request& request) {
    return check_set(request.passkey, "passkey");
}

Result<void> BeginPasskeySignIn::check(const Request& /*request*/) {
    return {};
}

Result<void> PasskeySignIn::check(const Request& request) {
    LOUXIA_TRY(check_base64url(request.credential, "credential"));
    LOUXIA_TRY(check_base64url(request.client_data, "client_data"));
    LOUXIA_TRY(check_base64url(request.authenticator_data, "authenticator_data"));
    return check_base64url(request.signature, "signature");
}

}  // namespace louxia::api
