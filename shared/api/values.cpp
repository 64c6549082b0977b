#include "shared/api/values.hpp"

#include <charconv>
#include <cstring>
#include <limits>

#include "shared/base/utf8.hpp"

namespace louxia::api::untyped {
namespace {

using schema::Kind;
using schema::Type;

constexpr std::int64_t instant_ms_max = 253'402'300'799'999;  // the end of the year 9999

template <class T>
T copy_of(const void* value) {
    T copy;
    std::memcpy(&copy, value, sizeof copy);
    return copy;
}

template <class T>
bool put(void* value, T made) {
    std::memcpy(value, &made, sizeof made);
    return true;
}

bool fits_int32(std::int64_t number) {
    return number >= std::numeric_limits<std::int32_t>::min() &&
           number <= std::numeric_limits<std::int32_t>::max();
}

std::string_view word_of_number(const Type& type, std::int32_t number) {
    for (const schema::Word& row : type.words) {
        if (row.number == number) return row.word;
    }
    return {};
}

}  // namespace

bool is_number(Kind kind) noexcept {
    switch (kind) {
        case Kind::int32:
        case Kind::int64:
        case Kind::money:
        case Kind::pieces:
        case Kind::grams:
        case Kind::instant: return true;
        case Kind::boolean:
        case Kind::text:
        case Kind::id:
        case Kind::date:
        case Kind::word:
        case Kind::list:
        case Kind::maybe:
        case Kind::message: return false;
    }
    return false;
}

bool is_string(Kind kind) noexcept {
    return kind == Kind::text || kind == Kind::id || kind == Kind::date || kind == Kind::word;
}

bool is_single(Kind kind) noexcept {
    return kind == Kind::boolean || is_number(kind) || is_string(kind);
}

bool is_unset(const Type& type, const void* value) {
    if (type.kind == Kind::id) return copy_of<std::uint64_t>(value) == 0;
    return type.kind == Kind::instant && !static_cast<const Instant*>(value)->is_set();
}

std::int64_t number_of(const Type& type, const void* value) {
    switch (type.kind) {
        case Kind::int32: return *static_cast<const std::int32_t*>(value);
        case Kind::int64: return *static_cast<const std::int64_t*>(value);
        case Kind::money: return static_cast<const Money*>(value)->fen();
        case Kind::pieces: return static_cast<const Pieces*>(value)->count;
        case Kind::grams: return static_cast<const Grams*>(value)->count;
        case Kind::instant: return static_cast<const Instant*>(value)->ms;
        case Kind::boolean:
        case Kind::text:
        case Kind::id:
        case Kind::date:
        case Kind::word:
        case Kind::list:
        case Kind::maybe:
        case Kind::message: break;
    }
    LOUXIA_ASSERT(false);
    return 0;
}

std::string string_of(const Type& type, const void* value) {
    if (type.kind == Kind::text) return *static_cast<const std::string*>(value);
    if (type.kind == Kind::id) return encode_id(copy_of<std::uint64_t>(value));
    if (type.kind == Kind::date) return to_text(*static_cast<const CivilDate*>(value));
    LOUXIA_ASSERT(type.kind == Kind::word);
    return std::string(word_of_number(type, copy_of<std::int32_t>(value)));
}

bool set_number(const Type& type, void* value, std::int64_t number) {
    switch (type.kind) {
        case Kind::int32:
            return fits_int32(number) && put(value, static_cast<std::int32_t>(number));
        case Kind::int64: return put(value, number);
        case Kind::money:
            return number >= -Money::limit_fen && number <= Money::limit_fen &&
                   put(value, Money::fen_unchecked(number));
        case Kind::pieces: return put(value, Pieces{number});
        case Kind::grams: return put(value, Grams{number});
        case Kind::instant:
            return number > 0 && number <= instant_ms_max && put(value, Instant{number});
        case Kind::boolean:
        case Kind::text:
        case Kind::id:
        case Kind::date:
        case Kind::word:
        case Kind::list:
        case Kind::maybe:
        case Kind::message: break;
    }
    LOUXIA_ASSERT(false);
    return false;
}

bool set_string(const Type& type, void* value, std::string_view text) {
    if (type.kind == Kind::text) {
        static_cast<std::string*>(value)->assign(text);
        return true;
    }
    if (type.kind == Kind::id) {
        const auto id = decode_id(text);
        return id && *id != 0 && put(value, *id);
    }
    if (type.kind == Kind::date) {
        const auto date = parse_date(text);
        return date && put(value, *date);
    }
    LOUXIA_ASSERT(type.kind == Kind::word);
    for (const schema::Word& row : type.words) {
        if (row.word == text) return put(value, row.number);
    }
    return false;
}

std::string to_parameter(const Type& type, const void* value) {
    if (is_unset(type, value)) return {};
    if (is_string(type.kind)) return string_of(type, value);
    if (type.kind == Kind::boolean) return *static_cast<const bool*>(value) ? "true" : "false";
    return std::to_string(number_of(type, value));
}

std::optional<ErrorCode> from_parameter(const Type& type, std::string_view text, void* value) {
    if (!count_code_points(text)) return ErrorCode::malformed;
    if (type.kind == Kind::boolean) {
        const bool on = text == "true" || text == "on" || text == "1";
        if (!on && text != "false") return ErrorCode::invalid_value;
        *static_cast<bool*>(value) = on;
        return std::nullopt;
    }
    if (is_string(type.kind)) {
        if (set_string(type, value, text)) return std::nullopt;
        return ErrorCode::invalid_value;
    }
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc::result_out_of_range) return ErrorCode::out_of_range;
    if (fault != std::errc{} || end != text.data() + text.size()) return ErrorCode::malformed;
    if (!set_number(type, value, number)) return ErrorCode::out_of_range;
    return std::nullopt;
}

}  // namespace louxia::api::untyped
