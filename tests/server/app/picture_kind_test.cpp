#include "server/app/picture_kind.hpp"

#include <doctest/doctest.h>

#include <string>

namespace louxia::test {
namespace {

std::string png(unsigned width, unsigned height) {
    std::string bytes("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
    for (const unsigned side : {width, height}) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.push_back(static_cast<char>(side >> shift & 0xFFU));
        }
    }
    return bytes + std::string(20, '\x08');
}

TEST_CASE("a picture is known by its bytes, with dimensions that a phone can show") {
    CHECK(app::picture_kind(png(800, 600))->extension == "png");
    CHECK_FALSE(app::picture_kind(png(0, 600)).ok());
    for (const auto& [width, height] : {std::pair(12'001U, 1U), std::pair(9'000U, 9'000U),
                                        std::pair(30'000U, 30'000U), std::pair(~0U, ~0U)}) {
        CHECK(app::picture_kind(png(width, height)).error() ==
              refuse(ErrorCode::too_large, "bytes"));
    }

    const std::string jpeg("\xFF\xD8\xFF\xE0\x00\x04\x00\x00\xFF\xC0\x00\x11\x08\x02\x58\x03\x20",
                           17);
    CHECK(app::picture_kind(jpeg + std::string(20, '\0'))->media_type == "image/jpeg");
    CHECK_FALSE(app::picture_kind(jpeg.substr(0, 9)).ok());

    const std::string webp("RIFF\x24\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x1F\x03\0\x57\x02\0", 30);
    CHECK(app::picture_kind(webp)->extension == "webp");
    const std::string mp4(
        "\0\0\0\x18"
        "ftypisom\0\0\x02\0isommp41\0\0\0\0\0\0\0\0",
        32);
    CHECK(app::picture_kind(mp4)->extension == "mp4");
    const std::string webm("\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm", 16);
    CHECK(app::picture_kind(webm)->extension == "webm");
}

TEST_CASE("a page or a program is no picture, whatever it is called") {
    for (const char* text :
         {"<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "MZ", "", "GIF89a",
          "\x7F"
          "ELF",
          "<svgftypmxl ns=\"http xmlns=\"3.org\"/>", "\x1A\x45\xDF\xA3<svg>webm"}) {
        CHECK(app::picture_kind(text).error() == refuse(ErrorCode::invalid_value, "bytes"));
    }
}

}  // namespace
}  // namespace louxia::test
