#include "shared/api/media.hpp"

namespace louxia::api {
namespace {

bool stands_at(std::string_view bytes, std::size_t at, std::string_view mark) noexcept {
    return bytes.size() >= at + mark.size() && bytes.substr(at, mark.size()) == mark;
}

}  // namespace

std::string_view media_type(std::string_view bytes) noexcept {
    if (stands_at(bytes, 0, "\xFF\xD8\xFF")) return "image/jpeg";
    if (stands_at(bytes, 0, "\x89PNG\r\n\x1A\n")) return "image/png";
    if (stands_at(bytes, 0, "RIFF") && stands_at(bytes, 8, "WEBP")) return "image/webp";
    // ISO base media; pictures of that family (AVIF, HEIC) are not served.
    const bool is_base_media = stands_at(bytes, 4, "ftyp");
    const bool is_picture = stands_at(bytes, 8, "avif") || stands_at(bytes, 8, "avis") ||
                            stands_at(bytes, 8, "heic") || stands_at(bytes, 8, "heix") ||
                            stands_at(bytes, 8, "mif1") || stands_at(bytes, 8, "msf1");
    if (is_base_media && !is_picture) return "video/mp4";
    if (stands_at(bytes, 0, "\x1A\x45\xDF\xA3")) return "video/webm";
    return {};
}

}  // namespace louxia::api
