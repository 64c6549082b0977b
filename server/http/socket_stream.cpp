#include "server/http/socket_stream.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>

namespace louxia::http {

SocketStream::SocketStream(int socket, std::int64_t head_ms, std::int64_t step_ms,
                           std::int64_t write_ms)
    : socket_(socket), head_ms_(head_ms), step_ms_(step_ms), write_ms_(write_ms) {
    allow_ms(head_ms_);
}

bool SocketStream::begin(bool waits) {
    while (next_ == end_) {
        const ssize_t got =
            ::recv(socket_, buffer_.data(), buffer_.size(), waits ? 0 : MSG_DONTWAIT);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        next_ = 0;
        end_ = static_cast<std::size_t>(got);
    }
    allow_ms(head_ms_);
    return true;
}

void SocketStream::allow_ms(std::int64_t more) {
    deadline_ = SteadyClock::now() + std::chrono::milliseconds(more);
}

bool SocketStream::wait(short events, std::int64_t ms) const {
    pollfd waited{socket_, events, 0};
    for (;;) {
        const int ready = ::poll(&waited, 1, static_cast<int>(ms));
        if (ready >= 0 || errno != EINTR) return ready > 0;
    }
}

std::int64_t SocketStream::reading_ms_left() const {
    using std::chrono::ceil;
    using std::chrono::milliseconds;
    return std::min<std::int64_t>(ceil<milliseconds>(deadline_ - SteadyClock::now()).count(),
                                  step_ms_);
}

bool SocketStream::wait_readable() const {
    const std::int64_t left = reading_ms_left();
    return left > 0 && wait(POLLIN, left);
}

bool SocketStream::wait_writable() const {
    return wait(POLLOUT, write_ms_);
}

bool SocketStream::is_peer_alive() const {
    return httplib::detail::is_socket_alive(socket_);
}

ssize_t SocketStream::receive(char* into, std::size_t size) {
    for (;;) {
        // One that always has a byte ready is late as well.
        if (reading_ms_left() <= 0) {
            error_ = httplib::Error::Timeout;
            return -1;
        }
        const ssize_t got = ::recv(socket_, into, size, MSG_DONTWAIT);
        if (got == 0) error_ = httplib::Error::ConnectionClosed;
        if (got >= 0) return got;
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) {
            error_ = httplib::Error::Read;
            return -1;
        }
        if (!wait_readable()) {
            error_ = httplib::Error::Timeout;
            return -1;
        }
    }
}

ssize_t SocketStream::read(char* into, std::size_t size) {
    if (next_ == end_) {
        if (size >= buffer_.size()) return receive(into, size);
        const ssize_t got = receive(buffer_.data(), buffer_.size());
        if (got <= 0) return got;
        next_ = 0;
        end_ = static_cast<std::size_t>(got);
    }
    const std::size_t taken = std::min(size, end_ - next_);
    std::copy_n(buffer_.data() + next_, taken, into);
    next_ += taken;
    return static_cast<ssize_t>(taken);
}

ssize_t SocketStream::write(const char* from, std::size_t size) {
    const auto body = std::exchange(body_, nullptr);
    // A message is made of what may be written to; it only reads it.
    std::array<iovec, 2> pieces{{{const_cast<char*>(from), size}, {nullptr, 0}}};
    if (body) pieces[1] = {const_cast<char*>(body->data()), body->size()};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    for (std::size_t left = size + pieces[1].iov_len; left > 0;) {
        const ssize_t sent = ::sendmsg(socket_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno == EINTR) continue;
            if ((errno != EAGAIN && errno != EWOULDBLOCK) || !wait_writable()) return -1;
            continue;
        }
        auto gone = static_cast<std::size_t>(sent);
        left -= gone;
        for (iovec& piece : pieces) {
            const std::size_t taken = std::min(gone, piece.iov_len);
            piece.iov_base = static_cast<char*>(piece.iov_base) + taken;
            piece.iov_len -= taken;
            gone -= taken;
        }
    }
    return static_cast<ssize_t>(size);
}

void SocketStream::get_remote_ip_and_port(std::string& ip, int& port) const {
    httplib::detail::get_remote_ip_and_port(socket_, ip, port);
}

void SocketStream::get_local_ip_and_port(std::string& ip, int& port) const {
    httplib::detail::get_local_ip_and_port(socket_, ip, port);
}

}  // namespace louxia::http
