#include "server/app/picture_kind.hpp"

#include <cstdint>
#include <optional>

namespace louxia::app {
namespace {

constexpr std::uint32_t side_max = 12'000;
constexpr std::uint64_t pixels_max = 50'000'000;

struct Dimensions {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

std::uint32_t byte_at(std::string_view bytes, std::size_t at) noexcept {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}
std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) noexcept {
    std::uint32_t value = 0;
    for (std::size_t index = 0; index < count; ++index) {
        value = value << 8U | byte_at(bytes, at + index);
    }
    return value;
}
std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) noexcept {
    std::uint32_t value = 0;
    for (std::size_t index = count; index > 0; --index) {
        value = value << 8U | byte_at(bytes, at + index - 1);
    }
    return value;
}
bool has_at(std::string_view bytes, std::size_t at, std::string_view what) noexcept {
    return bytes.size() >= at + what.size() && bytes.substr(at, what.size()) == what;
}

std::optional<Dimensions> png_dimensions(std::string_view bytes) noexcept {
    if (bytes.size() < 33 || !has_at(bytes, 12, "IHDR")) {
        return std::nullopt;
    }
    return Dimensions{big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
}

/// Start-of-frame markers are C0-CF without DHT (C4), JPG (C8) and DAC (CC).
bool starts_frame(std::uint32_t marker) noexcept {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::optional<Dimensions> jpeg_dimensions(std::string_view bytes) noexcept {
    std::size_t at = 2;
    while (at + 9 < bytes.size() && byte_at(bytes, at) == 0xFF) {
        const std::uint32_t marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (starts_frame(marker)) {
            return Dimensions{big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2)};
        }
        const std::uint32_t length = big_endian(bytes, at + 2, 2);
        if (length < 2 || marker == 0xDA || marker == 0xD9) {
            return std::nullopt;
        }
        at += 2 + length;
    }
    return std::nullopt;
}

std::optional<Dimensions> webp_dimensions(std::string_view bytes) noexcept {
    if (bytes.size() < 30) {
        return std::nullopt;
    }
    if (has_at(bytes, 12, "VP8X")) {
        return Dimensions{little_endian(bytes, 24, 3) + 1, little_endian(bytes, 27, 3) + 1};
    }
    if (has_at(bytes, 12, "VP8L") && byte_at(bytes, 20) == 0x2F) {
        const std::uint32_t packed = little_endian(bytes, 21, 4);
        return Dimensions{(packed & 0x3FFFU) + 1, (packed >> 14U & 0x3FFFU) + 1};
    }
    if (has_at(bytes, 12, "VP8 ") && has_at(bytes, 23, "\x9D\x01\x2A")) {
        return Dimensions{little_endian(bytes, 26, 2) & 0x3FFFU,
                          little_endian(bytes, 28, 2) & 0x3FFFU};
    }
    return std::nullopt;
}

/// A few bytes can claim more pixels than a phone that shows them has memory for.
Result<PictureKind> of_size(PictureKind kind, const std::optional<Dimensions>& size) {
    if (!size || size->width < 1 || size->height < 1) {
        return refuse(ErrorCode::invalid_value, "bytes");
    }
    if (size->width > side_max || size->height > side_max ||
        std::uint64_t{size->width} * size->height > pixels_max) {
        return refuse(ErrorCode::too_large, "bytes");
    }
    return kind;
}

/// The first box, as long as it says and no longer than the file (ISO/IEC 14496-12, 4.3).
bool is_mp4(std::string_view bytes) noexcept {
    const std::uint32_t box = big_endian(bytes, 0, 4);
    return bytes.size() >= 32 && has_at(bytes, 4, "ftyp") && box >= 16 && box % 4 == 0 &&
           box <= 1024 && box <= bytes.size();
}

/// An EBML header whose DocType (RFC 8794, 11.2.6) is "webm".
bool is_webm(std::string_view bytes) noexcept {
    constexpr std::string_view doc_type = "\x42\x82\x84webm";
    return has_at(bytes, 0, "\x1A\x45\xDF\xA3") &&
           bytes.substr(0, 64).find(doc_type) != std::string_view::npos;
}

}  // namespace

Result<PictureKind> picture_kind(std::string_view bytes) {
    if (has_at(bytes, 0, "\xFF\xD8\xFF")) {
        return of_size({"jpg", "image/jpeg"}, jpeg_dimensions(bytes));
    }
    if (has_at(bytes, 0, "\x89PNG\r\n\x1A\n")) {
        return of_size({"png", "image/png"}, png_dimensions(bytes));
    }
    if (has_at(bytes, 0, "RIFF") && has_at(bytes, 8, "WEBP")) {
        return of_size({"webp", "image/webp"}, webp_dimensions(bytes));
    }
    if (is_mp4(bytes)) {
        return PictureKind{"mp4", "video/mp4"};
    }
    if (is_webm(bytes)) {
        return PictureKind{"webm", "video/webm"};
    }
    return refuse(ErrorCode::invalid_value, "bytes");
}

}  // namespace louxia::app
