#include "server/http/session_memory.hpp"

namespace louxia::http {

SessionMemory::Rows SessionMemory::remembered(const std::string& key, std::uint64_t version) {
    const std::lock_guard lock(mutex_);
    if (version != version_) return nullptr;
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : found->second;
}

void SessionMemory::remember(const std::string& key, std::uint64_t version, const Rows& rows) {
    const std::lock_guard lock(mutex_);
    if (version < version_) return;
    if (version > version_ || rows_.size() >= sessions_max) rows_.clear();
    version_ = version;
    rows_.insert_or_assign(key, rows);
}

std::optional<app::FoundSession> SessionMemory::find(CommunityId community,
                                                     const std::string& token) {
    const std::string hash = context_.secrets.hash(token);
    const std::string key = community.text() + hash;
    // Asked before the store is read: what changes in between makes this number an old one.
    const std::uint64_t version = context_.store.people_version();
    Rows rows = remembered(key, version);
    if (!rows) {
        std::optional<app::SessionRows> read;
        context_.store.read(
            community, [&](const app::Reader& reader) { read = app::read_session(reader, hash); });
        if (!read) return std::nullopt;
        rows = std::make_shared<const app::SessionRows>(*std::move(read));
        remember(key, version, rows);
    }
    return app::judge_session(*rows, community, context_.clock.now());
}

}  // namespace louxia::http
