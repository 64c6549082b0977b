#pragma once

#include <cstdint>

namespace louxia::dispatch {

/// SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"): small,
/// and the same numbers on every platform. Not for secrets.
class SplitMix {
public:
    explicit constexpr SplitMix(std::uint64_t seed) noexcept : state_(seed) {}

    constexpr std::uint64_t next() noexcept {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31U);
    }

    /// A whole number of [0, bound); bound > 0. The bias is bound / 2^32.
    constexpr std::int32_t below(std::int32_t bound) noexcept {
        return static_cast<std::int32_t>(((next() >> 32U) * static_cast<std::uint64_t>(bound)) >>
                                         32U);
    }

private:
    std::uint64_t state_;
};

}  // namespace louxia::dispatch
