#include "tests/bench/http.hpp"

#include <arpa/inet.h>
#include <httplib.h>
#include <malloc.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace louxia::bench {
namespace {

constexpr int connections = 4;
constexpr std::size_t server_threads = 72;

/// A connection that only counts: the client's own work must not be what is measured.
class Reader {
public:
    explicit Reader(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ready_ =
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Reader() { ::close(socket_); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// The body's size, or −1 when there was no 200.
    [[nodiscard]] long read_once(const std::string& request) {
        if (!ready_ || ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) < 0) {
            return -1;
        }
        std::size_t have = 0;
        std::size_t head = std::string::npos;
        std::size_t whole = 0;
        while (head == std::string::npos || have < whole) {
            const auto got = ::recv(socket_, buffer_.data() + have, buffer_.size() - have, 0);
            if (got <= 0) {
                return -1;
            }
            have += static_cast<std::size_t>(got);
            if (head == std::string::npos) {
                const std::string_view text(buffer_.data(), have);
                head = text.find("\r\n\r\n");
                const std::size_t length = text.find("Content-Length: ");
                if (head == std::string::npos || length == std::string_view::npos ||
                    text.substr(9, 3) != "200") {
                    return -1;
                }
                body_ = std::strtoul(buffer_.data() + length + 16, nullptr, 10);
                whole = head + 4 + body_;
            }
        }
        return static_cast<long>(body_);
    }

private:
    int socket_;
    bool ready_ = false;
    std::size_t body_ = 0;
    std::vector<char> buffer_ = std::vector<char>(4U << 20U);
};

}  // namespace

int serve_constant(std::size_t bytes) {
    // Otherwise each body over 64 KB is memory given back to the system and asked for again: a
    // yardstick of page faults, six times slower than what it is to measure.
    ::mallopt(M_MMAP_THRESHOLD, 16 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
    httplib::Server server;
    server.new_task_queue = [] { return new httplib::ThreadPool(server_threads); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(1'000'000'000);
    const std::string body(bytes, 'x');
    server.Get("/constant", [&](const httplib::Request&, httplib::Response& response) {
        response.set_content(body, "application/json");
    });
    const int port = server.bind_to_any_port("127.0.0.1");
    std::thread serving([&] { server.listen_after_bind(); });
    std::printf("%d\n", port);
    std::fflush(stdout);
    while (std::getchar() != EOF) {}
    server.stop();
    serving.join();
    return 0;
}

int load_http(int port, const char* path, int milliseconds) {
    const std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    std::atomic<long> count{0};
    std::atomic<long> body{-1};
    std::atomic<bool> failed{false};
    const auto begin = std::chrono::steady_clock::now();
    const auto end = begin + std::chrono::milliseconds(milliseconds);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < connections; ++thread) {
        threads.emplace_back([&] {
            Reader reader(port);
            while (!failed && std::chrono::steady_clock::now() < end) {
                const long bytes = reader.read_once(request);
                failed = failed || bytes < 0;
                body = bytes;
                ++count;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf("%.0f %ld\n", static_cast<double>(count) / seconds, body.load());
    return failed ? 1 : 0;
}

}  // namespace louxia::bench
