#include "client/net/in_process.hpp"

#include <algorithm>
#include <utility>

namespace louxia::net {

void InProcessTransport::send(Outgoing request, std::function<void(Reply)> done) {
    under_way_.push_back({std::move(request), std::move(done)});
}

bool InProcessTransport::run() {
    bool any = false;
    while (!under_way_.empty()) {
        any = true;
        const UnderWay next = std::move(under_way_.front());
        under_way_.pop_front();
        const Passage way = passage ? passage(next.request) : Passage::through;
        Reply reply;
        if (way != Passage::request_lost && server) reply = server(next.request);
        next.done(way == Passage::through ? reply : Reply{});
    }
    return any;
}

StreamId InProcessTransport::open_stream(const std::string& target,
                                         const std::vector<std::string>& /*names*/,
                                         StreamCallbacks callbacks) {
    streams_[++last_stream_] = {target, std::move(callbacks)};
    return last_stream_;
}

void InProcessTransport::close_stream(StreamId stream) {
    streams_.erase(stream);
}

void InProcessTransport::send_event(std::string_view id, std::string_view name,
                                    std::string_view data) {
    const auto open = streams_;
    for (const auto& [stream, one] : open)
        one.callbacks.on_event(id, name, data);
}

void InProcessTransport::break_streams(bool closed) {
    const auto open = streams_;
    for (const auto& [stream, one] : open)
        one.callbacks.on_error(closed);
}

std::vector<std::string> InProcessTransport::open_streams() const {
    std::vector<std::string> targets;
    for (const auto& [stream, one] : streams_)
        targets.push_back(one.target);
    return targets;
}

Device::Timer InProcessDevice::after(std::int64_t delay_ms, std::function<void()> callback) {
    timers_[++last_timer_] = {now_ms_ + delay_ms, std::move(callback)};
    return last_timer_;
}

void InProcessDevice::cancel(Timer timer) {
    timers_.erase(timer);
}

std::string InProcessDevice::load(std::string_view key) const {
    const auto found = storage.find(key);
    return found == storage.end() ? std::string() : found->second;
}

bool InProcessDevice::keep(std::string_view key, std::string_view text) {
    if (storage_full) return false;
    storage[std::string(key)] = text;
    return true;
}

void InProcessDevice::forget(std::string_view key) {
    const auto found = storage.find(key);
    if (found != storage.end()) storage.erase(found);
}

// SplitMix64 (S. Vigna): a seed gives the same day again.
std::uint64_t InProcessDevice::random() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
}

std::int64_t InProcessDevice::next_due_in_ms() const {
    const auto next = std::min_element(
        timers_.begin(), timers_.end(),
        [](const auto& a, const auto& b) { return a.second.at_ms < b.second.at_ms; });
    return next == timers_.end() ? 0 : std::max<std::int64_t>(next->second.at_ms - now_ms_, 0);
}

void InProcessDevice::pass(std::int64_t duration_ms) {
    const std::int64_t end_ms = now_ms_ + duration_ms;
    while (!timers_.empty()) {
        const auto next = std::min_element(
            timers_.begin(), timers_.end(),
            [](const auto& a, const auto& b) { return a.second.at_ms < b.second.at_ms; });
        if (next->second.at_ms > end_ms) break;
        now_ms_ = std::max(now_ms_, next->second.at_ms);
        const auto callback = std::move(next->second.callback);
        timers_.erase(next);
        callback();
    }
    now_ms_ = end_ms;
}

}  // namespace louxia::net
