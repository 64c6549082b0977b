// The target of a request: percent escapes, query, the patterns of all endpoints and the router.

#include <string>

#include "server/http/exchange.hpp"
#include "server/http/router.hpp"
#include "shared/api/codec.hpp"
#include "shared/api/endpoint_table.hpp"
#include "shared/base/utf8.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

const http::Router& router() {
    static const http::Router made = [] {
        http::Router routes;
        for (const auto& endpoint : api::endpoint_table) {
            routes.add(
                endpoint.shape.method == api::Method::get ? "GET" : "POST", endpoint.shape.path,
                endpoint.name,
                [](const http::Request&, const api::Parameters&) { return http::Response{}; });
        }
        return routes;
    }();
    return made;
}

void check_escapes(std::string_view text) {
    for (const bool as_form : {false, true}) {
        const auto decoded = api::percent_decode(text, as_form);
        if (!decoded) continue;
        demand(count_code_points(*decoded).has_value(), "what is decoded is UTF-8");
        const std::string encoded = api::percent_encode(*decoded);
        demand(api::percent_decode(encoded) == *decoded, "escapes go out and in again");
        demand(http::percent_encode(*decoded) == encoded, "both encoders agree");
    }
    const auto plain = http::parse_parameters(http::percent_encode(text));
    demand(text.empty() ? plain.empty() : plain.size() == 1 && plain[0].first == text,
           "any bytes survive the server's escapes");
}

void check_query(std::string_view text) {
    const auto loose = http::parse_parameters(text);
    for (const auto& [name, value] : loose)
        demand(http::find_parameter(loose, name).has_value(), "a parameter is found by its name");
    const auto strict = api::parse_query(text);
    if (!strict) return;
    std::string again;
    for (const auto& [name, value] : *strict) {
        demand(count_code_points(name) && count_code_points(value), "parameters are UTF-8");
        again += (again.empty() ? "" : "&") + api::percent_encode(name) + "=" +
                 api::percent_encode(value);
    }
    const auto reread = api::parse_query(again);
    demand(reread.ok(), "a written query is read");
    if (http::parse_parameters(again) != *reread) {
        demand(false, "both readers take a well-formed query alike");
    }
}

void check_path(std::string_view path) {
    for (const auto& endpoint : api::endpoint_table) {
        const auto parts = api::match_path(endpoint.shape.path, path);
        if (!parts) continue;
        for (const auto& [name, value] : *parts)
            demand(count_code_points(value).has_value(), "a path's parts are UTF-8");
    }
    for (const std::string_view method : {"GET", "POST", "HEAD", "PUT"}) {
        const auto found = router().find(method, path);
        demand(found.handler == nullptr || !found.name.empty(), "a route that is found has a name");
    }
}

}  // namespace

void target(std::string_view bytes) {
    const std::size_t mark = bytes.find('?');
    const std::string_view path = bytes.substr(0, mark);
    const std::string_view query =
        mark == std::string_view::npos ? std::string_view{} : bytes.substr(mark + 1);
    check_escapes(bytes);
    check_path(path);
    if (const auto plain = api::percent_decode(path)) check_path(*plain);
    check_query(query);
}

}  // namespace louxia::fuzz
