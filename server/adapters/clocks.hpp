#pragma once

#include <chrono>

#include "server/app/context.hpp"

namespace louxia::adapters {

/// The machine's clock.
class SystemClock final : public app::Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// A day for a demo: starts at `start` and runs `speed` times as fast as the machine's.
class SimulatedClock final : public app::Clock {
public:
    SimulatedClock(Instant start, std::int32_t speed);
    [[nodiscard]] Instant now() const override;

private:
    Instant start_;
    std::int32_t speed_;
    std::chrono::steady_clock::time_point begun_;
};

}  // namespace louxia::adapters
