#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "server/app/use_cases.hpp"

namespace louxia::http {

/// Sessions that were asked for lately, so that a request does not read the store just to know who
/// sends it. Everything is forgotten as soon as any session or member changes (people_version): an
/// ended session opens nothing, from the moment its end is acknowledged.
class SessionMemory {
public:
    explicit SessionMemory(const app::Context& context) : context_(context) {}
    /// Unset: unknown or ended. Throws StoreFailure.
    [[nodiscard]] std::optional<app::FoundSession> find(CommunityId community,
                                                        const std::string& token);

private:
    using Rows = std::shared_ptr<const app::SessionRows>;
    /// Some hundred bytes each.
    static constexpr std::size_t sessions_max = 10'000;

    [[nodiscard]] Rows remembered(const std::string& key, std::uint64_t version);
    void remember(const std::string& key, std::uint64_t version, const Rows& rows);

    const app::Context& context_;
    std::mutex mutex_;
    std::uint64_t version_ = 0;
    std::unordered_map<std::string, Rows> rows_;  ///< by community and hash of the token
};

}  // namespace louxia::http
