#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace louxia::store {

/// BLAKE2b-256 (RFC 7693, by libsodium) of what is added, in order.
class Blake2b {
public:
    Blake2b();
    ~Blake2b();
    Blake2b(const Blake2b&) = delete;
    Blake2b& operator=(const Blake2b&) = delete;

    void add(std::string_view bytes);
    /// Eight bytes, the least significant first.
    void add(std::uint64_t number);
    /// 64 hex digits. Once, at the end.
    [[nodiscard]] std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace louxia::store
