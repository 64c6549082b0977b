#include "client/net/reply.hpp"

namespace louxia::net {
namespace {

ErrorCode code_of_status(int status) {
    switch (status) {
        case 400: return ErrorCode::malformed;
        case 401: return ErrorCode::not_signed_in;
        case 403: return ErrorCode::not_allowed;
        case 404: return ErrorCode::not_found;
        case 409: return ErrorCode::conflict;
        case 413: return ErrorCode::too_large;
        case 429: return ErrorCode::rate_limited;
        default: return ErrorCode::unavailable;
    }
}

}  // namespace

Error refusal_of(const Reply& reply) {
    if (reply.status != 0) {
        const auto told = api::decode<api::ErrorReply>(reply.body);
        const auto code = told ? static_cast<ErrorCode>(told->code) : ErrorCode{};
        if (told && !error_word(code).empty() && error_word(code) == told->error) {
            return refuse(code, told->field);
        }
    }
    return refuse(code_of_status(reply.status));
}

Outcome outcome_of(const Reply& reply) {
    switch (reply.status) {
        case 0:
        case 408:
        case 502:
        case 504: return Outcome::no_answer;
        case 429: {
            const bool is_a_rule = refusal_of(reply).code != ErrorCode::rate_limited;
            return is_a_rule ? Outcome::answered : Outcome::failed;
        }
        case 503:
            // "No courier on shift" is an answer about a field; an overloaded server names none.
            return refusal_of(reply).field.empty() ? Outcome::failed : Outcome::answered;
        default: return reply.status >= 500 ? Outcome::failed : Outcome::answered;
    }
}

}  // namespace louxia::net
