#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/instant.hpp"

/// How what goes between Louxia and a provider is signed, both ways: docs/PAYMENTS.md.
namespace louxia::adapters::signing {

inline constexpr std::string_view time_header = "Louxia-Time";
inline constexpr std::string_view signature_header = "Louxia-Signature";
/// How far a signed time may lie from the reader's clock.
inline constexpr std::int64_t time_off_max_ms = 5 * minute_ms;
inline constexpr std::size_t body_bytes_max = 4096;

/// The key that both ends have. Its file holds 32 characters or more; what surrounds them is cut
/// off. Never printed.
class Key {
public:
    /// Nothing for a file that cannot be read or holds too little.
    [[nodiscard]] static std::optional<Key> from_file(const std::string& path);
    [[nodiscard]] static Key of(std::string secret) { return Key(std::move(secret)); }

    /// HMAC-SHA256 of "label\ntime\nbody" in hex. The label says what it is, so that nothing signed
    /// for one use passes for another: "request /payments", "reply <the request's signature>",
    /// "notice".
    [[nodiscard]] std::string sign(std::string_view label, std::string_view time,
                                   std::string_view body) const;
    /// Compared in constant time. The time is judged only where `now_ms` is given.
    [[nodiscard]] bool verify(std::string_view signature, std::string_view label,
                              std::string_view time, std::string_view body,
                              std::optional<std::int64_t> now_ms) const;

private:
    explicit Key(std::string secret) : secret_(std::move(secret)) {}
    std::string secret_;
};

[[nodiscard]] std::int64_t machine_now_ms();

}  // namespace louxia::adapters::signing
