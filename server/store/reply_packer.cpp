#include "server/store/reply_packer.hpp"

#include <algorithm>
#include <utility>

#include "server/store/packed_reply.hpp"

namespace louxia::store {

ReplyPacker::ReplyPacker() : thread_([this] { run(); }) {}

ReplyPacker::~ReplyPacker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    arrived_.notify_one();
    thread_.join();
}

void ReplyPacker::run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        if (!pack_next(lock)) arrived_.wait(lock);
    }
}

bool ReplyPacker::pack_next(std::unique_lock<std::mutex>& lock) {
    if (begun_ == waiting_.size()) return false;
    Waiting& next = waiting_[begun_++];
    lock.unlock();
    std::exception_ptr thrown;
    try {
        next.packed.body = pack_reply(next.body());
    } catch (...) {
        thrown = std::current_exception();
    }
    lock.lock();
    if (thrown) thrown_ = thrown;
    ++done_;
    packed_.notify_one();
    return true;
}

void ReplyPacker::add(CommunityId community, const app::KeptReply& head, app::LateBody body) {
    std::size_t left = 0;
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({{community, head, {}}, std::move(body)});
        left = waiting_.size() - begun_;
    }
    if (left >= handful) arrived_.notify_one();
}

bool ReplyPacker::has(CommunityId community, std::string_view key) const {
    return std::ranges::any_of(waiting_, [&](const Waiting& waiting) {
        return waiting.packed.community == community && waiting.packed.head.key == key;
    });
}

std::vector<ReplyPacker::Packed> ReplyPacker::take() {
    std::unique_lock lock(mutex_);
    while (pack_next(lock)) {}
    packed_.wait(lock, [this] { return done_ == waiting_.size(); });
    std::vector<Packed> all;
    for (Waiting& waiting : waiting_)
        all.push_back(std::move(waiting.packed));
    waiting_.clear();
    begun_ = done_ = 0;
    if (const auto thrown = std::exchange(thrown_, nullptr)) std::rethrow_exception(thrown);
    return all;
}

void ReplyPacker::clear() noexcept {
    std::unique_lock lock(mutex_);
    const std::size_t begun = std::exchange(begun_, waiting_.size());
    packed_.wait(lock, [&] { return done_ == begun; });
    waiting_.clear();
    begun_ = done_ = 0;
    thrown_ = nullptr;
}

}  // namespace louxia::store
