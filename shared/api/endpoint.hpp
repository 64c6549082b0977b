#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/api/fields.hpp"
#include "shared/base/result.hpp"
#include "shared/domain/household.hpp"

namespace louxia::api {

enum class Method { get, post };
enum class Body { json, raw };

/// Every endpoint is a struct with:
///   name       operation id and metric label, snake_case
///   method     get reads, post changes (and then needs an idempotency key)
///   path       "/api/v1/orders/{order}"; {order} is the Request's field of that name
///   roles      who may call it
///   Request, Response   messages (fields.hpp)
///   check(const Request&)   all that can be said without the store; run by the client before it
///              sends and by the server before it looks anything up
/// and optionally
///   body       Body::raw when the body is a file; it goes to Request::bytes
///   body_bytes_max   default 64 KiB
///   on_pages   true when the server's pages send it and no face of the client does
///   keyless    true for a post that needs no idempotency key (positions, sign-in)
///
/// Every path also takes the query parameter `community` (slug); without it the server's only
/// community is meant. The session cookie is that community's.
inline constexpr std::size_t default_body_bytes_max = 64U * 1024U;
inline constexpr std::string_view idempotency_header =
    "Idempotency-Key";  ///< 16-64 of [A-Za-z0-9_-]
inline constexpr std::string_view api_prefix = "/api/v1";

[[nodiscard]] bool is_idempotency_key(std::string_view text) noexcept;

template <class E>
[[nodiscard]] constexpr Body body_of() {
    if constexpr (requires { E::body; }) {
        return E::body;
    } else {
        return Body::json;
    }
}
template <class E>
[[nodiscard]] constexpr std::size_t body_bytes_max_of() {
    if constexpr (requires { E::body_bytes_max; }) {
        return E::body_bytes_max;
    } else {
        return default_body_bytes_max;
    }
}
template <class E>
[[nodiscard]] constexpr bool needs_key() {
    if constexpr (requires { E::keyless; }) {
        return E::method == Method::post && !E::keyless;
    } else {
        return E::method == Method::post;
    }
}

/// No fields.
struct Nothing {
    static constexpr auto fields() { return field_list(); }
};

/// The body of every refusal.
struct ErrorReply {
    std::int32_t code = 0;  ///< ErrorCode's number
    std::string error;      ///< its word
    std::string field;      ///< the request's field it concerns; may be empty
    static constexpr auto fields() {
        return field_list(louxia::api::field("code", &ErrorReply::code),
                          louxia::api::field("error", &ErrorReply::error),
                          louxia::api::field("field", &ErrorReply::field));
    }
};

/// The HTTP status that a refusal is answered with.
[[nodiscard]] int http_status(ErrorCode code) noexcept;

}  // namespace louxia::api
