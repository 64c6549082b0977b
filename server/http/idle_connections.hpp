#pragma once

#include <atomic>
#include <mutex>
#include <set>

#include "server/http/socket_stream.hpp"

namespace louxia::http {

/// The connections that wait for a request, each in the reading itself, and their end: a descriptor
/// to wake them by would take a poll before each request. Safe from any thread.
class IdleConnections {
public:
    /// One connection's, on the thread that serves it.
    class Place {
    public:
        Place(IdleConnections& all, int socket);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        /// Waits for a request to begin, as long as the socket may wait (SO_RCVTIMEO), after end()
        /// not at all. Whether one has begun.
        [[nodiscard]] bool wait_for_request(SocketStream& stream);

    private:
        friend class IdleConnections;
        IdleConnections& all_;
        const int socket_;
        std::atomic<bool> idle_{false};
    };

    /// Nobody waits any more, and who waits is woken. Whose request is under way can still read the
    /// rest of it.
    void end();

private:
    std::mutex mutex_;
    std::set<Place*> places_;
    std::atomic<bool> ending_{false};
};

}  // namespace louxia::http
