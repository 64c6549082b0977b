#pragma once

#include "server/app/signed_call.hpp"
#include "server/http/site.hpp"

/// Where providers tell what became of something. No session and no origin: the signature is what
/// is believed.
namespace louxia::http {

inline constexpr std::size_t notice_bytes_max = 4096;

/// What was sent, once its sender has not guessed signatures too often; or how it is refused.
struct ReadNotice {
    std::string time;
    std::string signature;
    std::string body;
    std::optional<Response> refused;
};
[[nodiscard]] ReadNotice read_notice(Site& site, const Request& request);
/// Counted for its sender's address.
[[nodiscard]] Response unsigned_notice(Site& site, const Request& request, ErrorCode why);
[[nodiscard]] Response refused_notice(Site& site, std::string_view event, ErrorCode why);
[[nodiscard]] Response taken_notice();

/// `verify` says what a SignedCall means, `take` does it.
template <class Verify, class Take>
Response answer_notice(Site& site, const Request& request, std::string_view refused_event,
                       Verify&& verify, Take&& take) {
    ReadNotice read = read_notice(site, request);
    if (read.refused) {
        return std::move(*read.refused);
    }
    const auto notice = verify(app::SignedCall{read.time, read.signature, read.body});
    if (!notice) {
        return unsigned_notice(site, request, notice.error().code);
    }
    const Result<void> taken = take(*notice);
    return taken ? taken_notice() : refused_notice(site, refused_event, taken.error().code);
}

}  // namespace louxia::http
