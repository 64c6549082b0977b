#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "server/http/compress.hpp"
#include "server/http/exchange.hpp"
#include "shared/base/strong_id.hpp"

/// Bytes that are the same for every reader, rendered once per change and packed once.
namespace louxia::http {

/// One rendering. Immutable, save that its packed forms are made when first asked for.
class Rendered {
public:
    Rendered(std::int64_t seq, int status, std::string content_type, std::string body);

    const std::int64_t seq;
    const int status;
    const std::string content_type;
    const std::string etag;
    const std::chrono::steady_clock::time_point made_at = std::chrono::steady_clock::now();

    [[nodiscard]] std::shared_ptr<const std::string> bytes(Coding coding) const;
    /// 200 with the best packing, or 304 when the client has these bytes.
    [[nodiscard]] Response response(const Request& request) const;

private:
    std::shared_ptr<const std::string> plain_;
    mutable std::once_flag brotli_once_;
    mutable std::once_flag gzip_once_;
    mutable std::shared_ptr<const std::string> brotli_;
    mutable std::shared_ptr<const std::string> gzip_;
};

/// One rendering per key, made again when the community's seq has moved or when it has become too
/// old (its clock and its estimate). Readers of a fresh one share a pointer; only one of those who
/// find it out of date renders. Nobody waits for the store's writer.
class RenderedCache {
public:
    struct Made {
        std::int64_t seq = 0;  ///< the last event that it includes
        int status = 200;
        std::string content_type;
        std::string body;
    };
    using Render = std::function<Made()>;

    /// Told of each commit, at once.
    void on_seq(CommunityId community, std::int64_t seq);
    [[nodiscard]] std::shared_ptr<const Rendered> get(CommunityId community, const std::string& key,
                                                      std::int64_t age_ms_max,
                                                      const Render& render);

private:
    static constexpr std::size_t keys_max = 512;
    struct Slot {
        std::mutex rendering;
        std::mutex swapping;
        std::shared_ptr<const Rendered> rendered;
        [[nodiscard]] std::shared_ptr<const Rendered> load() {
            const std::lock_guard lock(swapping);
            return rendered;
        }
    };
    struct Shelf {
        std::atomic<std::int64_t> seq{0};
        std::shared_mutex mutex;
        std::map<std::string, std::shared_ptr<Slot>, std::less<>> slots;
    };

    [[nodiscard]] Shelf& shelf_of(CommunityId community);
    [[nodiscard]] static std::shared_ptr<Slot> slot_of(Shelf& shelf, const std::string& key);

    std::shared_mutex mutex_;
    std::map<CommunityId, std::unique_ptr<Shelf>> shelves_;
};

}  // namespace louxia::http
