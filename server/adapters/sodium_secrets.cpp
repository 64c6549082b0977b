#include "server/adapters/sodium_secrets.hpp"

#include <array>
#include <atomic>
#include <chrono>

#include <sodium.h>

#include "shared/base/assert.hpp"

namespace louxia::adapters {
namespace {

constexpr std::size_t secret_digits = 26;
constexpr std::string_view base32_digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr unsigned id_random_bits = 20;

std::uint64_t milliseconds_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

}  // namespace

SodiumSecrets::SodiumSecrets() {
    LOUXIA_ASSERT(sodium_init() >= 0);
}

std::string SodiumSecrets::make_secret() {
    std::array<unsigned char, secret_digits> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string secret;
    for (const unsigned char byte : bytes) {
        secret.push_back(base32_digits[byte & 31U]);
    }
    return secret;
}

std::uint64_t SodiumSecrets::random() {
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    return value;
}

std::string SodiumSecrets::hash(std::string_view text) const {
    std::array<unsigned char, 32> digest{};
    crypto_generichash(digest.data(), digest.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    std::array<char, 2 * digest.size() + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return std::string(hex.data());
}

std::uint64_t SystemIds::next_id() {
    static std::atomic<std::uint64_t> last{0};
    const std::uint64_t fresh =
        (milliseconds_now() << id_random_bits) | randombytes_uniform(1U << id_random_bits);
    std::uint64_t before = last.load();
    std::uint64_t next = 0;
    do {
        next = fresh > before ? fresh : before + 1;
    } while (!last.compare_exchange_weak(before, next));
    return next;
}

}  // namespace louxia::adapters
