#include "server/jobs/scheduler.hpp"

#include <chrono>
#include <exception>

namespace louxia::jobs {

Scheduler::Scheduler(std::function<void()> round,
                     std::function<void(const std::string&)> on_failure, std::int64_t period_ms)
    : round_(std::move(round)),
      on_failure_(std::move(on_failure)),
      period_ms_(period_ms),
      thread_([this] { loop(); }) {}

Scheduler::~Scheduler() {
    stop();
}

void Scheduler::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Scheduler::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        try {
            round_();
        } catch (const std::exception& failure) {
            on_failure_(failure.what());
        }
        lock.lock();
        wake_.wait_for(lock, std::chrono::milliseconds(period_ms_), [this] { return stopping_; });
    }
}

}  // namespace louxia::jobs
