#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace louxia {

/// The stable words of an enum, as JSON and URLs write them. Specialised beside each enum:
///   template <> struct EnumWords<Unit> { static constexpr auto table = enum_table<Unit>({…}); };
/// Numbers (for the store) are the enumerators' own values and never change.
template <class E>
struct EnumWords;

template <class E, std::size_t Count>
constexpr std::array<std::pair<E, std::string_view>, Count> enum_table(
    const std::pair<E, std::string_view> (&rows)[Count]) {
    std::array<std::pair<E, std::string_view>, Count> table{};
    for (std::size_t row = 0; row < Count; ++row) {
        table[row] = rows[row];
    }
    return table;
}

template <class E>
[[nodiscard]] constexpr std::string_view word_of(E value) noexcept {
    for (const auto& row : EnumWords<E>::table) {
        if (row.first == value) {
            return row.second;
        }
    }
    return {};
}

template <class E>
[[nodiscard]] constexpr std::optional<E> enum_from_word(std::string_view word) noexcept {
    for (const auto& row : EnumWords<E>::table) {
        if (row.second == word) {
            return row.first;
        }
    }
    return std::nullopt;
}

/// The enumerator with that stored number, or nothing.
template <class E>
[[nodiscard]] constexpr std::optional<E> enum_from_number(std::int64_t number) noexcept {
    for (const auto& row : EnumWords<E>::table) {
        if (static_cast<std::int64_t>(row.first) == number) {
            return row.first;
        }
    }
    return std::nullopt;
}

}  // namespace louxia
