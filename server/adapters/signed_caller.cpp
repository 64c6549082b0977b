#include "server/adapters/signed_caller.hpp"

namespace louxia::adapters {
namespace {

using namespace signing;

constexpr int seconds_max = 3;

}  // namespace

std::optional<SignedCaller> SignedCaller::make(const std::string& url, Key key,
                                               std::size_t answer_bytes, std::string trusted_file) {
    auto address = read_service_address(url);
    if (!address) {
        return std::nullopt;
    }
    return SignedCaller(
        WebCaller(std::move(*address), {seconds_max, answer_bytes}, std::move(trusted_file)),
        std::move(key));
}

Result<std::string> SignedCaller::call(std::string_view path, const std::string& body) const {
    const std::string time = std::to_string(machine_now_ms());
    const std::string signature = key_.sign("request " + std::string(path), time, body);
    const auto reply = caller_.post(
        path, {{std::string(time_header), time}, {std::string(signature_header), signature}}, body,
        "application/json");
    if (!reply) {
        return refuse(ErrorCode::unavailable);
    }
    // An answer to this very request: an older one, or a stranger's, is none.
    const bool ours = key_.verify(reply->header(signature_header), "reply " + signature,
                                  reply->header(time_header), reply->body, std::nullopt);
    if (!ours || reply->status >= 500) {
        return refuse(ErrorCode::unavailable);
    }
    if (reply->status != 200) {
        return refuse(ErrorCode::not_offered);
    }
    return reply->body;
}

Result<void> SignedCaller::check_notice(const app::SignedCall& call) const {
    if (!key_.verify(call.signature, "notice", call.time, call.body, machine_now_ms())) {
        return refuse(ErrorCode::not_allowed);
    }
    return {};
}

}  // namespace louxia::adapters
