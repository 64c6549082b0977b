#include "client/net/event_feed.hpp"

#include <charconv>
#include <utility>

namespace louxia::net {
EventFeed::EventFeed(Transport& transport, Device& device, FeedListener& listener)
    : transport_(transport), device_(device), listener_(listener) {
    api::for_each_type(api::Events{}, [this]<class E>() { names_.emplace_back(E::name); });
}

EventFeed::~EventFeed() {
    disconnect();
}

void EventFeed::open(std::string community, std::int64_t seq) {
    disconnect();
    opened_ = true;
    community_ = std::move(community);
    seq_ = seq;
    backoff_.reset();
    connect();
}

void EventFeed::reopen() {
    if (!opened_) return;
    disconnect();
    backoff_.reset();
    connect();
}

void EventFeed::wake() {
    if (!connected_) reopen();
}

void EventFeed::sleep() {
    if (!opened_) return;
    disconnect();
    tell(Link::lost);
}

void EventFeed::close() {
    disconnect();
    opened_ = false;
    tell(Link::lost);
}

void EventFeed::connect() {
    std::string target(api::events_path);
    char separator = '?';
    const auto parameter = [&](std::string_view name, std::string_view value) {
        target += std::exchange(separator, '&');
        target += std::string(name) + '=' + api::percent_encode(value);
    };
    if (!community_.empty()) parameter("community", community_);
    // A stream opened by hand cannot send the Last-Event-ID header.
    if (seq_ > 0) parameter("last_event_id", std::to_string(seq_));
    connected_ = true;
    if (link_ != Link::live) tell(Link::connecting);
    StreamCallbacks callbacks;
    callbacks.on_event = [this](std::string_view id, std::string_view name, std::string_view data) {
        take(id, name, data);
    };
    // Also one that the browser would mend: it tries at fixed times, and so would all phones at
    // once when a server comes back.
    callbacks.on_error = [this](bool) {
        tell(Link::lost);
        retry_later();
    };
    stream_ = transport_.open_stream(target, names_, std::move(callbacks));
}

void EventFeed::disconnect() {
    if (timer_ != 0) device_.cancel(std::exchange(timer_, 0));
    if (std::exchange(connected_, false)) transport_.close_stream(stream_);
}

void EventFeed::retry_later() {
    disconnect();
    timer_ = device_.after(backoff_.next_ms(device_.random()), [this] {
        timer_ = 0;
        connect();
    });
}

void EventFeed::take(std::string_view id, std::string_view name, std::string_view data) {
    backoff_.reset();
    tell(Link::live);
    if (name == api::Hello::name) {
        take_hello(data);
        return;
    }
    std::int64_t seq = 0;
    const auto [end, fault] = std::from_chars(id.data(), id.data() + id.size(), seq);
    if (fault != std::errc{} || end != id.data() + id.size() || seq <= 0) {
        say_missed();
        return;
    }
    // Heard before the stream was opened anew.
    if (seq <= seq_) return;
    seq_ = seq;
    if (!listener_.heard(seq, name, data)) say_missed();
}

void EventFeed::take_hello(std::string_view data) {
    auto hello = api::decode<api::Hello>(data);
    if (!hello) {
        say_missed();
        return;
    }
    // The stream goes on after hello.seq; anything else than where we stand is a hole, or a store
    // that was put back to an earlier day.
    if (seq_ > 0 && hello->seq != seq_) hello->missed = true;
    seq_ = hello->seq;
    listener_.hello(*hello);
}

void EventFeed::say_missed() {
    listener_.hello(api::Hello{seq_, true, {}});
}

void EventFeed::tell(Link link) {
    if (std::exchange(link_, link) != link) listener_.link(link);
}

}  // namespace louxia::net
