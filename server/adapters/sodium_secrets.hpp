#pragma once

#include "server/app/context.hpp"

namespace louxia::adapters {

/// Random bytes, BLAKE2b and Argon2id by libsodium. Safe on several threads.
class SodiumSecrets final : public app::Secrets {
public:
    SodiumSecrets();
    [[nodiscard]] std::string make_secret() override;
    [[nodiscard]] std::uint64_t random() override;
    [[nodiscard]] std::string hash(std::string_view text) const override;
    [[nodiscard]] std::string slow_hash(std::string_view text,
                                        std::string_view salt) const override;
};

/// Ids from the machine's clock and random bits: 44 bits of milliseconds, 20 random ones, always
/// greater than the one before. Never from a simulated clock, so that a second simulated day in the
/// same folder meets no ids of the first. Safe on several threads.
class SystemIds final : public IdSource {
public:
    [[nodiscard]] std::uint64_t next_id() override;
};

}  // namespace louxia::adapters
