#include "shared/base/money.hpp"

namespace louxia {
namespace {

// Both factors are within ±1e12 and ±1e9, so a product fits 128 bits with room to round.
__extension__ using Wide = __int128;

Result<Money> narrow(Wide fen) {
    if (fen > Money::limit_fen || fen < -Money::limit_fen) {
        return refuse(ErrorCode::money_overflow);
    }
    return Money::fen_unchecked(static_cast<std::int64_t>(fen));
}

Wide divide_rounded_half_away(Wide numerator, Wide denominator) {
    const Wide half = denominator / 2;
    return numerator >= 0 ? (numerator + half) / denominator : (numerator - half) / denominator;
}

}  // namespace

Result<Money> Money::from_fen(std::int64_t fen) {
    return narrow(fen);
}

Result<Money> add(Money a, Money b) {
    return narrow(Wide{a.fen()} + b.fen());
}

Result<Money> subtract(Money a, Money b) {
    return narrow(Wide{a.fen()} - b.fen());
}

Result<Money> multiply(Money amount, Pieces count) {
    return narrow(Wide{amount.fen()} * count.count);
}

Money negate(Money amount) noexcept {
    return Money::fen_unchecked(-amount.fen());
}

Result<Money> permille_of_rounded_half_up(Money amount, std::int32_t permille) {
    return narrow(divide_rounded_half_away(Wide{amount.fen()} * permille, 1000));
}

Result<Money> weighed_total_rounded_half_up(Money per_500g, Grams weight) {
    return narrow(
        divide_rounded_half_away(Wide{per_500g.fen()} * weight.count, grams_per_jin.count));
}

std::string to_yuan_text(Money amount) {
    const std::int64_t fen = amount.fen();
    const std::int64_t magnitude = fen < 0 ? -fen : fen;
    std::string text = fen < 0 ? "-" : "";
    text += std::to_string(magnitude / 100);
    text += '.';
    text += static_cast<char>('0' + magnitude % 100 / 10);
    text += static_cast<char>('0' + magnitude % 10);
    return text;
}

Result<Money> parse_yuan(std::string_view text) {
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string_view decimals = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (point != std::string_view::npos && decimals.empty()) {
        return refuse(ErrorCode::invalid_value);
    }
    while (decimals.size() > 2 && decimals.back() == '0') {
        decimals.remove_suffix(1);
    }
    if (whole.empty() || whole.size() > 11 || decimals.size() > 2) {
        return refuse(ErrorCode::invalid_value);
    }
    std::int64_t fen = 0;
    for (const char c : whole) {
        if (c < '0' || c > '9') {
            return refuse(ErrorCode::invalid_value);
        }
        fen = fen * 10 + (c - '0');
    }
    for (std::size_t place = 0; place < 2; ++place) {
        const char c = place < decimals.size() ? decimals[place] : '0';
        if (c < '0' || c > '9') {
            return refuse(ErrorCode::invalid_value);
        }
        fen = fen * 10 + (c - '0');
    }
    return Money::from_fen(fen);
}

}  // namespace louxia
