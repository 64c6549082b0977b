#pragma once

#include <chrono>
#include <cstdint>

namespace louxia::store {

/// The syncs of a long copy that is written beside somebody who waits for syncs of their own. What
/// is written at once is what theirs may have to wait for, so the pieces are short; and behind each
/// the copy rests as long as the piece took, so that half of the disk is theirs.
class PacedSync {
public:
    /// To be told of what was written to `file`. False when a sync failed, as errno says.
    [[nodiscard]] bool wrote(int file, std::uint64_t bytes);

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::uint64_t piece_bytes = 1024 * 1024;
    static constexpr Clock::duration rest_max = std::chrono::milliseconds(100);

    std::uint64_t unsynced_ = 0;
    Clock::time_point began_ = Clock::now();
};

}  // namespace louxia::store
