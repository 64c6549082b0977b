#include "server/app/payments.hpp"
#include "server/http/guard.hpp"
#include "server/http/site.hpp"

/// Where the provider of online payments tells what became of one. No session and no origin: the
/// signature is what is believed.
namespace louxia::http {
namespace {

constexpr std::size_t notice_bytes_max = 4096;

Response limited(std::int64_t wait_s) {
    Response response = refusal(ErrorCode::rate_limited);
    response.set_header("Retry-After", std::to_string(wait_s));
    return response;
}

Response answer_notice(Site& site, const Request& request) {
    app::PaymentProvider* provider = site.context.payments;
    if (provider == nullptr) {
        return refusal(ErrorCode::not_found);
    }
    const std::string address = counted_address(request.address);
    if (const std::int64_t wait_s = site.notice_tries.wait_s(address); wait_s > 0) {
        return limited(wait_s);
    }
    if (media_type_of(request.header("Content-Type")) != "application/json") {
        return refusal(415, ErrorCode::malformed, "Content-Type");
    }
    const auto body = request.read_body ? request.read_body(notice_bytes_max) : std::nullopt;
    if (!body) {
        return refusal(ErrorCode::too_large, "body");
    }
    const std::string time = request.header("Louxia-Time");
    const std::string signature = request.header("Louxia-Signature");
    const auto notice = provider->verify({time, signature, *body});
    if (!notice) {
        static_cast<void>(site.notice_tries.take(address));
        return refusal(notice.error().code);
    }
    const auto taken = app::take_notice(site.context, *notice);
    if (!taken) {
        site.log.write("error", "payment_notice_refused",
                       {{"why", error_word(taken.error().code)}});
        return refusal(taken.error().code);
    }
    Response response;
    response.content_type = "application/json";
    response.body = "{}";
    return response;
}

}  // namespace

void add_payment_routes(Router& router, Site& site) {
    router.add("POST", app::payment_notice_path, "payment_notice",
               [&site](const Request& request, const api::Parameters&) {
                   return answer_notice(site, request);
               });
}

}  // namespace louxia::http
