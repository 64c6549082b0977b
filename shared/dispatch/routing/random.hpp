#pragma once

#include <cstdint>

#include "shared/dispatch/split_mix.hpp"

namespace louxia::dispatch::routing {

/// Draws by whole numbers and sums only, so that every platform draws the same.
class Random {
public:
    explicit Random(std::uint64_t seed) noexcept : source_(seed) {}

    [[nodiscard]] std::uint64_t next() noexcept { return source_.next(); }

    /// 0 to count - 1; count is at least 1. The bias is below count / 2^32.
    [[nodiscard]] std::uint32_t below(std::uint32_t count) noexcept {
        return static_cast<std::uint32_t>(((next() >> 32) * count) >> 32);
    }

    /// In [0, 1).
    [[nodiscard]] double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    [[nodiscard]] bool chance(double probability) noexcept { return unit() < probability; }

    /// Exponentially distributed with mean 1, by comparisons alone (von Neumann 1951): a logarithm
    /// would differ from one library to the next.
    [[nodiscard]] double exponential() noexcept {
        for (double whole = 0;; whole += 1) {
            const double first = unit();
            double last = first;
            bool odd = true;
            for (double drawn = unit(); drawn < last; drawn = unit()) {
                last = drawn;
                odd = !odd;
            }
            if (odd) return whole + first;
        }
    }

private:
    SplitMix source_;
};

}  // namespace louxia::dispatch::routing
