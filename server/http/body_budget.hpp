#pragma once

#include <atomic>
#include <cstddef>

namespace louxia::http {

/// How many bytes of all bodies under way may lie in memory at once. A small body is not counted:
/// the number of connections bounds those. Safe on many threads.
class BodyBudget {
public:
    static constexpr std::size_t uncounted_bytes = 64U * 1024U;

    explicit BodyBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// What one request takes of it, given back when it has been answered.
    class Share {
    public:
        explicit Share(BodyBudget& budget) : budget_(budget) {}
        ~Share() { budget_.taken_ -= counted_; }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// The body is about to hold so many bytes. False when the others leave no room for them.
        [[nodiscard]] bool hold(std::size_t bytes) {
            const std::size_t wanted = bytes > uncounted_bytes ? bytes : 0;
            if (wanted <= counted_) {
                return true;
            }
            const std::size_t more = wanted - counted_;
            if (budget_.taken_.fetch_add(more) + more > budget_.bytes_max_) {
                budget_.taken_ -= more;
                refused_ = true;
                return false;
            }
            counted_ = wanted;
            return true;
        }
        [[nodiscard]] bool refused() const noexcept { return refused_; }

    private:
        BodyBudget& budget_;
        std::size_t counted_ = 0;
        bool refused_ = false;
    };

private:
    const std::size_t bytes_max_;
    std::atomic<std::size_t> taken_{0};
};

}  // namespace louxia::http
