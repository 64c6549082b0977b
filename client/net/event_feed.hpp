#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "client/net/backoff.hpp"
#include "client/net/transport.hpp"
#include "shared/api/all.hpp"

namespace louxia::net {

enum class FeedState { connecting, live, offline };

template <class... E>
std::variant<E...> variant_of(api::TypeList<E...>);
using AnyEvent = decltype(variant_of(api::Events{}));

struct EventSink {
    std::function<void(FeedState)> on_connection;
    /// In order, each once. A Hello with `missed` set means that something was not heard, for
    /// whatever reason (too long away, another version's event, the server's word): the views have
    /// to be read again. Hello's seq is where the stream stands.
    std::function<void(const AnyEvent& event, std::int64_t seq)> on_event;
};

/// The community's event stream, kept open. Must outlive its callbacks.
class EventFeed {
public:
    EventFeed(Transport& transport, Device& device);
    ~EventFeed();
    EventFeed(const EventFeed&) = delete;
    EventFeed& operator=(const EventFeed&) = delete;

    /// `community` is its slug; empty: the server's only one. `seq` is what the views that were
    /// read before include; 0: not known, and Hello tells where the stream begins.
    void open(std::string community, EventSink sink, std::int64_t seq = 0);
    /// Anew, from where it stands: the session changed, or the page woke up after long.
    void reconnect();
    /// The net is back: opens it when it is not, without waiting.
    void wake();
    void close();
    /// Of the last event heard.
    [[nodiscard]] std::int64_t seq() const noexcept { return seq_; }

private:
    void connect();
    void disconnect();
    void retry_later();
    void take(std::string_view id, std::string_view name, std::string_view data);
    void take_hello(std::string_view data);
    void say_missed();
    void tell(FeedState state);

    Transport& transport_;
    Device& device_;
    EventSink sink_;
    std::string community_;
    std::vector<std::string> names_;
    Backoff backoff_{1000, 30'000};
    Device::Timer timer_ = 0;
    StreamId stream_ = 0;
    bool connected_ = false;
    std::int64_t seq_ = 0;
    FeedState state_ = FeedState::offline;
};

}  // namespace louxia::net
