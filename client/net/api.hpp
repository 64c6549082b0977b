#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "client/net/outbox.hpp"
#include "client/net/policy.hpp"
#include "client/net/reply.hpp"
#include "shared/api/codec.hpp"

namespace louxia::net {

/// Calls the server's endpoints by type. Must outlive its calls.
class Api {
public:
    Api(Transport& transport, Device& device, Outbox::Listener listener);

    /// Slug, added to every call; empty: the server's only community.
    void set_community(std::string slug) { community_ = std::move(slug); }

    /// Takes up changes that an earlier load of the page left unsent.
    void start() { outbox_.start(); }
    /// The net is back, or the page is looked at again.
    void wake() { outbox_.wake(); }
    [[nodiscard]] std::size_t waiting() const noexcept { return outbox_.size(); }

    /// Runs E::check(), sends, and calls `done(Result<E::Response>)` once, never before this
    /// returns. Changes (is_kept<E>) are written down with their key first and then sent once, in
    /// order, whenever there is a net; the listener hears of those that wait. All others end with
    /// `unavailable` after tries_of<E>() tries. Signing in or out drops what still waits.
    template <class E, class Done>
    void call(const typename E::Request& request, Done done) {
        Call call{E::name,       &api::request_shape<E>, &request,   {},
                  tries_of<E>(), api::needs_key<E>(),    is_kept<E>, is_session<E>};
        if constexpr (api::body_of<E>() == api::Body::raw) call.bytes = request.bytes;
        begin(call, E::check(request),
              [done = std::move(done)](const Reply* reply, const Error& refused) {
                  done(reply != nullptr ? read_reply<E>(*reply)
                                        : Result<typename E::Response>(refused));
              });
    }

    /// 26 base32 digits: 48 bits of the time, so that the server keeps what comes together side by
    /// side, and 80 random ones.
    [[nodiscard]] std::string make_key();

private:
    struct Direct;
    /// An endpoint's call without its types, so that the code stands here once.
    struct Call {
        std::string_view name;
        const api::RequestShape* shape = nullptr;
        const void* request = nullptr;
        std::string_view bytes;
        int tries = 0;
        bool needs_key = false;
        bool is_kept = false;
        bool is_session = false;
    };
    /// With the reply, or with none and the reason why nothing was sent.
    using Answered = std::function<void(const Reply*, const Error&)>;

    void begin(const Call& call, const Result<void>& checked, Answered answered);

    [[nodiscard]] std::string with_community(std::string target) const;
    [[nodiscard]] static std::string subject_of(const api::RequestShape& shape,
                                                const void* request);
    void send(Outgoing request, int tries, std::function<void(const Reply&)> done);
    void send_again(const std::shared_ptr<Direct>& direct);

    Transport& transport_;
    Device& device_;
    Outbox outbox_;
    std::string community_;
};

/// The request of a kept change; nothing of another endpoint, or of one that is another by now.
template <class E>
std::optional<typename E::Request> kept_request(const Kept& kept) {
    if (kept.name != E::name) return std::nullopt;
    const std::string_view target = kept.target;
    const auto path = api::match_path(E::path, target.substr(0, target.find('?')));
    if (!path) return std::nullopt;
    auto request = api::decode_request<E>(*path, {}, kept.body);
    if (!request) return std::nullopt;
    return std::move(*request);
}

/// For Listener::restored: calls `visit.template operator()<E>(request, result)` for the endpoint
/// that was kept. False when this version does not know it any more.
template <class Visitor>
bool visit_restored(const Kept& kept, const Reply& reply, Visitor&& visit) {
    bool found = false;
    api::for_each_type(api::Endpoints{}, [&]<class E>() {
        if constexpr (is_kept<E>) {
            const auto request = found ? std::nullopt : kept_request<E>(kept);
            if (!request) return;
            found = true;
            visit.template operator()<E>(*request, read_reply<E>(reply));
        }
    });
    return found;
}

}  // namespace louxia::net
