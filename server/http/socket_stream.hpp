#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace louxia::http {

/// The requests' way in and the answers' way out on one connection. All reading of a request has
/// one deadline: a client that sends a byte now and then would hold its thread for ever. The socket
/// is asked first and waited for only when it has nothing, where the library's own stream waits
/// before each call: three system calls fewer for an ordinary request.
class SocketStream final : public httplib::Stream {
public:
    /// `head_ms` is the first deadline, `step_ms` the longest wait between two pieces.
    SocketStream(int socket, std::int64_t head_ms, std::int64_t step_ms, std::int64_t write_ms);
    /// Reads the first bytes of a request, unless they came with the last one; its first deadline
    /// counts from then on. `waits` as long as the socket does by itself. Whether there were any.
    [[nodiscard]] bool begin(bool waits);
    /// From now on.
    void allow_ms(std::int64_t more);
    /// What is written next, an answer's head, goes out with this behind it: by one call, and
    /// without a copy of what many are sent.
    void add_body(std::shared_ptr<const std::string> body) { body_ = std::move(body); }

    [[nodiscard]] bool is_readable() const override { return next_ < end_; }
    [[nodiscard]] bool wait_readable() const override;
    [[nodiscard]] bool wait_writable() const override;
    [[nodiscard]] bool is_peer_alive() const override;
    /// Bytes read; 0: the other side has ended; -1: an error, or too late.
    ssize_t read(char* into, std::size_t size) override;
    /// `size`, when all was written; -1: an error, or nothing could be written for `write_ms`.
    ssize_t write(const char* from, std::size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    [[nodiscard]] socket_t socket() const override { return socket_; }
    [[nodiscard]] time_t duration() const override { return 0; }

private:
    using SteadyClock = std::chrono::steady_clock;
    [[nodiscard]] bool wait(short events, std::int64_t ms) const;
    [[nodiscard]] std::int64_t reading_ms_left() const;
    ssize_t receive(char* into, std::size_t size);

    const int socket_;
    const std::int64_t head_ms_;
    const std::int64_t step_ms_;
    const std::int64_t write_ms_;
    SteadyClock::time_point deadline_;
    std::shared_ptr<const std::string> body_;
    std::size_t next_ = 0;
    std::size_t end_ = 0;
    std::array<char, 4096> buffer_;
};

}  // namespace louxia::http
