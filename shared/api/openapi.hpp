#pragma once

#include <string>
#include <string_view>

namespace louxia::api {

/// The OpenAPI 3.1 document of all endpoints and of the event stream, made from Endpoints and
/// Events. The same url gives the same bytes. Enums list their words; who may call an operation
/// stands in `x-roles` (empty: anyone); the events' messages in `x-events` of the stream.
[[nodiscard]] std::string openapi_document(std::string_view server_url);

}  // namespace louxia::api
