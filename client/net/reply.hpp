#pragma once

#include "client/net/transport.hpp"
#include "shared/api/codec.hpp"

namespace louxia::net {

enum class Outcome {
    answered,   ///< done or refused; trying again would give the same
    no_answer,  ///< nobody knows whether it was done: the same key again
    failed,     ///< the server could not; nothing was done, and it may be able to later
};
[[nodiscard]] Outcome outcome_of(const Reply& reply);

/// The refusal in a reply that is not 2xx; by its status when the body is not ours, unavailable
/// when there was no answer.
[[nodiscard]] Error refusal_of(const Reply& reply);

/// What the reply says. A body that is no such Response is malformed, naming "response".
template <class E>
[[nodiscard]] Result<typename E::Response> read_reply(const Reply& reply) {
    if (reply.status < 200 || reply.status > 299) return refusal_of(reply);
    auto response = api::decode<typename E::Response>(reply.body.empty() ? "{}" : reply.body);
    if (!response) return refuse(ErrorCode::malformed, "response");
    return response;
}

}  // namespace louxia::net
