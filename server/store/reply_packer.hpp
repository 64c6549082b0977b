#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/app/store.hpp"

namespace louxia::store {

/// Replies that a transaction keeps, worded and packed on a thread beside the one that writes: the
/// rows of an order hardly cost the writer more than its reply. To be used by the writer's thread.
class ReplyPacker {
public:
    struct Packed {
        CommunityId community;
        app::KeptReply head;  ///< its body is not set
        std::string body;     ///< as pack_reply gives it
    };

    ReplyPacker();
    ReplyPacker(const ReplyPacker&) = delete;
    ReplyPacker& operator=(const ReplyPacker&) = delete;
    ~ReplyPacker();

    void add(CommunityId community, const app::KeptReply& head, app::LateBody body);
    [[nodiscard]] bool has(CommunityId community, std::string_view key) const;
    /// All that were added, packed; lends a hand with what is left. Rethrows what a body threw.
    [[nodiscard]] std::vector<Packed> take();
    /// Drops all that were added. No body runs any more when it returns.
    void clear() noexcept;

private:
    struct Waiting {
        Packed packed;
        app::LateBody body;
    };
    /// To wake the thread for each would cost as much as it saves.
    static constexpr std::size_t handful = 6;

    void run();
    /// With the lock, which is given up meanwhile. False when none is left to begin with.
    bool pack_next(std::unique_lock<std::mutex>& lock);

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable packed_;
    std::deque<Waiting> waiting_;  ///< grown and read by the writer's thread alone
    std::size_t begun_ = 0;        ///< of these
    std::size_t done_ = 0;
    std::exception_ptr thrown_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace louxia::store
