#pragma once

#include <string_view>

#include "server/http/site.hpp"

/// What the server's pages share with the transport.
namespace louxia::http {

/// Whether a person would look at this path: refusals there are pages in words, not JSON.
[[nodiscard]] bool is_page_path(std::string_view path);
/// 404 and the like, in words. The same bytes for everything absent or foreign.
[[nodiscard]] Response error_page(Site& site, const Request& request, int status);

}  // namespace louxia::http
