#pragma once

#include <cstdint>

namespace louxia {

/// Whole sale units: a piece, a box, a bag, or 500 g for goods sold by weight.
struct Pieces {
    std::int64_t count = 0;
    friend constexpr auto operator<=>(const Pieces&, const Pieces&) = default;
};

/// Weight in grams. 1 jin (斤) is 500 g.
struct Grams {
    std::int64_t count = 0;
    friend constexpr auto operator<=>(const Grams&, const Grams&) = default;
};

inline constexpr Grams grams_per_jin{500};

[[nodiscard]] constexpr Pieces operator+(Pieces a, Pieces b) noexcept {
    return Pieces{a.count + b.count};
}
[[nodiscard]] constexpr Pieces operator-(Pieces a, Pieces b) noexcept {
    return Pieces{a.count - b.count};
}

}  // namespace louxia
