#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace louxia::http {

/// How many requests one sender may make, so that none takes the server from the others: so many a
/// minute for as long as it likes, half of them at once. Who asks for more waits for as long as its
/// next request is due, and no window begins anew for it. Generic cell rate algorithm, as virtual
/// scheduling (ITU-T I.371). Safe on many threads.
class RequestRate {
public:
    using Time = std::chrono::steady_clock::time_point;
    /// What reads weighs one; what changes something costs the writer's time and weighs more.
    static constexpr int reading = 1;
    static constexpr int changing = 5;

    /// 0: any number.
    explicit RequestRate(std::int64_t per_minute);

    /// Counts a request of `sender` that is made now. 0: it may be made; else the whole seconds
    /// until it may, and it is not counted.
    [[nodiscard]] std::int64_t take(const std::string& sender, int weight, Time now);

    /// The senders that are told apart; further ones share what is one sender's.
    static constexpr std::size_t senders_max = 32 * 1024;

private:
    using Duration = std::chrono::steady_clock::duration;
    /// When all that each sender asked for would have been asked at the steady rate.
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Time> due;
        Time swept_at{};
    };
    [[nodiscard]] static Time& due_of(Shard& shard, const std::string& sender, Time now);

    const Duration each_;     ///< between two requests at the steady rate; 0: no limit
    const Duration at_once_;  ///< how far what is due may lie ahead
    std::array<Shard, 16> shards_;
};

/// Thrown where a request is beyond its sender's rate; the server answers 429 with Retry-After.
struct TooManyRequests {
    std::int64_t retry_after_s = 1;
};

}  // namespace louxia::http
