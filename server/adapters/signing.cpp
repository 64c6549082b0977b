#include "server/adapters/signing.hpp"

#include <sodium.h>

#include <array>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>

namespace louxia::adapters::signing {
namespace {

constexpr std::size_t key_bytes_min = 32;
constexpr std::size_t key_bytes_max = 4096;

using Digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

void add(crypto_auth_hmacsha256_state& state, std::string_view text) {
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                                  text.size());
}

Digest digest_of(const std::string& secret, std::string_view label, std::string_view time,
                 std::string_view body) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()),
                                secret.size());
    for (const std::string_view part :
         {label, std::string_view("\n"), time, std::string_view("\n"), body}) {
        add(state, part);
    }
    Digest digest{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    return digest;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blank);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace

std::optional<Key> Key::from_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return std::nullopt;
    }
    std::string text(key_bytes_max, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    const std::string_view secret = trimmed(text);
    if (secret.size() < key_bytes_min) {
        return std::nullopt;
    }
    return Key(std::string(secret));
}

std::string Key::sign(std::string_view label, std::string_view time, std::string_view body) const {
    const Digest digest = digest_of(secret_, label, time, body);
    std::array<char, 2 * crypto_auth_hmacsha256_BYTES + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return std::string(hex.data());
}

bool Key::verify(std::string_view signature, std::string_view label, std::string_view time,
                 std::string_view body, std::optional<std::int64_t> now_ms) const {
    const std::string wanted = sign(label, time, body);
    if (signature.size() != wanted.size() ||
        sodium_memcmp(signature.data(), wanted.data(), wanted.size()) != 0) {
        return false;
    }
    std::int64_t signed_ms = 0;
    const auto [end, failed] = std::from_chars(time.data(), time.data() + time.size(), signed_ms);
    const bool number = failed == std::errc{} && end == time.data() + time.size();
    return number && signed_ms > 0 && signed_ms < 253'402'300'799'999 &&
           (!now_ms ||
            (signed_ms - *now_ms < time_off_max_ms && *now_ms - signed_ms < time_off_max_ms));
}

std::int64_t machine_now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace louxia::adapters::signing
