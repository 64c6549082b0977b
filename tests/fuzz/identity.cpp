// What comes from an identity provider: the claims of an ID token, the token itself, and the file
// that names a provider.

#include <string>

#include "server/adapters/http_identity_provider.hpp"
#include "server/app/encodings.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

constexpr std::string_view nonce = "n-1";
constexpr Instant now{1'795'000'000'000};

const adapters::IdentityConfig& config() {
    static const adapters::IdentityConfig ours{"label",
                                               "https://id.example",
                                               "https://id.example/authorize",
                                               "https://id.example/token",
                                               "louxia-1",
                                               ""};
    return ours;
}

void check_token(std::string_view token) {
    const auto subject = adapters::subject_in(token, config(), nonce, now);
    if (subject) {
        demand(!subject->empty() && subject->size() <= 255, "a subject has a length");
    } else {
        demand(!subject.error().field.empty(), "a refused token says what is wrong with it");
    }
    demand(!adapters::subject_in(token, config(), "", now).ok(), "no token is for no flow");
}

void check_config(std::string_view text) {
    const auto read = adapters::read_identity_config(text);
    if (!read) return;
    for (const std::string& url : {read->issuer, read->authorize_url, read->token_url}) {
        demand(url.starts_with("https://") || url.starts_with("http://"), "a URL has a scheme");
        demand(url.find_first_of(" \r\n\t\"'<>") == std::string::npos, "a URL is one word");
    }
    // What would be asked next must not throw, whatever the file said.
    const adapters::HttpIdentityProvider provider(*read);
    demand(provider.authorize_url({"s", "n", "c", "https://louxia.example/back"})
                   .find("response_type=code") != std::string::npos,
           "a browser is sent with a flow");
}

}  // namespace

void identity(std::string_view bytes) {
    check_token(bytes);
    check_token("e30." + app::base64url(bytes) + ".");
    check_config(bytes);
    const auto decoded = app::from_base64url(bytes);
    if (decoded) demand(app::base64url(*decoded) == bytes, "base64url has one form");
    demand(app::from_base64url(app::base64url(bytes)) == bytes, "any bytes survive base64url");
}

}  // namespace louxia::fuzz
