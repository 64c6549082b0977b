#include "server/app/change.hpp"

namespace louxia::app {

Reply refusal_reply(const Error& error) {
    const api::ErrorReply body{static_cast<std::int32_t>(error.code),
                               std::string(error_word(error.code)), error.field};
    return Reply{api::http_status(error.code), api::encode(body)};
}

std::optional<Result<Reply>> answered_before(const Writer& writer, const RequestKey& key) {
    if (key.key.empty()) {
        return std::nullopt;
    }
    auto kept = writer.kept_reply(key.key);
    if (!kept) {
        return std::nullopt;
    }
    if (kept->body_hash != key.body_hash) {
        return Result<Reply>(refuse(ErrorCode::key_reused));
    }
    return Result<Reply>(Reply{kept->status, std::move(kept->body)});
}

std::string key_for(const Caller& caller, std::string_view header) {
    if (header.empty()) {
        return {};
    }
    const std::string owner = caller.member ? caller.member->id.text() : caller.session.text();
    return std::string(header) + ":" + owner;
}

}  // namespace louxia::app
