#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/app/identity_provider.hpp"

namespace louxia::adapters {

/// What the file says; all URLs are https, or http on this machine.
struct IdentityConfig {
    std::string label;          ///< "邻里通"
    std::string issuer;         ///< "https://id.example"
    std::string authorize_url;  ///< where browsers are sent
    std::string token_url;      ///< where codes are exchanged
    std::string client_id;
    std::string client_secret;  ///< may be empty: a public client, which PKCE alone protects
};
/// Of the JSON of a file with these names. Refused with invalid_value naming the field.
[[nodiscard]] Result<IdentityConfig> read_identity_config(std::string_view json);

/// OpenID Connect's code flow. The ID token comes straight from the token endpoint over TLS, which
/// stands for its signature (OpenID Connect Core 3.1.3.7); issuer, audience, nonce and time are
/// checked.
class HttpIdentityProvider final : public app::IdentityProvider {
public:
    /// `trusted_file` as WebCaller's.
    explicit HttpIdentityProvider(IdentityConfig config, std::string trusted_file = {})
        : config_(std::move(config)), trusted_file_(std::move(trusted_file)) {}

    [[nodiscard]] std::string label() const override { return config_.label; }
    [[nodiscard]] std::string issuer() const override { return config_.issuer; }
    [[nodiscard]] std::string authorize_url(const Start& start) const override;
    [[nodiscard]] Result<std::string> subject_of(const Code& code) override;

private:
    const IdentityConfig config_;
    const std::string trusted_file_;
};

/// The subject of an ID token that is for this client, this flow and now; not_allowed otherwise.
[[nodiscard]] Result<std::string> subject_in(std::string_view id_token,
                                             const IdentityConfig& config, std::string_view nonce,
                                             Instant now);

}  // namespace louxia::adapters
