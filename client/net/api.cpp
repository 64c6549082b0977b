#include "client/net/api.hpp"

#include "shared/api/decoder.hpp"
#include "shared/api/values.hpp"

namespace louxia::net {

/// A call that is not kept, while it is tried.
struct Api::Direct {
    Outgoing request;
    int tries_left = 0;
    Backoff backoff{400, 4000};
    std::function<void(const Reply&)> done;
};

Api::Api(Transport& transport, Device& device, Outbox::Listener listener)
    : transport_(transport), device_(device), outbox_(transport, device, std::move(listener)) {}

std::string Api::make_key() {
    const auto ms = static_cast<std::uint64_t>(device_.utc_ms());
    return encode_id(ms << 16 | (device_.random() & 0xFFFF)) + encode_id(device_.random());
}

std::string Api::with_community(std::string target) const {
    if (community_.empty()) return target;
    target += target.find('?') == std::string::npos ? '?' : '&';
    return target + "community=" + api::percent_encode(community_);
}

std::string Api::subject_of(const api::RequestShape& shape, const void* request) {
    for (const api::schema::Member& member : *shape.fields) {
        if (member.type->kind != api::schema::Kind::id) continue;
        if (!api::untyped::is_path_field(shape.path, member.name)) continue;
        return api::untyped::to_parameter(*member.type, member.of(request));
    }
    return {};
}

void Api::begin(const Call& call, const Result<void>& checked, Answered answered) {
    if (!checked) {
        device_.after(0, [error = checked.error(), answered = std::move(answered)] {
            answered(nullptr, error);
        });
        return;
    }
    api::EncodedRequest encoded = api::untyped::encode_request(*call.shape, call.request);
    if (call.shape->body == api::Body::raw) encoded.body = call.bytes;
    std::string target = with_community(std::move(encoded.target));
    std::string key = call.needs_key ? make_key() : std::string();
    if (call.is_kept) {
        Kept kept{std::string(call.name),
                  std::move(target),
                  std::move(encoded.body),
                  std::move(key),
                  subject_of(*call.shape, call.request),
                  Instant{device_.utc_ms()}};
        outbox_.add(std::move(kept),
                    [answered = std::move(answered)](const Kept&, const Reply& reply) {
                        answered(&reply, {});
                    });
        return;
    }
    Outgoing outgoing{call.shape->method, std::move(target), std::move(encoded.body),
                      std::move(key), call.shape->body};
    send(std::move(outgoing), call.tries,
         [this, ends = call.is_session, answered = std::move(answered)](const Reply& reply) {
             if (ends && reply.status >= 200 && reply.status <= 299) outbox_.clear();
             answered(&reply, {});
         });
}

void Api::send(Outgoing request, int tries, std::function<void(const Reply&)> done) {
    auto direct = std::make_shared<Direct>();
    direct->request = std::move(request);
    direct->tries_left = tries;
    direct->done = std::move(done);
    send_again(direct);
}

void Api::send_again(const std::shared_ptr<Direct>& direct) {
    --direct->tries_left;
    transport_.send(direct->request, [this, direct](const Reply& reply) {
        if (outcome_of(reply) == Outcome::answered || direct->tries_left == 0) {
            direct->done(reply);
            return;
        }
        device_.after(direct->backoff.next_ms(device_.random()),
                      [this, direct] { send_again(direct); });
    });
}

}  // namespace louxia::net
