#include "client/platform/headless/headless_platform.hpp"

#include <algorithm>

namespace louxia {

void HeadlessPlatform::advance(double ms) {
    const double end = now_ + ms;
    for (;;) {
        auto due = timers_.end();
        for (auto it = timers_.begin(); it != timers_.end(); ++it) {
            if (it->second.at <= end && (due == timers_.end() || it->second.at < due->second.at))
                due = it;
        }
        if (due == timers_.end()) break;
        const double step = std::max(0.0, due->second.at - now_);
        now_ += step;
        wall_utc_ms += static_cast<std::int64_t>(step);
        const std::function<void()> callback = std::move(due->second.callback);
        timers_.erase(due);
        callback();
        request_frame();
    }
    wall_utc_ms += static_cast<std::int64_t>(end - now_);
    now_ = end;
}

bool HeadlessPlatform::run() {
    if (waiting_.empty()) return false;
    const std::vector<std::function<void()>> now = std::move(waiting_);
    waiting_.clear();
    for (const auto& what : now)
        what();
    request_frame();
    return true;
}

void HeadlessPlatform::press_back() {
    if (layers_ > 0) {
        --layers_;
        if (layer_back_) later(layer_back_);
        return;
    }
    if (history.size() > 1) history.pop_back();
    later([this, path = history.back()] {
        if (route_) route_(path, RouteCause::back);
    });
}

void HeadlessPlatform::send_event(std::string_view url, std::string_view id, std::string_view name,
                                  std::string_view data) {
    for (const auto& [stream, open] : streams_) {
        if (open.url != url || !open.handlers.on_event) continue;
        later([handlers = open.handlers, a = std::string(id), b = std::string(name),
               c = std::string(data)] { handlers.on_event(a, b, c); });
    }
}

void HeadlessPlatform::break_streams(bool closed) {
    for (const auto& [stream, open] : streams_) {
        if (open.handlers.on_error)
            later([handlers = open.handlers, closed] { handlers.on_error(closed); });
    }
    if (closed) streams_.clear();
}

std::vector<std::string> HeadlessPlatform::open_streams() const {
    std::vector<std::string> urls;
    for (const auto& [stream, open] : streams_)
        urls.push_back(open.url);
    return urls;
}

void HeadlessPlatform::move_to(const Position& position) {
    for (const auto& [watch, moved] : watches_)
        later([moved, position] { moved(position); });
}

void HeadlessPlatform::set_online(bool now_online) {
    is_online = now_online;
    later([this, now_online] {
        if (online_) online_(now_online);
    });
}

TimerId HeadlessPlatform::set_timer(double delay_ms, std::function<void()> callback) {
    const TimerId id = next_id_++;
    timers_[id] = {now_ + std::max(0.0, delay_ms), std::move(callback)};
    return id;
}

void HeadlessPlatform::cancel_timer(TimerId timer) {
    timers_.erase(timer);
}

void HeadlessPlatform::scroll_to(float y) {
    scroll = std::clamp(y, 0.f, std::max(0.f, content_height - view.height));
    request_frame();
}

void HeadlessPlatform::set_content_height(float height) {
    content_height = height;
    const float limit = std::max(0.f, content_height - view.height);
    if (scroll > limit) scroll_to(limit);
}

Picture HeadlessPlatform::picture(std::string_view url) {
    if (std::find(pictures_wanted.begin(), pictures_wanted.end(), url) == pictures_wanted.end()) {
        pictures_wanted.emplace_back(url);
    }
    return {1, 256, 256, false};
}

void HeadlessPlatform::push_route(std::string_view path) {
    if (layers_ > 0) {
        layers_ = 0;
    }
    history.emplace_back(path);
    scroll = 0;
    request_frame();
}

void HeadlessPlatform::replace_route(std::string_view path) {
    layers_ = 0;
    history.back() = path;
    request_frame();
}

void HeadlessPlatform::on_route(std::function<void(std::string_view, RouteCause)> callback) {
    route_ = std::move(callback);
    later([this] { route_(history.back(), RouteCause::start); });
}

RequestId HeadlessPlatform::fetch(HttpRequest request, std::function<void(HttpReply)> done) {
    const RequestId id = next_id_++;
    requests.push_back(request);
    later([this, id, request = std::move(request), done = std::move(done)] {
        if (cancelled_.erase(id) > 0) return;
        done(is_online && server ? server(request) : HttpReply{});
    });
    return id;
}

StreamId HeadlessPlatform::open_stream(std::string_view url, const std::vector<std::string>&,
                                       StreamHandlers handlers) {
    const StreamId id = next_id_++;
    if (handlers.on_open) later(handlers.on_open);
    streams_[id] = {std::string(url), std::move(handlers)};
    return id;
}

std::string HeadlessPlatform::storage_get(std::string_view key) const {
    const auto it = storage.find(std::string(key));
    return it == storage.end() ? std::string() : it->second;
}

bool HeadlessPlatform::storage_set(std::string_view key, std::string_view value) {
    storage[std::string(key)] = std::string(value);
    return true;
}

std::string HeadlessPlatform::page_data(std::string_view id) const {
    const auto it = page_texts.find(std::string(id));
    return it == page_texts.end() ? std::string() : it->second;
}

// xorshift: the same bytes in every run.
void HeadlessPlatform::random_bytes(std::uint8_t* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        random_ ^= random_ << 13;
        random_ ^= random_ >> 7;
        random_ ^= random_ << 17;
        out[i] = static_cast<std::uint8_t>(random_ >> 24);
    }
}

void HeadlessPlatform::copy_text(std::string_view text, std::function<void(bool)> done) {
    copied = text;
    if (done) later([done = std::move(done)] { done(true); });
}

void HeadlessPlatform::share(std::string_view share_title, std::string_view text,
                             std::string_view url, std::function<void(bool)> done) {
    shared_text = std::string(share_title) + '\n' + std::string(text) + '\n' + std::string(url);
    if (done) later([done = std::move(done)] { done(true); });
}

void HeadlessPlatform::pick_file(PickKind, std::function<void(PickedFile)> picked) {
    later([this, picked = std::move(picked)] { picked(next_file); });
}

void HeadlessPlatform::save_file(std::string_view name, std::string_view, std::string_view bytes) {
    saved_file = std::string(name) + '\n' + std::string(bytes);
}

WatchId HeadlessPlatform::watch_position(std::function<void(const Position&)> moved,
                                         std::function<void()>) {
    const WatchId id = next_id_++;
    watches_[id] = std::move(moved);
    return id;
}

}  // namespace louxia
