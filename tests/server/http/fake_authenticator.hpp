#pragma once

#include <openssl/evp.h>
#include <sodium.h>

#include <cstdint>
#include <memory>
#include <string>

/// A fake authenticator: makes keys and signs as a phone's would, and lies when a test says so.
namespace louxia::test {

class FakeAuthenticator {
public:
    enum class Kind { es256, eddsa };
    explicit FakeAuthenticator(Kind kind, std::string id = "credential-0001");

    /// base64url, as browsers' scripts send them.
    [[nodiscard]] std::string credential() const;
    [[nodiscard]] std::string client_data(const std::string& type, const std::string& challenge,
                                          const std::string& more = {}) const;
    [[nodiscard]] std::string registration() const;  ///< authenticator data with the new key
    [[nodiscard]] std::string assertion() const;     ///< authenticator data
    [[nodiscard]] std::string signature(const std::string& client_data,
                                        const std::string& authenticator_data) const;

    std::string site = "louxia.example";
    std::string origin = "https://louxia.example";
    std::uint8_t flags = 0x05;  ///< present and verified
    std::uint32_t count = 0;

private:
    struct FreeKey {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    [[nodiscard]] std::string head(std::uint8_t more_flags) const;
    [[nodiscard]] std::string public_key() const;  ///< COSE
    [[nodiscard]] std::string signed_bytes(const std::string& bytes) const;

    Kind kind_;
    std::string id_;
    std::unique_ptr<EVP_PKEY, FreeKey> key_;
};

}  // namespace louxia::test
