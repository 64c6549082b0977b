#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/api/endpoint.hpp"

/// What the net needs from outside: a way to the server and a device. The browser's side stands in
/// client/net/platform_transport.hpp, the one for tests in client/net/in_process.hpp. Everything
/// runs on one thread, and no callback is called from inside the call that was given it.
namespace louxia::net {

struct Outgoing {
    api::Method method = api::Method::get;
    std::string target;  ///< path and query, percent-encoded
    std::string body;
    std::string key;                   ///< for Idempotency-Key; empty: none
    api::Body kind = api::Body::json;  ///< what the body is
};

struct Reply {
    int status = 0;  ///< 0: no answer came
    std::string body;
};

using StreamId = std::uint32_t;

struct StreamCallbacks {
    std::function<void(std::string_view id, std::string_view name, std::string_view data)> on_event;
    /// True: it will not come back by itself.
    std::function<void(bool closed)> on_error;
};

class Transport {
public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    virtual ~Transport() = default;

    /// `done` is called once, with status 0 when no answer came in time.
    virtual void send(Outgoing request, std::function<void(Reply)> done) = 0;
    /// Server-Sent Events with these names.
    virtual StreamId open_stream(const std::string& target, const std::vector<std::string>& names,
                                 StreamCallbacks callbacks) = 0;
    virtual void close_stream(StreamId stream) = 0;
};

class Device {
public:
    using Timer = std::uint32_t;  ///< 0 is none

    Device() = default;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    virtual ~Device() = default;

    virtual Timer after(std::int64_t delay_ms, std::function<void()> callback) = 0;
    virtual void cancel(Timer timer) = 0;
    [[nodiscard]] virtual std::int64_t utc_ms() const = 0;
    /// Small texts kept over reloads. An absent key reads as empty.
    [[nodiscard]] virtual std::string load(std::string_view key) const = 0;
    /// False when the device keeps nothing (full, or refused).
    virtual bool keep(std::string_view key, std::string_view text) = 0;
    virtual void forget(std::string_view key) = 0;
    /// From a source that nobody can guess.
    [[nodiscard]] virtual std::uint64_t random() = 0;
};

}  // namespace louxia::net
