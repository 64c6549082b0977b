#include "server/adapters/sodium_secrets.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>

#include <sodium.h>

#include "shared/base/assert.hpp"

namespace louxia::adapters {
namespace {

constexpr std::size_t secret_digits = 26;
constexpr std::string_view base32_digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr unsigned id_random_bits = 20;

// OWASP's least for Argon2id with one lane: two rounds over 19 MiB.
constexpr unsigned long long slow_rounds = 2;
constexpr std::size_t slow_memory_bytes = 19U * 1024U * 1024U;

template <std::size_t Size>
std::string hex_of(const std::array<unsigned char, Size>& bytes) {
    std::array<char, 2 * Size + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    return std::string(hex.data());
}

std::uint64_t milliseconds_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

}  // namespace

SodiumSecrets::SodiumSecrets() {
    // Seeded by the system once, then a stream of its own in each thread: no system call for each
    // id.
    randombytes_set_implementation(&randombytes_internal_implementation);
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
    return hex_of(digest);
}

std::string SodiumSecrets::slow_hash(std::string_view text, std::string_view salt) const {
    // One at a time, so that a rush of guesses costs no more memory than one of them.
    static std::mutex turn;
    const std::lock_guard lock(turn);
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt_bytes{};
    crypto_generichash(salt_bytes.data(), salt_bytes.size(),
                       reinterpret_cast<const unsigned char*>(salt.data()), salt.size(), nullptr,
                       0);
    std::array<unsigned char, 32> digest{};
    if (crypto_pwhash(digest.data(), digest.size(), text.data(), text.size(), salt_bytes.data(),
                      slow_rounds, slow_memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw std::runtime_error("no memory for a slow hash");
    }
    return hex_of(digest);
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
