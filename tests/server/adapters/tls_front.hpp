#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "tests/support/temporary_folder.hpp"

namespace httplib {
class SSLServer;
}

/// A front on 127.0.0.1 that speaks TLS with a certificate of its own making, for "localhost" and
/// nothing else, and hands what is posted to a plain server behind it.
namespace louxia::test {

class TlsFront {
public:
    explicit TlsFront(std::string behind);
    ~TlsFront();

    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(port_); }
    [[nodiscard]] std::string url_by_number() const {
        return "https://127.0.0.1:" + std::to_string(port_);
    }
    [[nodiscard]] std::string certificate_file() const { return folder_.file("front.pem"); }
    [[nodiscard]] int passed() const { return passed_; }

private:
    TemporaryFolder folder_;
    std::string behind_;
    std::unique_ptr<httplib::SSLServer> server_;
    std::atomic<int> passed_ = 0;
    int port_ = 0;
    std::thread thread_;
};

}  // namespace louxia::test
