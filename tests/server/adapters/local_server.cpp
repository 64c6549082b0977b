#include "tests/server/adapters/local_server.hpp"

#include <httplib.h>

namespace louxia::test {

LocalServer::LocalServer() : server_(std::make_unique<httplib::Server>()) {}

LocalServer::~LocalServer() {
    server_->stop();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void LocalServer::start() {
    port_ = server_->bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    server_->wait_until_ready();
}

std::string LocalServer::origin() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

}  // namespace louxia::test
