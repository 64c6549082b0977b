#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/api/endpoint.hpp"
#include "shared/api/schema.hpp"
#include "shared/base/result.hpp"

namespace louxia::api {

/// Named strings from a URL (path and query) or a form.
using Parameters = std::vector<std::pair<std::string, std::string>>;

inline constexpr int json_depth_max = 64;

/// What the codec has to know of an endpoint.
struct RequestShape {
    Method method = Method::get;
    Body body = Body::json;
    std::string_view path;
    std::size_t body_bytes_max = default_body_bytes_max;
    const schema::Message* fields = nullptr;
};
template <class E>
inline constexpr RequestShape request_shape{E::method, body_of<E>(), E::path,
                                            body_bytes_max_of<E>(),
                                            &schema::message_of<typename E::Request>};

/// A request on its way out. `target` is path and query, percent-encoded.
struct EncodedRequest {
    std::string target;
    std::string body;  ///< empty for GET
};

/// The same without types; the templates below are thin covers. `message` is an object of the type
/// that the table was made from.
namespace untyped {
[[nodiscard]] std::string encode(const schema::Message& fields, const void* message);
[[nodiscard]] Result<void> decode(const schema::Message& fields, std::string_view json,
                                  void* message);
[[nodiscard]] EncodedRequest encode_request(const RequestShape& shape, const void* request);
[[nodiscard]] Result<void> decode_request(const RequestShape& shape, const Parameters& path,
                                          const Parameters& query, std::string_view body,
                                          void* request);
[[nodiscard]] Result<void> decode_form(const RequestShape& shape, const Parameters& path,
                                       const Parameters& form, void* request);
}  // namespace untyped

/// JSON of a message, in the order of its fields: the same message gives the same bytes. Ids are
/// base32 strings, money integer fen, instants integer milliseconds, days "2026-11-23", enums their
/// words; an unset id or instant and an absent optional are null.
template <class T>
[[nodiscard]] std::string encode(const T& message) {
    return untyped::encode(schema::message_of<T>, &message);
}

/// Reads what encode() writes: responses and events. Strict: wrong types, repeated fields, invalid
/// UTF-8, depth over 64 (malformed), unknown_field, missing_field, numbers out_of_range and
/// invalid_value for words, ids and days that are none are refused with the path of the offender
/// ("lines[2].quantity"); too_large for a list of more than 20,000 elements. Money within
/// ±Money::limit_fen, instants from 1 ms to the year 9999; signs and limits beyond that are
/// check()'s business.
template <class T>
[[nodiscard]] Result<T> decode(std::string_view json) {
    T message;
    LOUXIA_TRY(untyped::decode(schema::message_of<T>, json, &message));
    return message;
}

/// A request of endpoint E as it arrives: fields named in E::path from `path`, those of a GET from
/// `query`, the rest from the JSON body (an empty one is `{}`); raw bodies go to Request::bytes.
/// Then E::check(). Strict as decode(), and null for a required id or instant is missing_field. An
/// id in the path that is none is not_found, as an absent one is; `community` in the query is the
/// caller's; too_large for a body above E's limit.
template <class E>
[[nodiscard]] Result<typename E::Request> decode_request(const Parameters& path,
                                                         const Parameters& query,
                                                         std::string_view body) {
    typename E::Request request;
    LOUXIA_TRY(untyped::decode_request(request_shape<E>, path, query, body, &request));
    if constexpr (body_of<E>() == Body::raw) request.bytes.assign(body);
    LOUXIA_TRY(E::check(request));
    return request;
}

/// A request of endpoint E from a page's form: the same names as the error paths use, in any order
/// ("note", "address.unit", "lines[0].item"; list elements count from 0 without gaps). An empty
/// optional field counts as absent, an absent boolean as false ("on", "true" and "1" are true).
/// Whatever else the form carries (keys, tokens) is taken out by the caller first. Then E::check().
template <class E>
[[nodiscard]] Result<typename E::Request> decode_form(const Parameters& path,
                                                      const Parameters& form) {
    static_assert(body_of<E>() == Body::json);
    typename E::Request request;
    LOUXIA_TRY(untyped::decode_form(request_shape<E>, path, form, &request));
    LOUXIA_TRY(E::check(request));
    return request;
}

/// The sending side of decode_request; run E::check() before it.
template <class E>
[[nodiscard]] EncodedRequest encode_request(const typename E::Request& request) {
    EncodedRequest encoded = untyped::encode_request(request_shape<E>, &request);
    if constexpr (body_of<E>() == Body::raw) encoded.body = request.bytes;
    return encoded;
}

/// All but letters, digits and -._~ as %XX (RFC 3986).
[[nodiscard]] std::string percent_encode(std::string_view text);
/// Nothing for a stray % or bytes that are not UTF-8. `+` is a space when `form` is true.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool form = false);
/// "a=1&b=2" of a query or a form body; invalid_value when a part cannot be decoded, too_large
/// above 2000 parts.
[[nodiscard]] Result<Parameters> parse_query(std::string_view query);
/// The values of {…} in `pattern` when `path` (without query) fits it.
[[nodiscard]] std::optional<Parameters> match_path(std::string_view pattern, std::string_view path);

}  // namespace louxia::api
