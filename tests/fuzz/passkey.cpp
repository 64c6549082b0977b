// What a browser brings of a passkey: the client's data, and the authenticator's (CBOR in it).

#include <string>

#include "server/adapters/fido_passkeys.hpp"
#include "server/app/encodings.hpp"
#include "server/app/use_cases.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

constexpr std::string_view site = "louxia.example";

void check_client_data(std::string_view json) {
    const app::PasskeySite here{std::string(site), "https://louxia.example"};
    const std::string written = app::base64url(json);
    const auto made = app::challenge_in(here, "webauthn.create", written);
    const auto signs = app::challenge_in(here, "webauthn.get", written);
    demand(!made || !signs, "client data is for one purpose");
    if (made) demand(!made->empty(), "a challenge is not empty");
    (void)app::challenge_in(here, "webauthn.get", json);
}

void check_authenticator_data(const adapters::FidoPasskeys& passkeys, const std::string& data) {
    const auto read = passkeys.read_new(site, data);
    if (!read) return;
    demand(read->algorithm == -7 || read->algorithm == -8, "a key is of a kind that is offered");
    demand(app::from_base64url(read->credential).has_value(), "a credential is base64url");
    demand(app::from_base64url(read->public_key).has_value(), "a key is base64url");
    demand(read->sign_count >= 0, "a count is not negative");
    demand(!passkeys.read_new("elsewhere.example", data).ok(), "a passkey is for one site");
    demand(!passkeys.verify(*read, "elsewhere.example", "{}", data, data).ok(),
           "nobody signs in elsewhere");
    // Whatever key it was: that it signed its own bytes would be a wonder.
    demand(!passkeys.verify(*read, site, "{}", data, data).ok(), "bytes are no signature");
}

}  // namespace

void passkey(std::string_view bytes) {
    static const adapters::FidoPasskeys passkeys;
    std::string_view data = bytes;
    check_client_data(take_line(data));
    demand(!passkeys.read_new(site, data).ok() || data.size() > 32, "too short for a site");
    // The right site stands before it, which no fuzzer would hit upon.
    check_authenticator_data(passkeys, app::sha256(site) + std::string(data));
}

}  // namespace louxia::fuzz
