#include "server/adapters/clocks.hpp"

namespace louxia::adapters {
namespace {

std::int64_t milliseconds(std::chrono::steady_clock::duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

}  // namespace

Instant SystemClock::now() const {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

SimulatedClock::SimulatedClock(Instant start, std::int32_t speed)
    : start_(start), speed_(speed), begun_(std::chrono::steady_clock::now()) {}

Instant SimulatedClock::now() const {
    return start_ + milliseconds(std::chrono::steady_clock::now() - begun_) * speed_;
}

}  // namespace louxia::adapters
