#include "server/adapters/fido_passkeys.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <string>

#include "server/app/encodings.hpp"
#include "tests/server/http/fake_authenticator.hpp"

namespace louxia::test {
namespace {

constexpr const char* site = "louxia.example";

/// Of this process so far, in KB.
long memory_at_most() {
    rusage usage{};
    REQUIRE(::getrusage(RUSAGE_SELF, &usage) == 0);
    return usage.ru_maxrss;
}

std::string head_with(unsigned flags) {
    return app::sha256(site) + static_cast<char>(flags) + std::string(4, '\0');
}

/// What an authenticator would send of a new credential, with this where its key is.
std::string credential_with(const std::string& key) {
    return head_with(0x45) + std::string(16, '\0') + std::string("\0\4", 2) + "abcd" + key;
}

}  // namespace

TEST_CASE("authenticator data that claims more than it has is refused before room is made for it") {
    const adapters::FidoPasskeys passkeys;
    const std::string billions("\x9a\x7f\xff\xff\xff", 5);  // an array, by its head alone
    const std::string pairs("\xba\x7f\xff\xff\xff", 5);     // a map
    const std::string long_bytes("\x5b\0\0\0\7\xff\xff\xff\xff", 9);
    const std::string nested = "\xa1" + billions;  // as the key of a map
    const std::string endless("\x9f\1\1\xff", 4);
    const std::string deep(4000, '\x81');
    const long before = memory_at_most();
    for (const std::string& cbor : {billions, pairs, long_bytes, nested, endless, deep}) {
        CAPTURE(cbor.size());
        CHECK(passkeys.read_new(site, credential_with(cbor)).error().field == "authenticator_data");
        const std::string asserted = head_with(0x85) + cbor;  // as extensions
        CHECK(passkeys.verify({}, site, "{}", asserted, "signature").error().field ==
              "authenticator_data");
    }
    CHECK(memory_at_most() - before < 64 * 1024);
}

TEST_CASE("authenticator data is read whole, and not when it is cut short anywhere") {
    const adapters::FidoPasskeys passkeys;
    for (const auto kind : {FakeAuthenticator::Kind::es256, FakeAuthenticator::Kind::eddsa}) {
        const FakeAuthenticator key(kind);
        const std::string data = app::from_base64url(key.registration()).value();
        REQUIRE(passkeys.read_new(site, data).ok());
        for (std::size_t size = 0; size < data.size(); ++size)
            CHECK_FALSE(passkeys.read_new(site, data.substr(0, size)).ok());
    }
}

}  // namespace louxia::test
