#pragma once

#include <string>

#include "server/app/use_cases.hpp"
#include "shared/api/codec.hpp"

/// How the transport runs a change: the use case and its kept reply in one transaction.
namespace louxia::app {

struct Reply {
    int status = 200;
    std::string body;
};

[[nodiscard]] Reply refusal_reply(const Error& error);

/// Idempotency of one request. Empty key: not kept (keyless endpoints).
struct RequestKey {
    std::string key;        ///< key_for(caller, header)
    std::string body_hash;  ///< Secrets::hash of method, path and body
};
/// "<member>:<Idempotency-Key>"; empty for an empty header.
[[nodiscard]] std::string key_for(const Caller& caller, std::string_view header);

/// Runs `work(Writer&) -> Result<Reply>` unless the key was answered before: then the kept reply
/// comes back byte for byte, or key_reused when the body was another one. Inside a transaction.
template <class Work>
[[nodiscard]] Result<Reply> run_once(Writer& writer, const RequestKey& key, Instant now,
                                     Work&& work) {
    if (key.key.empty()) {
        return work(writer);
    }
    if (const auto kept = writer.kept_reply(key.key)) {
        if (kept->body_hash != key.body_hash) {
            return refuse(ErrorCode::key_reused);
        }
        return Reply{kept->status, kept->body};
    }
    Result<Reply> reply = work(writer);
    if (reply) {
        writer.put(KeptReply{key.key, key.body_hash, reply->status, reply->body, now});
    }
    return reply;
}

/// The whole change of endpoint E, committed when this returns. Throws StoreFailure.
/// A refusal is not kept, since it changed nothing: the same key may be tried again.
template <class E>
[[nodiscard]] Reply run_change(Context& context, const Caller& caller,
                               const typename E::Request& request, const RequestKey& key) {
    const auto ready = prepare<E>(context, caller, request);
    Result<Reply> reply = refuse(ErrorCode::unavailable);
    const Result<void> committed =
        context.store.transact(caller.community, [&](Writer& writer) -> Result<void> {
            reply =
                run_once(writer, key, context.clock.now(), [&](Writer& inside) -> Result<Reply> {
                    auto done = run_prepared<E>(context, caller, request, ready, inside);
                    if (done) {
                        return Reply{200, api::encode(done.value())};
                    }
                    if (done.error().code == UseCase<E>::committed_refusal) {
                        return refusal_reply(done.error());
                    }
                    return done.error();
                });
            return reply ? Result<void>{} : Result<void>{reply.error()};
        });
    finish<E>(context, caller, ready);
    if (!committed) {
        return refusal_reply(committed.error());
    }
    return std::move(reply).value();
}

/// The same for what only reads; never waits for a writer.
template <class E>
[[nodiscard]] Reply run_read(const Context& context, const Caller& caller,
                             const typename E::Request& request) {
    Reply reply;
    context.store.read(caller.community, [&](const Reader& reader) {
        auto done = UseCase<E>::run(context, caller, request, reader);
        reply = done ? Reply{200, api::encode(done.value())} : refusal_reply(done.error());
    });
    return reply;
}

}  // namespace louxia::app
