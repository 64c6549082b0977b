#pragma once

#include <cstdint>

namespace louxia::net {

/// How long to wait before the next try: doubling from `first_ms` up to `most_ms`, each time
/// somewhere in the upper half, so that many phones do not come back at the same moment ("equal
/// jitter", M. Brooker, "Exponential Backoff And Jitter").
class Backoff {
public:
    constexpr Backoff(std::int64_t first_ms, std::int64_t most_ms)
        : first_ms_(first_ms), most_ms_(most_ms) {}

    [[nodiscard]] constexpr std::int64_t next_ms(std::uint64_t random) {
        std::int64_t whole = first_ms_;
        for (int step = 0; step < tries_ && whole < most_ms_; ++step)
            whole *= 2;
        if (whole > most_ms_) whole = most_ms_;
        ++tries_;
        const std::int64_t half = whole / 2;
        return half + static_cast<std::int64_t>(random % static_cast<std::uint64_t>(half + 1));
    }
    constexpr void reset() { tries_ = 0; }
    [[nodiscard]] constexpr int tries() const { return tries_; }

private:
    std::int64_t first_ms_;
    std::int64_t most_ms_;
    int tries_ = 0;
};

}  // namespace louxia::net
