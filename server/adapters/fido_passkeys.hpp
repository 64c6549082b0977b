#pragma once

#include "server/app/passkey_verifier.hpp"

namespace louxia::adapters {

/// By libfido2. Without attestation: which maker's device it is does not matter here.
class FidoPasskeys final : public app::PasskeyVerifier {
public:
    FidoPasskeys();
    [[nodiscard]] Result<Passkey> read_new(std::string_view site,
                                           std::string_view authenticator_data) const override;
    [[nodiscard]] Result<std::int64_t> verify(const Passkey& passkey, std::string_view site,
                                              std::string_view client_data,
                                              std::string_view authenticator_data,
                                              std::string_view signature) const override;
};

}  // namespace louxia::adapters
