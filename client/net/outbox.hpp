#pragma once

#include <deque>
#include <functional>
#include <utility>

#include "client/net/backoff.hpp"
#include "client/net/kept.hpp"
#include "client/net/reply.hpp"

namespace louxia::net {

inline constexpr std::int64_t kept_for_ms = 12 * hour_ms;

/// Sends changes in the order they were made, one at a time, each until it is answered: again with
/// the same key while nobody knows whether it was done. Outlives what it has sent.
class Outbox {
public:
    using Done = std::function<void(const Kept&, const Reply&)>;
    struct Listener {
        /// Not answered at the first try: it waits for the net.
        std::function<void(const Kept&)> waiting;
        /// For changes kept by an earlier load of the page, which have no `done` of their own.
        Done restored;
    };

    Outbox(Transport& transport, Device& device, Listener listener);

    /// Takes up what an earlier load left. Call once, when the listener can hear.
    void start();
    void add(Kept kept, Done done);
    /// The net is back, or may be: tries at once.
    void wake();
    /// Another person signs in here: nothing of the former one's is sent. Told to `done` as no
    /// answer.
    void clear();
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    struct Entry {
        Kept kept;
        Done done;
        bool told_waiting = false;
        int failures = 0;
    };

    void pump();
    void say_waiting(Entry& entry);
    void answered(const std::string& key, const Reply& reply);
    void try_later();
    void finish(const Reply& reply);
    [[nodiscard]] bool is_too_old(const Kept& kept) const;

    Transport& transport_;
    Device& device_;
    Listener listener_;
    KeptList list_;
    std::deque<Entry> entries_;
    Backoff backoff_{1000, 30'000};
    Device::Timer timer_ = 0;
    bool sending_ = false;
};

}  // namespace louxia::net
