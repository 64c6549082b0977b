#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "shared/api/fields.hpp"
#include "shared/base/enum_words.hpp"
#include "shared/base/instant.hpp"
#include "shared/base/money.hpp"
#include "shared/base/quantity.hpp"
#include "shared/base/strong_id.hpp"

/// What fields() says, as constant tables: one walker over them reads, writes and documents every
/// message, so that a further endpoint costs a table and no code.
namespace louxia::api::schema {

enum class Kind : std::uint8_t {
    boolean,
    int32,
    int64,
    text,
    id,  ///< base32 string; unset is null
    money,
    pieces,
    grams,
    instant,  ///< unset is null
    date,
    word,  ///< an enum
    list,
    maybe,  ///< std::optional of a message; nothing is null
    message,
};

struct Word {
    std::int32_t number = 0;
    std::string_view word;
};

struct Type;

struct Member {
    std::string_view name;
    bool required = true;
    const Type* type = nullptr;
    const void* (*at)(const void* message) = nullptr;

    [[nodiscard]] const void* of(const void* message) const { return at(message); }
    /// `message` must not be a constant object.
    [[nodiscard]] void* of(void* message) const { return const_cast<void*>(at(message)); }
};

template <class T>
struct Slice {
    const T* first = nullptr;
    std::size_t count = 0;
    [[nodiscard]] constexpr const T* begin() const noexcept { return first; }
    [[nodiscard]] constexpr const T* end() const noexcept { return first + count; }
};

using Message = Slice<Member>;
inline constexpr std::size_t members_max = 64;

struct ListAccess {
    std::size_t (*size)(const void* list);
    const void* (*at)(const void* list, std::size_t index);
    void (*make)(void* list, std::size_t count);  ///< default elements instead of what was there

    /// `list` must not be a constant object.
    [[nodiscard]] void* of(void* list, std::size_t index) const {
        return const_cast<void*>(at(list, index));
    }
};

struct MaybeAccess {
    const void* (*get)(const void* maybe);  ///< null: nothing in it
    void* (*make)(void* maybe);
};

struct Type {
    Kind kind{};
    Slice<Word> words;                   ///< word
    const Message* message = nullptr;    ///< message
    const Type* element = nullptr;       ///< list, maybe
    const ListAccess* list = nullptr;    ///< list
    const MaybeAccess* maybe = nullptr;  ///< maybe
};

template <class T>
struct Traits {
    static constexpr bool is_id = false;
    static constexpr bool is_list = false;
    static constexpr bool is_maybe = false;
};
template <class Tag>
struct Traits<StrongId<Tag>> : Traits<void> {
    static constexpr bool is_id = true;
};
template <class T>
struct Traits<std::vector<T>> : Traits<void> {
    static constexpr bool is_list = true;
    using Element = T;
};
template <class T>
struct Traits<std::optional<T>> : Traits<void> {
    static constexpr bool is_maybe = true;
    using Element = T;
};

template <class E>
constexpr auto make_words() {
    constexpr auto& rows = EnumWords<E>::table;
    std::array<Word, std::size(rows)> words{};
    for (std::size_t row = 0; row < words.size(); ++row) {
        words[row] = {static_cast<std::int32_t>(rows[row].first), rows[row].second};
    }
    return words;
}
template <class E>
inline constexpr auto words_of = make_words<E>();

template <class T>
inline constexpr ListAccess list_access{
    [](const void* list) -> std::size_t {
        return static_cast<const std::vector<T>*>(list)->size();
    },
    [](const void* list, std::size_t index) -> const void* {
        return static_cast<const std::vector<T>*>(list)->data() + index;
    },
    // Made at once: code for lists that grow would be the largest part of every message.
    [](void* list, std::size_t count) {
        std::vector<T> made(count);
        static_cast<std::vector<T>*>(list)->swap(made);
    }};

template <class T>
inline constexpr MaybeAccess maybe_access{
    [](const void* maybe) -> const void* {
        const auto& value = *static_cast<const std::optional<T>*>(maybe);
        return value ? &*value : nullptr;
    },
    [](void* maybe) -> void* { return &static_cast<std::optional<T>*>(maybe)->emplace(); }};

template <class T>
constexpr Type make_type();
template <class T>
inline constexpr Type type_of = make_type<T>();

template <class T, std::size_t Index>
const void* member_at(const void* message) {
    constexpr auto member = field_at<Index>(T::fields()).member;
    return &(static_cast<const T*>(message)->*member);
}

template <class Owner, class M>
constexpr const Type* type_of_field(const Field<Owner, M>&) {
    return &type_of<M>;
}

template <class T, std::size_t... Index>
constexpr auto make_members(std::index_sequence<Index...>) {
    [[maybe_unused]] constexpr auto fields = T::fields();
    return std::array<Member, sizeof...(Index)>{
        Member{field_at<Index>(fields).name, field_at<Index>(fields).required,
               type_of_field(field_at<Index>(fields)), &member_at<T, Index>}...};
}
template <class T>
inline constexpr std::size_t member_count = decltype(T::fields())::count;
template <class T>
inline constexpr auto members_of = make_members<T>(std::make_index_sequence<member_count<T>>{});

/// The table of a message.
template <class T>
inline constexpr Message message_of{members_of<T>.data(), member_count<T>};

template <class T>
constexpr Type make_type() {
    Type type;
    if constexpr (std::is_same_v<T, bool>) {
        type.kind = Kind::boolean;
    } else if constexpr (std::is_same_v<T, std::int32_t>) {
        type.kind = Kind::int32;
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        type.kind = Kind::int64;
    } else if constexpr (std::is_same_v<T, std::string>) {
        type.kind = Kind::text;
    } else if constexpr (std::is_same_v<T, Money>) {
        type.kind = Kind::money;
    } else if constexpr (std::is_same_v<T, Pieces>) {
        type.kind = Kind::pieces;
    } else if constexpr (std::is_same_v<T, Grams>) {
        type.kind = Kind::grams;
    } else if constexpr (std::is_same_v<T, Instant>) {
        type.kind = Kind::instant;
    } else if constexpr (std::is_same_v<T, CivilDate>) {
        type.kind = Kind::date;
    } else if constexpr (Traits<T>::is_id) {
        static_assert(sizeof(T) == sizeof(std::uint64_t));
        type.kind = Kind::id;
    } else if constexpr (std::is_enum_v<T>) {
        static_assert(std::is_same_v<std::underlying_type_t<T>, std::int32_t>);
        type.kind = Kind::word;
        type.words = {words_of<T>.data(), words_of<T>.size()};
    } else if constexpr (Traits<T>::is_list) {
        type.kind = Kind::list;
        type.element = &type_of<typename Traits<T>::Element>;
        type.list = &list_access<typename Traits<T>::Element>;
    } else if constexpr (Traits<T>::is_maybe) {
        type.kind = Kind::maybe;
        type.element = &type_of<typename Traits<T>::Element>;
        type.maybe = &maybe_access<typename Traits<T>::Element>;
    } else {
        static_assert(api::Message<T>, "a field of a type that JSON does not know here");
        static_assert(member_count<T> <= members_max);
        type.kind = Kind::message;
        type.message = &message_of<T>;
    }
    return type;
}

}  // namespace louxia::api::schema
