#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/api/schema.hpp"
#include "shared/base/result.hpp"

/// Single values of a message by their table entry. Used by the codec alone.
namespace louxia::api::untyped {

/// Not a list, a maybe or a message.
[[nodiscard]] bool is_single(schema::Kind kind) noexcept;
/// Travels as a JSON number.
[[nodiscard]] bool is_number(schema::Kind kind) noexcept;
/// Travels as a JSON string.
[[nodiscard]] bool is_string(schema::Kind kind) noexcept;

/// An id or instant without a value.
[[nodiscard]] bool is_unset(const schema::Type& type, const void* value);
[[nodiscard]] std::int64_t number_of(const schema::Type& type, const void* value);
[[nodiscard]] std::string string_of(const schema::Type& type, const void* value);

/// False when it is out of range; `value` is then left alone.
[[nodiscard]] bool set_number(const schema::Type& type, void* value, std::int64_t number);
/// False when it is no such id, day or word.
[[nodiscard]] bool set_string(const schema::Type& type, void* value, std::string_view text);

/// As URLs and forms write it; empty for an unset id or instant.
[[nodiscard]] std::string to_parameter(const schema::Type& type, const void* value);
/// out_of_range or invalid_value or malformed.
[[nodiscard]] std::optional<ErrorCode> from_parameter(const schema::Type& type,
                                                      std::string_view text, void* value);

}  // namespace louxia::api::untyped
