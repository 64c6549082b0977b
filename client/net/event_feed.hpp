#pragma once

#include <string>
#include <vector>

#include "client/net/backoff.hpp"
#include "client/net/transport.hpp"
#include "shared/api/all.hpp"
#include "shared/api/codec.hpp"

namespace louxia::net {

enum class Link { connecting, live, lost };

/// What the feed tells. Made from a typed sink by FeedTo.
class FeedListener {
public:
    FeedListener() = default;
    FeedListener(const FeedListener&) = delete;
    FeedListener& operator=(const FeedListener&) = delete;
    virtual ~FeedListener() = default;

    /// In order, each once. False when this client does not understand it.
    virtual bool heard(std::int64_t seq, std::string_view name, std::string_view data) = 0;
    /// Where the stream stands. `missed` means that something was not heard, for whatever reason
    /// (too long away, another version's event, the server's word): the views have to be read
    /// again.
    virtual void hello(const api::Hello& hello) = 0;
    virtual void link(Link link) = 0;
};

/// The community's event stream, kept open. Must outlive its callbacks.
class EventFeed {
public:
    EventFeed(Transport& transport, Device& device, FeedListener& listener);
    ~EventFeed();
    EventFeed(const EventFeed&) = delete;
    EventFeed& operator=(const EventFeed&) = delete;

    /// `community` is its slug; empty: the server's only one. `seq` is what the views that were
    /// read before include; 0: not known, and Hello tells where the stream begins.
    void open(std::string community, std::int64_t seq);
    /// Anew, from where it stands: the session changed, or the page woke up after long.
    void reopen();
    /// The net is back: opens it when it is not, without waiting.
    void wake();
    /// The device has no net: what stands is cut, which a stream by itself may notice late, and
    /// nothing is tried until wake().
    void sleep();
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
    void tell(Link link);

    Transport& transport_;
    Device& device_;
    FeedListener& listener_;
    std::string community_;
    std::vector<std::string> names_;
    Backoff backoff_{1000, 30'000};
    Device::Timer timer_ = 0;
    StreamId stream_ = 0;
    bool connected_ = false;
    std::int64_t seq_ = 0;
    bool opened_ = false;
    Link link_ = Link::lost;
};

/// Hands typed events to `sink`: sink.template heard<E>(seq, event) and sink.link(Link).
template <class Sink>
class FeedTo final : public FeedListener {
public:
    explicit FeedTo(Sink& sink) : sink_(sink) {}

    bool heard(std::int64_t seq, std::string_view name, std::string_view data) override {
        bool understood = false;
        api::for_each_type(api::Events{}, [&]<class E>() {
            if (understood || name != E::name) return;
            const auto event = api::decode<E>(data);
            if (!event) return;
            understood = true;
            sink_.template heard<E>(seq, *event);
        });
        return understood;
    }
    void hello(const api::Hello& hello) override {
        sink_.template heard<api::Hello>(hello.seq, hello);
    }
    void link(Link link) override { sink_.link(link); }

private:
    Sink& sink_;
};

}  // namespace louxia::net
