#include "server/store/blake2b.hpp"

#include <sodium.h>

#include <array>

namespace louxia::store {

struct Blake2b::State {
    crypto_generichash_state sodium;
};

Blake2b::Blake2b() : state_(std::make_unique<State>()) {
    crypto_generichash_init(&state_->sodium, nullptr, 0, crypto_generichash_BYTES);
}

Blake2b::~Blake2b() = default;

void Blake2b::add(std::string_view bytes) {
    crypto_generichash_update(&state_->sodium, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
}

void Blake2b::add(std::uint64_t number) {
    std::array<char, 8> bytes{};
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        bytes[at] = static_cast<char>(number >> (8 * at) & 0xFF);
    }
    add(std::string_view(bytes.data(), bytes.size()));
}

std::string Blake2b::hex() {
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    std::array<char, crypto_generichash_BYTES * 2 + 1> digits{};
    crypto_generichash_final(&state_->sodium, hash.data(), hash.size());
    sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size());
    return digits.data();
}

}  // namespace louxia::store
