#pragma once

#include <cstdint>
#include <string>

#include "shared/base/quantity.hpp"
#include "shared/base/result.hpp"

namespace louxia {

/// An amount in fen (1/100 yuan), signed. Never a float, never made from a bare number by accident.
class Money {
public:
    /// No neighbourhood moves more than ten billion yuan at once; arithmetic refuses beyond it.
    static constexpr std::int64_t limit_fen = 1'000'000'000'000;

    constexpr Money() = default;
    /// Refused with money_overflow outside ±limit_fen.
    [[nodiscard]] static Result<Money> from_fen(std::int64_t fen);
    /// For constants in code and columns that the store has checked: out of range is a broken
    /// invariant.
    [[nodiscard]] static constexpr Money fen_unchecked(std::int64_t fen) {
        Money money;
        money.fen_ = fen;
        return money;
    }

    [[nodiscard]] constexpr std::int64_t fen() const noexcept { return fen_; }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return fen_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return fen_ < 0; }

    friend constexpr auto operator<=>(const Money&, const Money&) = default;

private:
    std::int64_t fen_ = 0;
};

[[nodiscard]] Result<Money> add(Money a, Money b);
[[nodiscard]] Result<Money> subtract(Money a, Money b);
[[nodiscard]] Result<Money> multiply(Money amount, Pieces count);
[[nodiscard]] Money negate(Money amount) noexcept;

/// amount × permille / 1000, halves away from zero.
[[nodiscard]] Result<Money> permille_of_rounded_half_up(Money amount, std::int32_t permille);
/// price per 500 g × grams / 500, halves up: PRODUCT.md's rule for a weighed line's total.
[[nodiscard]] Result<Money> weighed_total_rounded_half_up(Money per_500g, Grams weight);

/// "12.80", "-0.05": plain digits, two decimals, no sign of the currency, no grouping.
[[nodiscard]] std::string to_yuan_text(Money amount);
/// Reads "12", "12.8", "12.80"; refuses signs, spaces, more than two decimals unless they are
/// zeros.
[[nodiscard]] Result<Money> parse_yuan(std::string_view text);

}  // namespace louxia
