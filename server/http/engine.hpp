#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server/http/exchange.hpp"

namespace louxia::http {

/// Sockets and HTTP/1.1, by cpp-httplib. Every request ends in one handler.
class Engine {
public:
    struct Limits {
        std::size_t threads_max = 320;  ///< each serves one connection; made when needed
        std::size_t queue_max = 8192;   ///< connections that wait for a thread; all streams at once
        std::size_t per_address_max = 0;  ///< connections; 0: any; this machine's are not counted
        std::int64_t head_ms = 10'000;    ///< a request's line and headers have to be there by then
        std::int64_t read_ms = 5'000;     ///< between two pieces of it
        std::int64_t body_bytes_per_s = 16 * 1024;  ///< slower bodies are given up
        std::size_t path_bytes_max = 1024;
        std::size_t body_bytes_max = 16U * 1024U * 1024U;    ///< whatever the route says
        std::size_t bodies_bytes_max = 32U * 1024U * 1024U;  ///< of all large bodies at once
    };
    /// Runs on many threads at once. Must not throw.
    using Handler = std::function<Response(const Request&)>;
    /// Sees every response, the engine's own refusals too, just before it goes out.
    using Finisher = std::function<void(const Request&, Response&)>;

    Engine(Limits limits, Handler handler, Finisher finisher);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Port 0 chooses one. False when the address is taken or not ours.
    [[nodiscard]] bool bind(const std::string& address, int port);
    [[nodiscard]] int port() const noexcept;
    /// Accepts in a thread of its own.
    void start();
    /// No new connections; returns when those under way have been answered.
    void stop();

private:
    class Carrier;
    std::unique_ptr<Carrier> carrier_;
};

}  // namespace louxia::http
