#include "tests/bench/streams.hpp"

#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/bench/load.hpp"

namespace louxia::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// What a stream is waited for to say.
constexpr std::string_view hello_word = "event: hello";
constexpr std::string_view event_word = "event: items_changed";
constexpr auto patience = std::chrono::seconds(30);

double ms_since(SteadyClock::time_point begin) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count();
}

class Streams {
public:
    Streams(int port, const std::string& path, std::string change)
        : port_(port), change_(std::move(change)), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        request_ = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        rlimit files{};
        ::getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    ~Streams() {
        for (const Stream& stream : streams_) {
            ::close(stream.socket);
        }
        for (const int socket : vanished_) {
            ::close(socket);
        }
        ::close(epoll_);
    }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;

    void open(std::size_t count) {
        const auto begin = SteadyClock::now();
        const std::size_t first = streams_.size();
        for (std::size_t made = 0; made < count; ++made) {
            begin_one();
        }
        const std::size_t there = wait_for(hello_word, first, begin);
        std::printf("{\"open\":%zu,\"ms\":%.2f}\n", there, ms_since(begin));
    }

    void event() {
        const int socket = connect_to(port_);
        std::string request = change_;
        const std::size_t at = request.find("KEY");
        const auto now = std::chrono::system_clock::now().time_since_epoch().count();
        if (at != std::string::npos) {
            request.replace(at, 3, "event-" + std::to_string(now));
        }
        for (Stream& stream : streams_) {
            stream.text.clear();
        }
        const auto begin = SteadyClock::now();
        if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) {
            std::printf("{\"heard\":0,\"ms\":0}\n");
            ::close(socket);
            return;
        }
        const std::size_t heard = wait_for(event_word, 0, begin);
        std::printf("{\"heard\":%zu,\"ms\":%.2f}\n", heard, ms_since(begin));
        ::close(socket);
    }

    void vanish() {
        for (const Stream& stream : streams_) {
            ::epoll_ctl(epoll_, EPOLL_CTL_DEL, stream.socket, nullptr);
            vanished_.push_back(stream.socket);
        }
        streams_.clear();
        std::printf("{}\n");
    }

private:
    struct Stream {
        int socket = -1;
        bool asked = false;
        std::string text;  ///< since it was last waited for; emptied when it has said it
    };

    /// Does not wait for the connection: all begin at once.
    void begin_one() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port_));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        epoll_event wanted{};
        wanted.events = EPOLLIN | EPOLLOUT;
        wanted.data.u64 = streams_.size();
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &wanted);
        streams_.push_back(Stream{socket, false, {}});
    }

    /// How many of the streams from `first` on have said the word, when all have or patience ends.
    std::size_t wait_for(std::string_view word, std::size_t first, SteadyClock::time_point begin) {
        const std::size_t wanted = streams_.size() - first;
        std::vector<bool> said(streams_.size());
        std::size_t there = 0;
        std::array<epoll_event, 512> ready{};
        while (there < wanted && SteadyClock::now() - begin < patience) {
            const int count =
                ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 1000);
            for (int at = 0; at < count; ++at) {
                const epoll_event& seen = ready[static_cast<std::size_t>(at)];
                const std::size_t number = seen.data.u64;
                Stream& stream = streams_[number];
                if (!stream.asked && (seen.events & EPOLLOUT) != 0) {
                    ask(stream, number);
                }
                if ((seen.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && !read(stream)) {
                    ::epoll_ctl(epoll_, EPOLL_CTL_DEL, stream.socket, nullptr);
                    continue;
                }
                if (!said[number] && stream.text.find(word) != std::string::npos) {
                    said[number] = true;
                    stream.text.clear();
                    there += number >= first ? 1 : 0;
                }
            }
        }
        return there;
    }

    void ask(Stream& stream, std::size_t number) {
        stream.asked = true;
        epoll_event wanted{};
        wanted.events = EPOLLIN;
        wanted.data.u64 = number;
        ::epoll_ctl(epoll_, EPOLL_CTL_MOD, stream.socket, &wanted);
        ::send(stream.socket, request_.data(), request_.size(), MSG_NOSIGNAL);
    }

    static bool read(Stream& stream) {
        std::array<char, 4096> piece{};
        const auto got = ::recv(stream.socket, piece.data(), piece.size(), MSG_DONTWAIT);
        if (got > 0) {
            stream.text.append(piece.data(), static_cast<std::size_t>(got));
        }
        return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
    }

    const int port_;
    const std::string change_;
    const int epoll_;
    std::string request_;
    std::vector<Stream> streams_;
    std::vector<int> vanished_;
};

}  // namespace

int hold_streams(int port, const char* path, const char* change) {
    std::ifstream file(change, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    Streams streams(port, path, text.str());
    std::string line;
    while (std::getline(std::cin, line) && line != "end") {
        if (line.rfind("open ", 0) == 0) {
            streams.open(std::stoul(line.substr(5)));
        } else if (line == "event") {
            streams.event();
        } else if (line == "vanish") {
            streams.vanish();
        }
        std::fflush(stdout);
    }
    return 0;
}

}  // namespace louxia::bench
