#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"
#include "shared/domain/sign_in_ways.hpp"

namespace louxia::app {

/// Reads and verifies what authenticators say (WebAuthn level 2). All texts are bytes, not base64.
/// `site` is the relying party's id: the bytes have to be for it, with the user present and
/// verified. Refused with invalid_value naming "authenticator_data" or "signature".
class PasskeyVerifier {
public:
    virtual ~PasskeyVerifier() = default;

    /// Credential, algorithm, key and count of a new passkey; ES256 and EdDSA.
    [[nodiscard]] virtual Result<Passkey> read_new(std::string_view site,
                                                   std::string_view authenticator_data) const = 0;
    /// The count that the signed bytes say.
    [[nodiscard]] virtual Result<std::int64_t> verify(const Passkey& passkey, std::string_view site,
                                                      std::string_view client_data,
                                                      std::string_view authenticator_data,
                                                      std::string_view signature) const = 0;
};

}  // namespace louxia::app
