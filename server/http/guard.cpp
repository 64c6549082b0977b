#include "server/http/guard.hpp"

#include "server/app/change.hpp"
#include "shared/base/ascii.hpp"

namespace louxia::http {
namespace {

bool is_host(std::string_view host) {
    if (host.empty() || host.size() > 255) {
        return false;
    }
    for (const char letter : host) {
        const bool fine = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || letter == '.' || letter == '-' ||
                          letter == ':' || letter == '[' || letter == ']' || letter == '_';
        if (!fine) {
            return false;
        }
    }
    return true;
}

std::string_view without_scheme(std::string_view url) {
    const std::size_t at = url.find("://");
    url = at == std::string_view::npos ? url : url.substr(at + 3);
    return url.substr(0, url.find('/'));
}

}  // namespace

std::string guard_head(const HeaderSource& headers) {
    if (headers.count("Host") != 1 || !is_host(headers.get("Host"))) {
        return "Host";
    }
    const std::size_t codings = headers.count("Transfer-Encoding");
    if (codings > 1 ||
        (codings == 1 && lower_letters(headers.get("Transfer-Encoding")) != "chunked")) {
        return "Transfer-Encoding";
    }
    if (headers.count("Content-Length") > 1) {
        return "Content-Length";
    }
    if (headers.count("Content-Encoding") > 0) {
        return "Content-Encoding";
    }
    return {};
}

bool is_same_origin(const Request& request, std::string_view public_url) {
    const std::string site = request.header("Sec-Fetch-Site");
    if (!site.empty() && site != "same-origin" && site != "none") {
        return false;
    }
    const std::string origin = request.header("Origin");
    if (origin.empty()) {
        return true;  // not a browser, or one that has said Sec-Fetch-Site
    }
    const std::string host = lower_letters(without_scheme(lower_letters(origin)));
    return host == lower_letters(request.header("Host")) ||
           (!public_url.empty() && host == lower_letters(without_scheme(public_url)));
}

bool is_this_machine(std::string_view address) {
    return address == "127.0.0.1" || address == "::1" || address == "::ffff:127.0.0.1";
}

std::string media_type_of(std::string_view content_type) {
    content_type = content_type.substr(0, content_type.find(';'));
    while (!content_type.empty() && content_type.back() == ' ') {
        content_type.remove_suffix(1);
    }
    return lower_letters(content_type);
}

Response refusal(int status, ErrorCode code, std::string field) {
    app::Reply reply = app::refusal_reply(Error{code, std::move(field)});
    Response response;
    response.status = status;
    response.content_type = "application/json";
    response.body = std::move(reply.body);
    return response;
}

Response refusal(ErrorCode code, std::string field) {
    return refusal(api::http_status(code), code, std::move(field));
}

}  // namespace louxia::http
