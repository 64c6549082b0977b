#pragma once

#include <string>
#include <string_view>

#include "server/http/exchange.hpp"
#include "shared/base/error.hpp"

/// What is refused before anything is looked up.
namespace louxia::http {

/// Why the headers cannot be taken as HTTP/1.1 between honest ends (one Host, no transfer coding
/// but chunked): the header's name, or empty when nothing is wrong.
[[nodiscard]] std::string guard_head(const HeaderSource& headers);

/// A change has to come from our own pages: Sec-Fetch-Site and Origin when the browser says them.
/// `public_url` is the address behind a front, or empty.
[[nodiscard]] bool is_same_origin(const Request& request, std::string_view public_url);

/// The loopback's addresses.
[[nodiscard]] bool is_this_machine(std::string_view address);

/// "application/json" of "Application/JSON; charset=utf-8".
[[nodiscard]] std::string media_type_of(std::string_view content_type);

/// An ErrorReply with this status.
[[nodiscard]] Response refusal(int status, ErrorCode code, std::string field);
/// The same with the code's own status.
[[nodiscard]] Response refusal(ErrorCode code, std::string field = {});

}  // namespace louxia::http
