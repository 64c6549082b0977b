#include "client/net/platform_transport.hpp"

#include <array>
#include <cstring>
#include <utility>

namespace louxia::net {
namespace {

constexpr int timeout_ms = 15'000;
constexpr int file_timeout_ms = 90'000;  // a clip over a weak net

}  // namespace

void PlatformTransport::send(Outgoing request, std::function<void(Reply)> done) {
    const bool is_file = request.kind == api::Body::raw;
    HttpRequest http;
    http.url = std::move(request.target);
    http.timeout_ms = is_file ? file_timeout_ms : timeout_ms;
    http.headers.push_back({"accept", "application/json"});
    if (request.method == api::Method::post) {
        http.method = "POST";
        http.headers.push_back(
            {"content-type", is_file ? "application/octet-stream" : "application/json"});
        http.body = std::move(request.body);
    }
    if (!request.key.empty()) {
        http.headers.push_back({std::string(api::idempotency_header), std::move(request.key)});
    }
    platform_.fetch(std::move(http), [done = std::move(done)](HttpReply reply) {
        done(Reply{reply.status, std::move(reply.body)});
    });
}

StreamId PlatformTransport::open_stream(const std::string& target,
                                        const std::vector<std::string>& names,
                                        StreamCallbacks callbacks) {
    StreamHandlers handlers;
    handlers.on_event = std::move(callbacks.on_event);
    handlers.on_error = std::move(callbacks.on_error);
    return platform_.open_stream(target, names, std::move(handlers));
}

void PlatformTransport::close_stream(StreamId stream) {
    platform_.close_stream(stream);
}

Device::Timer PlatformDevice::after(std::int64_t delay_ms, std::function<void()> callback) {
    return platform_.set_timer(static_cast<double>(delay_ms), std::move(callback));
}

void PlatformDevice::cancel(Timer timer) {
    platform_.cancel_timer(timer);
}

std::int64_t PlatformDevice::utc_ms() const {
    return platform_.utc_ms();
}

std::string PlatformDevice::load(std::string_view key) const {
    return platform_.storage_get(key);
}

bool PlatformDevice::keep(std::string_view key, std::string_view text) {
    return platform_.storage_set(key, text);
}

void PlatformDevice::forget(std::string_view key) {
    platform_.storage_remove(key);
}

std::uint64_t PlatformDevice::random() {
    std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
    platform_.random_bytes(bytes.data(), bytes.size());
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), bytes.size());
    return value;
}

}  // namespace louxia::net
