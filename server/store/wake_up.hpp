#pragma once

#include <semaphore.h>

#include <cerrno>

namespace louxia::store {

/// One thread waits for another to say that something is done, once. By a semaphore of the system,
/// which is called once to wait and once to wake: std::promise and std::condition_variable call it
/// once more for each.
class WakeUp {
public:
    WakeUp() noexcept { ::sem_init(&semaphore_, 0, 0); }
    WakeUp(const WakeUp&) = delete;
    WakeUp& operator=(const WakeUp&) = delete;
    ~WakeUp() { ::sem_destroy(&semaphore_); }

    /// What was written before it can be read behind wait().
    void give() noexcept { ::sem_post(&semaphore_); }
    void wait() noexcept {
        while (::sem_wait(&semaphore_) != 0 && errno == EINTR) {}
    }

private:
    ::sem_t semaphore_;
};

}  // namespace louxia::store
