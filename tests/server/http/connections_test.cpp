#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

/// A connection that comes from another address of this machine than its own 127.0.0.1.
class Distant {
public:
    Distant(int port, const char* from) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        ::inet_pton(AF_INET, from, &own.sin_addr);
        REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0);
        sockaddr_in server{};
        server.sin_family = AF_INET;
        server.sin_port = htons(static_cast<std::uint16_t>(port));
        ::inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
        REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0);
        timeval patience{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    ~Distant() { ::close(socket_); }
    Distant(const Distant&) = delete;
    Distant& operator=(const Distant&) = delete;

    /// The status of a request on this connection, which stays open; 0 when it was closed.
    [[nodiscard]] int ask() const {
        constexpr std::string_view request = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
        static_cast<void>(::send(socket_, request.data(), request.size(), MSG_NOSIGNAL));
        char text[13] = {};
        const ssize_t read = ::recv(socket_, text, 12, MSG_WAITALL);
        return read == 12 ? std::atoi(text + 9) : 0;
    }

private:
    int socket_;
};

}  // namespace

TEST_CASE("one address cannot take every connection, and gets its place back when it hangs up") {
    http::Config config;
    config.connections_per_address = 3;
    World world({"lanting"}, config);
    {
        const Distant first(world.port(), "127.0.0.2");
        const Distant second(world.port(), "127.0.0.2");
        const Distant third(world.port(), "127.0.0.2");
        CHECK(first.ask() == 200);
        CHECK(second.ask() == 200);
        CHECK(third.ask() == 200);
        const Distant fourth(world.port(), "127.0.0.2");
        const int turned_away = fourth.ask();
        CHECK(
            (turned_away == 503 || turned_away == 0));  // closed at once, sometimes before it read
        const Distant neighbour(world.port(), "127.0.0.3");
        CHECK(neighbour.ask() == 200);
        // A front on this machine speaks for everybody.
        std::vector<std::unique_ptr<Distant>> front;
        for (int at = 0; at < 6; ++at) {
            front.push_back(std::make_unique<Distant>(world.port(), "127.0.0.1"));
            CHECK(front.back()->ask() == 200);
        }
    }
    int status = 0;
    for (int round = 0; round < 50 && status != 200; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        status = Distant(world.port(), "127.0.0.2").ask();
    }
    CHECK(status == 200);
}

}  // namespace louxia::test
