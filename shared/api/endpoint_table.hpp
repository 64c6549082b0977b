#pragma once

#include <array>

#include "shared/api/all.hpp"
#include "shared/api/codec.hpp"

namespace louxia::api {

/// An endpoint as data: for the OpenAPI document, metrics and tests. Routing binds the types.
struct EndpointRow {
    std::string_view name;
    RequestShape shape;  ///< method, path, body, its limit, the request's fields
    RoleSet roles;
    bool needs_key = false;
    const schema::Message* response = nullptr;
};

template <class... E>
constexpr std::array<EndpointRow, sizeof...(E)> make_endpoint_table(TypeList<E...>) {
    return {EndpointRow{E::name, request_shape<E>, E::roles, needs_key<E>(),
                        &schema::message_of<typename E::Response>}...};
}
/// In the order of Endpoints.
inline constexpr auto endpoint_table = make_endpoint_table(Endpoints{});

struct EventRow {
    std::string_view name;
    const schema::Message* fields = nullptr;
};
template <class... E>
constexpr std::array<EventRow, sizeof...(E)> make_event_table(TypeList<E...>) {
    return {EventRow{E::name, &schema::message_of<E>}...};
}
/// In the order of Events.
inline constexpr auto event_table = make_event_table(Events{});

}  // namespace louxia::api
