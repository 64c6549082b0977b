#pragma once

#include <string>

#include "shared/base/instant.hpp"
#include "shared/base/result.hpp"

namespace louxia::app {

/// Somebody elsewhere who knows people: an authorization code with PKCE (RFC 7636), a state and a
/// nonce. Which of our members a subject is, is ours to know and never the provider's to say.
class IdentityProvider {
public:
    virtual ~IdentityProvider() = default;

    [[nodiscard]] virtual std::string label() const = 0;   ///< as people call it
    [[nodiscard]] virtual std::string issuer() const = 0;  ///< what its subjects are bound to

    struct Start {
        std::string state;
        std::string nonce;
        std::string challenge;     ///< S256 of the verifier
        std::string redirect_uri;  ///< where the browser comes back to
    };
    /// Where the browser is sent.
    [[nodiscard]] virtual std::string authorize_url(const Start& start) const = 0;

    struct Code {
        std::string code;
        std::string verifier;
        std::string nonce;
        std::string redirect_uri;
        Instant now;
    };
    /// The subject that signed in. Asks over the network: never inside a transaction. not_allowed
    /// when the provider refuses the code, or when what it says is not for us, for this flow, of
    /// this issuer or of now; unavailable when it cannot be asked.
    [[nodiscard]] virtual Result<std::string> subject_of(const Code& code) = 0;
};

}  // namespace louxia::app
