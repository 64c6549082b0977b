#pragma once

#include <httplib.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/adapters/misbehaviour.hpp"
#include "server/adapters/signing.hpp"

namespace louxia::adapters {

/// What the simulated providers share: real HTTP on 127.0.0.1, signed both ways, notices that are
/// lost, repeated, late and out of order, and what is to happen later. All that is handed to it is
/// run with `mutex` held.
class SimulatedService {
public:
    using Lock = std::lock_guard<std::mutex>;
    /// The reply's body; nothing is a 404.
    using Answer = std::function<std::optional<std::string>(const std::string& body)>;

    SimulatedService(signing::Key key, Misbehaviour misbehaviour);
    ~SimulatedService();
    SimulatedService(const SimulatedService&) = delete;
    SimulatedService& operator=(const SimulatedService&) = delete;

    /// A signed question that is answered signed. Before listen().
    void answer(const std::string& path, Answer how);
    /// For pages. Before listen().
    [[nodiscard]] httplib::Server& server() { return server_; }
    /// `port` 0 chooses one. After it, whoever owns this calls end() before its own parts go.
    void listen(int port);
    void end();
    /// 0 when it could not listen.
    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] const std::string& url() const { return url_; }

    // --- with the mutex held -------------------------------------------------------------------

    [[nodiscard]] bool falls(int percent) { return static_cast<int>(random_() % 100) < percent; }
    [[nodiscard]] std::uint64_t random() { return random_(); }
    [[nodiscard]] const Misbehaviour& misbehaviour() const { return misbehaviour_; }
    /// Signed at the time at which it goes out.
    void send_notice(const std::string& url, const std::string& body);
    void later(std::int64_t ms, std::function<void()> work);

    // --- without it ----------------------------------------------------------------------------

    /// Until every notice that will be sent was sent.
    void wait_for_notices();
    /// From now on it answers nothing but 503.
    void set_away(bool away);

    std::mutex mutex;

private:
    using Clock = std::chrono::steady_clock;
    struct Turn {
        Clock::time_point at;
        std::string url;  ///< of a notice; empty: work
        std::string body;
        std::function<void()> work;
    };

    void answer_signed(const httplib::Request& in, httplib::Response& out, std::string_view path,
                       const Answer& how);
    void send(const Turn& turn) const;
    void run_turns();
    [[nodiscard]] bool has_notices() const;

    const signing::Key key_;
    const Misbehaviour misbehaviour_;
    std::condition_variable wake_;
    std::condition_variable idle_;
    std::mt19937_64 random_;
    std::vector<Turn> turns_;
    bool busy_ = false;
    bool away_ = false;
    bool stopping_ = false;
    int port_ = 0;
    std::string url_;
    httplib::Server server_;
    std::thread listening_;
    std::thread turning_;
};

}  // namespace louxia::adapters
