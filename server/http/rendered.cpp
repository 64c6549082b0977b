#include "server/http/rendered.hpp"

#include <string_view>

namespace louxia::http {
namespace {

/// FNV-1a, 64 bits: tells two renderings apart, promises nothing against an adversary, who has no
/// say in these bytes.
std::string etag_of(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : bytes) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    }
    return "W/\"" + encode_id(hash) + "\"";
}

bool names_tag(std::string_view if_none_match, std::string_view etag) {
    return if_none_match == "*" || if_none_match.find(etag.substr(2)) != std::string_view::npos;
}

}  // namespace

Rendered::Rendered(std::int64_t seq_, int status_, std::string content_type_, std::string body)
    : seq(seq_),
      status(status_),
      content_type(std::move(content_type_)),
      etag(etag_of(body)),
      plain_(std::make_shared<const std::string>(std::move(body))) {}

std::shared_ptr<const std::string> Rendered::bytes(Coding coding) const {
    switch (coding) {
        case Coding::plain: break;
        case Coding::brotli:
            std::call_once(brotli_once_, [this] {
                brotli_ = std::make_shared<const std::string>(brotli_of(*plain_));
            });
            return brotli_->empty() ? plain_ : brotli_;
        case Coding::gzip:
            std::call_once(gzip_once_, [this] {
                gzip_ = std::make_shared<const std::string>(gzip_of(*plain_));
            });
            return gzip_->empty() ? plain_ : gzip_;
    }
    return plain_;
}

Response Rendered::response(const Request& request) const {
    Response response;
    response.status = status;
    response.set_header("Vary", "Accept-Encoding, Cookie");
    if (status == 200) {
        response.set_header("ETag", etag);
        response.set_header("Cache-Control", "no-cache");
        const std::string known = request.header("If-None-Match");
        if (!known.empty() && names_tag(known, etag)) {
            response.status = 304;
            return response;
        }
    }
    const Coding coding = accepted_coding(request.header("Accept-Encoding"));
    response.content_type = content_type;
    response.shared_body = bytes(coding);
    if (coding != Coding::plain && response.shared_body != plain_) {
        response.set_header("Content-Encoding", std::string(word_of(coding)));
    }
    return response;
}

RenderedCache::Shelf& RenderedCache::shelf_of(CommunityId community) {
    {
        const std::shared_lock lock(mutex_);
        const auto found = shelves_.find(community);
        if (found != shelves_.end()) {
            return *found->second;
        }
    }
    const std::unique_lock lock(mutex_);
    auto& shelf = shelves_[community];
    if (!shelf) {
        shelf = std::make_unique<Shelf>();
    }
    return *shelf;
}

std::shared_ptr<RenderedCache::Slot> RenderedCache::slot_of(Shelf& shelf, const std::string& key) {
    {
        const std::shared_lock lock(shelf.mutex);
        const auto found = shelf.slots.find(key);
        if (found != shelf.slots.end()) {
            return found->second;
        }
    }
    const std::unique_lock lock(shelf.mutex);
    if (shelf.slots.size() >= keys_max) {
        shelf.slots.clear();  // whoever uses one still holds it
    }
    auto& slot = shelf.slots[key];
    if (!slot) {
        slot = std::make_shared<Slot>();
    }
    return slot;
}

void RenderedCache::on_seq(CommunityId community, std::int64_t seq) {
    std::atomic<std::int64_t>& known = shelf_of(community).seq;
    std::int64_t before = known.load();
    while (before < seq && !known.compare_exchange_weak(before, seq)) {}
}

std::shared_ptr<const Rendered> RenderedCache::get(CommunityId community, const std::string& key,
                                                   std::int64_t age_ms_max, const Render& render) {
    Shelf& shelf = shelf_of(community);
    const std::shared_ptr<Slot> slot = slot_of(shelf, key);
    const auto age_ms = [](const Rendered& rendered) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now() - rendered.made_at)
            .count();
    };
    std::shared_ptr<const Rendered> present = slot->load();
    const bool complete = present && present->seq >= shelf.seq.load();
    if (complete && age_ms(*present) <= age_ms_max) {
        return present;
    }
    std::unique_lock rendering(slot->rendering, std::try_to_lock);
    if (!rendering.owns_lock()) {
        if (complete && age_ms(*present) <= 2 * age_ms_max) {
            return present;  // only a little old, and somebody is at it
        }
        rendering.lock();
        present = slot->load();
        if (present && present->seq >= shelf.seq.load() && age_ms(*present) <= age_ms_max) {
            return present;
        }
    }
    Made made = render();
    auto fresh = std::make_shared<const Rendered>(
        made.seq, made.status, std::move(made.content_type), std::move(made.body));
    const std::lock_guard swapping(slot->swapping);
    slot->rendered = fresh;
    return fresh;
}

}  // namespace louxia::http
