#pragma once

#include <optional>
#include <string>
#include <string_view>

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
/// "<Idempotency-Key>:<member, or session>"; empty for an empty header.
[[nodiscard]] std::string key_for(const Caller& caller, std::string_view header);

/// What the key was answered with before, byte for byte; key_reused when the body was another one;
/// nothing when it is new. Inside a transaction.
[[nodiscard]] std::optional<Result<Reply>> answered_before(const Writer& writer,
                                                           const RequestKey& key);

/// Runs `work(Writer&) -> Result<Reply>` unless the key was answered before. Inside a transaction.
template <class Work>
[[nodiscard]] Result<Reply> run_once(Writer& writer, const RequestKey& key, Instant now,
                                     Work&& work) {
    if (auto before = answered_before(writer, key)) {
        return *std::move(before);
    }
    Result<Reply> reply = work(writer);
    if (reply && !key.key.empty()) {
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
    std::optional<typename E::Response> done;
    const auto word = [&]() -> std::string_view {
        if (done) reply->body = api::encode(*done);
        return reply->body;
    };
    const Result<void> committed =
        context.store.transact(caller.community, [&](Writer& writer) -> Result<void> {
            done.reset();
            if (auto before = answered_before(writer, key)) {
                reply = *std::move(before);
            } else {
                auto result = run_prepared<E>(context, caller, request, ready, writer);
                if (result) {
                    done = std::move(result).value();
                    reply = Reply{};
                } else if (result.error().code == UseCase<E>::committed_refusal) {
                    reply = refusal_reply(result.error());
                } else {
                    reply = result.error();
                }
                if (reply && !key.key.empty()) {
                    writer.put(
                        KeptReply{key.key, key.body_hash, reply->status, {}, context.clock.now()},
                        word);
                }
            }
            return reply ? Result<void>{} : Result<void>{reply.error()};
        });
    finish<E>(context, caller, ready);
    if (!committed) {
        return refusal_reply(committed.error());
    }
    if (key.key.empty()) {
        static_cast<void>(word());
    }
    return std::move(reply).value();
}

/// The same for what only reads; never waits for a writer.
template <class E>
[[nodiscard]] Reply run_read(const Context& context, const Caller& caller,
                             const typename E::Request& request) {
    // Written down when others may read again.
    std::optional<Result<typename E::Response>> done;
    context.store.read(caller.community, [&](const Reader& reader) {
        done = UseCase<E>::run(context, caller, request, reader);
    });
    return *done ? Reply{200, api::encode(done->value())} : refusal_reply(done->error());
}

}  // namespace louxia::app
