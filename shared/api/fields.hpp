#pragma once

#include <string_view>
#include <tuple>

namespace louxia::api {

/// One member of a message and its name in JSON. A message lists its members once:
///   static constexpr auto fields() { return std::tuple{field("name", &T::name)}; }
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

template <class T>
concept Message = requires {
    T::fields();
};

}  // namespace louxia::api
