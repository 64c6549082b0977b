#include "tests/server/http/fake_identity_provider.hpp"

#include <httplib.h>

#include "server/app/encodings.hpp"
#include "server/http/exchange.hpp"
#include "shared/api/json.hpp"

namespace louxia::test {

FakeIdentityProvider::FakeIdentityProvider() {
    server_.routes().Post("/token", [this](const httplib::Request& in, httplib::Response& out) {
        const std::lock_guard lock(mutex_);
        const auto found = codes_.find(in.get_param_value("code"));
        const std::string challenge =
            app::base64url(app::sha256(in.get_param_value("code_verifier")));
        const bool fits = found != codes_.end() && (repeats_codes || !found->second.used) &&
                          (skips_pkce || found->second.challenge == challenge) &&
                          found->second.redirect_uri == in.get_param_value("redirect_uri") &&
                          in.get_param_value("client_secret") == "fake-client-secret" &&
                          in.get_param_value("grant_type") == "authorization_code";
        if (is_down || !fits) {
            out.status = is_down ? 503 : 400;
            out.set_content(R"({"error":"invalid_grant"})", "application/json");
            return;
        }
        found->second.used = true;
        out.set_content(R"({"token_type":"Bearer","id_token":")" + token(found->second) + R"("})",
                        "application/json");
    });
    server_.start();
}

adapters::IdentityConfig FakeIdentityProvider::config() const {
    const std::string origin = server_.origin();
    return {"假身份",          origin,        origin + "/authorize",
            origin + "/token", "fake-client", "fake-client-secret"};
}

std::string FakeIdentityProvider::sign_in(const std::string& authorize_url,
                                          const std::string& subject) {
    const auto query = http::parse_parameters(authorize_url.substr(authorize_url.find('?') + 1));
    const auto value = [&](std::string_view name) {
        return http::find_parameter(query, name).value_or("");
    };
    const std::lock_guard lock(mutex_);
    last_code_ = "fake-code-" + std::to_string(++made_);
    codes_[last_code_] = Issued{
        subject, value("nonce"), value("code_challenge"), value("client_id"), value("redirect_uri"),
        false};
    return "state=" + value("state") + "&code=" + last_code_;
}

std::string FakeIdentityProvider::token(const Issued& issued) const {
    api::JsonWriter json;
    json.open_object();
    json.member("iss", issuer.empty() ? config().issuer : issuer);
    json.member("aud", audience.empty() ? issued.client : audience);
    json.member("sub", swapped_subject.empty() ? issued.subject : swapped_subject);
    json.member("nonce", nonce.empty() ? issued.nonce : nonce);
    json.key("exp");
    json.integer(now_s + ends_in_s);
    json.close_object();
    return app::base64url(R"({"alg":"none"})") + "." + app::base64url(json.take()) + ".";
}

}  // namespace louxia::test
