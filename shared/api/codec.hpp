#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/api/fields.hpp"
#include "shared/base/result.hpp"

namespace louxia::api {

/// JSON of a message. Ids are base32 strings, money integer fen, instants integer milliseconds,
/// days "2026-11-23", enums their words; an unset id or instant is null. Defined in codec_impl.hpp,
/// instantiated once per endpoint and event in codec_*.cpp.
template <class T>
[[nodiscard]] std::string encode(const T& message);

/// Strict: unknown or repeated fields, wrong types, numbers out of range, invalid UTF-8 and depth
/// over 64 are refused with the path of the offender ("lines[2].quantity").
template <class T>
[[nodiscard]] Result<T> decode(std::string_view json);

/// Named strings from a URL (path and query) or a form.
using Parameters = std::vector<std::pair<std::string, std::string>>;

inline constexpr int json_depth_max = 64;

/// A request of endpoint E as it arrives: fields named in E::path from `path`, those of a GET from
/// `query`, the rest from the JSON body; raw bodies go to Request::bytes. Then E::check().
template <class E>
[[nodiscard]] Result<typename E::Request> decode_request(const Parameters& path,
                                                         const Parameters& query,
                                                         std::string_view body);

/// The same on the sending side. `target` is path and query, percent-encoded.
struct EncodedRequest {
    std::string target;
    std::string body;  ///< empty for GET
};
template <class E>
[[nodiscard]] EncodedRequest encode_request(const typename E::Request& request);

}  // namespace louxia::api
