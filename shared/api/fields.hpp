#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace louxia::api {

/// One member of a message and its name in JSON. A message lists its members once:
///   static constexpr auto fields() { return field_list(field("name", &T::name)); }
/// The JSON codec, the OpenAPI document, URL parameters and the round-trip tests all walk that
/// list.
template <class T, class M>
struct Field {
    std::string_view name;
    M T::*member;
    bool required = true;
};

template <class T, class M>
constexpr Field<T, M> field(std::string_view name, M T::*member) {
    return {name, member, true};
}

/// May be absent or null; the member then keeps its default, which its comment explains.
template <class T, class M>
constexpr Field<T, M> optional_field(std::string_view name, M T::*member) {
    return {name, member, false};
}

template <std::size_t Index, class F>
struct FieldAt {
    F field;
};
/// A std::tuple of fields, without its constructors: looking for the right one of these, for each
/// message, was three quarters of what compiling this contract took.
template <class Indexes, class... F>
struct FieldList;
template <std::size_t... Index, class... F>
struct FieldList<std::index_sequence<Index...>, F...> : FieldAt<Index, F>... {
    static constexpr std::size_t count = sizeof...(F);
};

template <class... F>
constexpr FieldList<std::index_sequence_for<F...>, F...> field_list(F... fields) {
    return {{fields}...};
}
template <std::size_t Index, class F>
constexpr const F& field_at(const FieldAt<Index, F>& at) {
    return at.field;
}

template <class T>
concept Message = requires {
    T::fields();
};

}  // namespace louxia::api
