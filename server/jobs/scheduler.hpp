#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace louxia::jobs {

/// Calls `round` about once a second on a thread of its own until it is destroyed or stopped. A
/// round that throws is told to `on_failure` and does not end the thread.
class Scheduler {
public:
    Scheduler(std::function<void()> round, std::function<void(const std::string&)> on_failure,
              std::int64_t period_ms = 1000);
    ~Scheduler();
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    /// Returns when the round under way has ended.
    void stop();

private:
    void loop();

    std::function<void()> round_;
    std::function<void(const std::string&)> on_failure_;
    std::int64_t period_ms_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace louxia::jobs
