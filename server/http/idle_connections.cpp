#include "server/http/idle_connections.hpp"

#include <sys/socket.h>

namespace louxia::http {

IdleConnections::Place::Place(IdleConnections& all, int socket) : all_(all), socket_(socket) {
    const std::lock_guard lock(all_.mutex_);
    all_.places_.insert(this);
}

IdleConnections::Place::~Place() {
    const std::lock_guard lock(all_.mutex_);
    all_.places_.erase(this);
}

bool IdleConnections::Place::wait_for_request(SocketStream& stream) {
    // First said, then asked: end() does it the other way round, so that one of the two sees the
    // other.
    idle_ = true;
    const bool begun = stream.begin(!all_.ending_);
    idle_ = false;
    return begun;
}

void IdleConnections::end() {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (Place* const place : places_) {
        if (place->idle_) {
            ::shutdown(place->socket_, SHUT_RD);
        }
    }
}

}  // namespace louxia::http
