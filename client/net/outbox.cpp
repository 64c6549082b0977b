#include "client/net/outbox.hpp"

#include <utility>

namespace louxia::net {
namespace {

// A server that fails for this one change must not hold up all others for ever.
constexpr int failures_max = 8;

}  // namespace

Outbox::Outbox(Transport& transport, Device& device, Listener listener)
    : transport_(transport), device_(device), listener_(std::move(listener)), list_(device) {}

void Outbox::start() {
    for (Kept& kept : list_.load()) {
        entries_.push_back({std::move(kept), listener_.restored, false, 0});
        say_waiting(entries_.back());
    }
    pump();
}

void Outbox::add(Kept kept, Done done) {
    list_.add(kept);
    entries_.push_back({std::move(kept), std::move(done), false, 0});
    // While the one before waits for the net, so does this one.
    if (timer_ != 0) say_waiting(entries_.back());
    pump();
}

void Outbox::say_waiting(Entry& entry) {
    if (std::exchange(entry.told_waiting, true)) return;
    if (listener_.waiting) listener_.waiting(entry.kept);
}

void Outbox::wake() {
    backoff_.reset();
    if (timer_ != 0) device_.cancel(std::exchange(timer_, 0));
    pump();
}

void Outbox::clear() {
    list_.clear();
    if (timer_ != 0) device_.cancel(std::exchange(timer_, 0));
    backoff_.reset();
    const std::deque<Entry> dropped = std::exchange(entries_, {});
    for (const Entry& entry : dropped) {
        if (entry.done) entry.done(entry.kept, Reply{});
    }
}

bool Outbox::is_too_old(const Kept& kept) const {
    return device_.utc_ms() - kept.kept_at.ms > kept_for_ms;
}

void Outbox::pump() {
    while (!sending_ && timer_ == 0 && !entries_.empty()) {
        const Kept& kept = entries_.front().kept;
        if (is_too_old(kept)) {
            finish(Reply{});
            continue;
        }
        sending_ = true;
        Outgoing request{api::Method::post, kept.target, kept.body, kept.key, api::Body::json};
        transport_.send(std::move(request), [this, key = kept.key](const Reply& reply) {
            sending_ = false;
            answered(key, reply);
        });
    }
}

void Outbox::answered(const std::string& key, const Reply& reply) {
    // Cleared in between: the answer concerns nobody here any more.
    if (!entries_.empty() && entries_.front().kept.key == key) {
        Entry& entry = entries_.front();
        const Outcome outcome = outcome_of(reply);
        if (outcome == Outcome::failed) ++entry.failures;
        if (outcome == Outcome::answered || entry.failures == failures_max) {
            backoff_.reset();
            finish(reply);
        } else {
            try_later();
        }
    }
    pump();
}

void Outbox::try_later() {
    timer_ = device_.after(backoff_.next_ms(device_.random()), [this] {
        timer_ = 0;
        pump();
    });
    for (Entry& entry : entries_)
        say_waiting(entry);
}

void Outbox::finish(const Reply& reply) {
    const Entry entry = std::move(entries_.front());
    entries_.pop_front();
    list_.remove(entry.kept.key);
    if (entry.done) entry.done(entry.kept, reply);
}

}  // namespace louxia::net
