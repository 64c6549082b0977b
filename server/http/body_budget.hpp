#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace louxia::http {

/// How many bytes of all large bodies may lie in memory at once. Small ones are not counted: the
/// number of connections bounds those. Safe on many threads.
class BodyBudget {
public:
    static constexpr std::size_t uncounted_bytes = 64U * 1024U;

    explicit BodyBudget(std::size_t bytes_max) : left_(bytes_max) {}

    /// What one request takes of it, given back when it has been answered.
    class Share {
    public:
        explicit Share(BodyBudget& budget) : budget_(budget) {}
        ~Share() { budget_.give_back(counted_); }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// Taken whole before the first byte beyond the small ones, so that those under way can
        /// end. Waits for others to do so; false when none has in time.
        [[nodiscard]] bool take(std::size_t bytes, std::chrono::milliseconds wait) {
            if (counted_ == 0 && !refused_) {
                refused_ = !budget_.take(bytes, wait);
                counted_ = refused_ ? 0 : bytes;
            }
            return !refused_;
        }
        [[nodiscard]] bool refused() const noexcept { return refused_; }

    private:
        BodyBudget& budget_;
        std::size_t counted_ = 0;
        bool refused_ = false;
    };

private:
    bool take(std::size_t bytes, std::chrono::milliseconds wait) {
        std::unique_lock lock(mutex_);
        if (!given_back_.wait_for(lock, wait, [&] { return left_ >= bytes; })) {
            return false;
        }
        left_ -= bytes;
        return true;
    }
    void give_back(std::size_t bytes) {
        if (bytes > 0) {
            const std::lock_guard lock(mutex_);
            left_ += bytes;
            given_back_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable given_back_;
    std::size_t left_;
};

}  // namespace louxia::http
