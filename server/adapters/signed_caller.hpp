#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/adapters/signing.hpp"
#include "server/adapters/web_calls.hpp"
#include "server/app/signed_call.hpp"
#include "shared/base/result.hpp"

namespace louxia::adapters {

/// Asks a provider, signed both ways, and knows its notices. A call waits three seconds at most.
/// Safe on several threads.
class SignedCaller {
public:
    /// `url`: what read_service_address takes; nothing for another one. `trusted_file` as
    /// WebCaller's.
    [[nodiscard]] static std::optional<SignedCaller> make(const std::string& url, signing::Key key,
                                                          std::size_t answer_bytes,
                                                          std::string trusted_file);
    /// The reply's body. Refused: unavailable for anything but a signed 200, not_offered for a
    /// signed 4xx.
    [[nodiscard]] Result<std::string> call(std::string_view path, const std::string& body) const;
    /// Refused with not_allowed for what the provider has not signed within the last minutes.
    [[nodiscard]] Result<void> check_notice(const app::SignedCall& call) const;

private:
    SignedCaller(WebCaller caller, signing::Key key)
        : caller_(std::move(caller)), key_(std::move(key)) {}

    WebCaller caller_;
    signing::Key key_;
};

}  // namespace louxia::adapters
