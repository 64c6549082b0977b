#pragma once

#include <memory>
#include <string>
#include <thread>

namespace httplib {
class Server;
}

namespace louxia::test {

/// Somebody else's server, on this machine and a port that was free, until it is destroyed.
class LocalServer {
public:
    LocalServer();
    ~LocalServer();
    LocalServer(const LocalServer&) = delete;
    LocalServer& operator=(const LocalServer&) = delete;

    /// Before start().
    [[nodiscard]] httplib::Server& routes() { return *server_; }
    /// Answers when it returns.
    void start();
    /// "http://127.0.0.1:40123", once it is started.
    [[nodiscard]] std::string origin() const;

private:
    std::unique_ptr<httplib::Server> server_;
    int port_ = 0;
    std::thread thread_;
};

}  // namespace louxia::test
