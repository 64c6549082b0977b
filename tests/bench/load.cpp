#include "tests/bench/load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace louxia::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Grows to the largest reply; bodies are never copied.
constexpr std::size_t first_buffer_bytes = 64U * 1024U;

class Connections {
public:
    Connections(const Load& load, const Script& script)
        : load_(load), script_(script), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        result_.reply_us.reserve(1U << 20U);
        for (std::size_t number = 0; number < load.connections; ++number) {
            Line& line = lines_.emplace_back();
            line.socket = connect_to(load.port);
            line.buffer.resize(first_buffer_bytes);
            epoll_event wanted{};
            wanted.events = EPOLLIN;
            wanted.data.u64 = number;
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, line.socket, &wanted);
        }
    }
    ~Connections() {
        for (const Line& line : lines_) {
            ::close(line.socket);
        }
        ::close(epoll_);
    }
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    LoadResult run() {
        const auto begin = SteadyClock::now();
        end_ = begin + std::chrono::milliseconds(load_.ms_max);
        for (std::size_t number = 0; number < lines_.size(); ++number) {
            ask(number, HttpReply{});
        }
        std::array<epoll_event, 256> ready{};
        while (open_ > 0 && result_.fault.empty()) {
            const int count =
                ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 10'000);
            if (count == 0) {
                result_.fault = "no answer for 10 s";
            }
            for (int at = 0; at < count; ++at) {
                hear(ready[static_cast<std::size_t>(at)].data.u64);
            }
        }
        result_.seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
        return std::move(result_);
    }

private:
    struct Line {
        int socket = -1;
        std::vector<char> buffer;
        std::size_t have = 0;
        SteadyClock::time_point asked_at;
    };

    void ask(std::size_t number, const HttpReply& before) {
        Line& line = lines_[number];
        const std::string& request = script_(number, before);
        line.have = 0;
        line.asked_at = SteadyClock::now();
        if (::send(line.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(request.size())) {
            result_.fault = "cannot send";
            return;
        }
        ++open_;
    }

    void hear(std::size_t number) {
        Line& line = lines_[number];
        if (line.have == line.buffer.size()) {
            line.buffer.resize(line.buffer.size() * 2);
        }
        const auto got = ::recv(line.socket, line.buffer.data() + line.have,
                                line.buffer.size() - line.have, MSG_DONTWAIT);
        if (got <= 0) {
            result_.fault = got == 0 ? "the server hung up" : "cannot read";
            return;
        }
        line.have += static_cast<std::size_t>(got);
        const ParsedReply parsed = parse_reply({line.buffer.data(), line.have});
        if (parsed.size == 0) {
            return;
        }
        --open_;
        const auto now = SteadyClock::now();
        if (parsed.reply.status == 200) {
            result_.reply_us.push_back(static_cast<std::uint32_t>(
                std::chrono::duration_cast<std::chrono::microseconds>(now - line.asked_at)
                    .count()));
            result_.body_bytes = parsed.reply.body.size();
        } else if (result_.refused++ == 0) {
            std::fprintf(stderr, "first refusal: %d %.*s\n", parsed.reply.status,
                         static_cast<int>(std::min<std::size_t>(parsed.reply.body.size(), 300)),
                         parsed.reply.body.data());
        }
        ++heard_;
        const bool enough =
            load_.replies_max > 0 && heard_ + static_cast<std::int64_t>(open_) >= load_.replies_max;
        if (now < end_ && !enough) {
            ask(number, parsed.reply);
        }
    }

    const Load load_;
    const Script& script_;
    const int epoll_;
    std::vector<Line> lines_;
    std::size_t open_ = 0;  ///< requests under way
    std::int64_t heard_ = 0;
    SteadyClock::time_point end_;
    LoadResult result_;
};

std::uint32_t at_part(std::vector<std::uint32_t>& values, double part) {
    if (values.empty()) {
        return 0;
    }
    const auto place = static_cast<std::size_t>(static_cast<double>(values.size() - 1) * part);
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place),
                     values.end());
    return values[place];
}

}  // namespace

int connect_to(int port) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(made);
        return -1;
    }
    return made;
}

ParsedReply parse_reply(std::string_view bytes) {
    constexpr std::string_view length_word = "\r\nContent-Length: ";
    ParsedReply parsed;
    const std::size_t head = bytes.find("\r\n\r\n");
    if (head == std::string_view::npos) {
        return parsed;
    }
    const std::size_t length_at = bytes.substr(0, head + 2).find(length_word);
    const std::size_t body =
        length_at == std::string_view::npos
            ? 0
            : std::strtoul(bytes.data() + length_at + length_word.size(), nullptr, 10);
    if (bytes.size() < head + 4 + body) {
        return parsed;
    }
    parsed.reply.status = std::atoi(bytes.data() + 9);
    parsed.reply.body = bytes.substr(head + 4, body);
    parsed.size = head + 4 + body;
    return parsed;
}

LoadResult run_load(const Load& load, const Script& script) {
    return Connections(load, script).run();
}

void print_result(LoadResult result) {
    const std::size_t replies = result.reply_us.size();
    std::printf(
        "{\"replies\":%zu,\"rate\":%.1f,\"p50_us\":%u,\"p99_us\":%u,\"bytes\":%zu,"
        "\"refused\":%lld,\"fault\":\"%s\"}\n",
        replies, static_cast<double>(replies) / result.seconds, at_part(result.reply_us, 0.5),
        at_part(result.reply_us, 0.99), result.body_bytes, static_cast<long long>(result.refused),
        result.fault.c_str());
    std::fflush(stdout);
}

int load_path(const Load& load, std::string_view path, std::string_view cookie) {
    std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!cookie.empty()) {
        request += "Cookie: " + std::string(cookie) + "\r\n";
    }
    request += "\r\n";
    LoadResult result = run_load(
        load, [&](std::size_t, const HttpReply&) -> const std::string& { return request; });
    const bool fine = result.fault.empty() && result.refused == 0;
    print_result(std::move(result));
    return fine ? 0 : 1;
}

}  // namespace louxia::bench
