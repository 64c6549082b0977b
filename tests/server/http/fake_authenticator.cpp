#include "tests/server/http/fake_authenticator.hpp"

#include <doctest/doctest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>

#include <array>

#include "server/app/encodings.hpp"

namespace louxia::test {
namespace {

std::string big_endian(std::uint64_t value, int bytes) {
    std::string out;
    for (int at = bytes - 1; at >= 0; --at) {
        out += static_cast<char>((value >> (8 * at)) & 0xFFU);
    }
    return out;
}

}  // namespace

FakeAuthenticator::FakeAuthenticator(Kind kind, std::string id)
    : kind_(kind),
      id_(std::move(id)),
      key_(kind == Kind::es256 ? EVP_EC_gen("P-256")
                               : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")) {
    REQUIRE(key_ != nullptr);
}

std::string FakeAuthenticator::credential() const {
    return app::base64url(id_);
}

std::string FakeAuthenticator::client_data(const std::string& type, const std::string& challenge,
                                           const std::string& more) const {
    return app::base64url(R"({"type":")" + type + R"(","challenge":")" + challenge +
                          R"(","origin":")" + origin + "\"" + more + "}");
}

std::string FakeAuthenticator::head(std::uint8_t more_flags) const {
    return app::sha256(site) + static_cast<char>(flags | more_flags) + big_endian(count, 4);
}

std::string FakeAuthenticator::public_key() const {
    if (kind_ == Kind::eddsa) {
        std::array<unsigned char, 32> raw{};
        std::size_t size = raw.size();
        REQUIRE(EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size) == 1);
        return std::string("\xA4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10) +
               std::string(reinterpret_cast<const char*>(raw.data()), size);
    }
    std::array<unsigned char, 65> point{};
    std::size_t size = 0;
    REQUIRE(EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                            point.size(), &size) == 1);
    REQUIRE(size == point.size());
    const std::string xy(reinterpret_cast<const char*>(point.data()) + 1, 64);
    return std::string("\xA5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10) + xy.substr(0, 32) +
           std::string("\x22\x58\x20", 3) + xy.substr(32);
}

std::string FakeAuthenticator::registration() const {
    return app::base64url(head(0x40) + std::string(16, '\0') + big_endian(id_.size(), 2) + id_ +
                          public_key());
}

std::string FakeAuthenticator::assertion() const {
    return app::base64url(head(0));
}

std::string FakeAuthenticator::signed_bytes(const std::string& bytes) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const EVP_MD* digest = kind_ == Kind::es256 ? EVP_sha256() : nullptr;
    REQUIRE(EVP_DigestSignInit(context, nullptr, digest, nullptr, key_.get()) == 1);
    std::array<unsigned char, 128> signature{};
    std::size_t size = signature.size();
    REQUIRE(EVP_DigestSign(context, signature.data(), &size,
                           reinterpret_cast<const unsigned char*>(bytes.data()),
                           bytes.size()) == 1);
    EVP_MD_CTX_free(context);
    return {reinterpret_cast<const char*>(signature.data()), size};
}

std::string FakeAuthenticator::signature(const std::string& client_data,
                                         const std::string& authenticator_data) const {
    return app::base64url(signed_bytes(app::from_base64url(authenticator_data).value() +
                                       app::sha256(app::from_base64url(client_data).value())));
}

}  // namespace louxia::test
