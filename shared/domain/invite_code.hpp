#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The code beside an invite's link, for who has to type it: 8 digits of Crockford's base32
/// (https://www.crockford.com/base32.html), 40 bits.
namespace louxia {

inline constexpr std::size_t invite_code_digits = 8;

/// The code in its one form, "K7M29QXD", of what a person typed: case, spaces and hyphens do not
/// matter, and O is read as 0, I and L as 1. Nothing when it is no code.
[[nodiscard]] std::optional<std::string> read_invite_code(std::string_view typed);

/// "K7M2-9QXD", for reading aloud.
[[nodiscard]] std::string show_invite_code(std::string_view code);

/// A code of the lower 40 bits.
[[nodiscard]] std::string invite_code_of(std::uint64_t bits);

}  // namespace louxia
