#include "server/http/signed_notices.hpp"

#include "server/http/guard.hpp"

namespace louxia::http {

ReadNotice read_notice(Site& site, const Request& request) {
    ReadNotice read;
    const std::string address = counted_address(request.address);
    if (const std::int64_t wait_s = site.notice_tries.wait_s(address); wait_s > 0) {
        read.refused = refusal(ErrorCode::rate_limited);
        read.refused->set_header("Retry-After", std::to_string(wait_s));
        return read;
    }
    if (media_type_of(request.header("Content-Type")) != "application/json") {
        read.refused = refusal(415, ErrorCode::malformed, "Content-Type");
        return read;
    }
    auto body = request.read_body ? request.read_body(notice_bytes_max) : std::nullopt;
    if (!body) {
        read.refused = refusal(ErrorCode::too_large, "body");
        return read;
    }
    read.time = request.header("Louxia-Time");
    read.signature = request.header("Louxia-Signature");
    read.body = std::move(*body);
    return read;
}

Response unsigned_notice(Site& site, const Request& request, ErrorCode why) {
    static_cast<void>(site.notice_tries.take(counted_address(request.address)));
    return refusal(why);
}

Response refused_notice(Site& site, std::string_view event, ErrorCode why) {
    site.log.write("error", event, {{"why", error_word(why)}});
    return refusal(why);
}

Response taken_notice() {
    Response response;
    response.content_type = "application/json";
    response.body = "{}";
    return response;
}

}  // namespace louxia::http
