#include "server/http/request_rate.hpp"

#include <algorithm>
#include <functional>

namespace louxia::http {
namespace {

constexpr auto minute = std::chrono::minutes(1);
constexpr auto between_sweeps = std::chrono::seconds(1);

}  // namespace

RequestRate::RequestRate(std::int64_t per_minute)
    : each_(per_minute > 0 ? Duration(minute) / per_minute : Duration::zero()),
      at_once_(Duration(minute) / 2) {}

RequestRate::Time& RequestRate::due_of(Shard& shard, const std::string& sender, Time now) {
    constexpr std::size_t of_shard_max = senders_max / std::tuple_size_v<decltype(shards_)>;
    const auto known = shard.due.find(sender);
    if (known != shard.due.end()) {
        return known->second;
    }
    if (shard.due.size() >= of_shard_max && now - shard.swept_at >= between_sweeps) {
        shard.swept_at = now;
        std::erase_if(shard.due, [now](const auto& entry) { return entry.second <= now; });
    }
    // To forget one who still waits would let it go on.
    return shard.due[shard.due.size() < of_shard_max ? sender : std::string{}];
}

std::int64_t RequestRate::take(const std::string& sender, int weight, Time now) {
    if (each_ == Duration::zero()) {
        return 0;
    }
    Shard& shard = shards_[std::hash<std::string>{}(sender) % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    Time& due = due_of(shard, sender, now);
    const Time next = std::max(due, now) + weight * each_;
    const Duration wait = next - now - at_once_;
    if (wait > Duration::zero()) {
        return std::chrono::ceil<std::chrono::seconds>(wait).count();
    }
    due = next;
    return 0;
}

}  // namespace louxia::http
