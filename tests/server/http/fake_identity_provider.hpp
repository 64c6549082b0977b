#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "server/adapters/http_identity_provider.hpp"
#include "tests/server/adapters/local_server.hpp"

/// A fake identity provider on 127.0.0.1, as honest or careless as a test wants it.
namespace louxia::test {

class FakeIdentityProvider {
public:
    FakeIdentityProvider();

    [[nodiscard]] adapters::IdentityConfig config() const;
    /// What a browser does there: `subject` signs in at the address that Louxia sent it to. The
    /// query of its way back ("state=…&code=…").
    [[nodiscard]] std::string sign_in(const std::string& authorize_url, const std::string& subject);
    /// The code of the last sign_in.
    [[nodiscard]] std::string last_code() const { return last_code_; }

    // Lies, until they are taken back.
    bool skips_pkce = false;
    bool repeats_codes = false;  ///< a code works more than once
    bool is_down = false;
    std::string issuer = {};           ///< of its tokens; empty: the own one
    std::string audience = {};         ///< empty: who asked
    std::string nonce = {};            ///< empty: of the sign-in
    std::string swapped_subject = {};  ///< instead of who signed in
    std::int64_t ends_in_s = 60;
    std::int64_t now_s = 0;

private:
    struct Issued {
        std::string subject;
        std::string nonce;
        std::string challenge;
        std::string client;
        std::string redirect_uri;
        bool used = false;
    };
    [[nodiscard]] std::string token(const Issued& issued) const;

    std::mutex mutex_;
    std::map<std::string, Issued> codes_;
    std::string last_code_;
    int made_ = 0;
    LocalServer server_;  ///< ends first
};

}  // namespace louxia::test
