#include "server/app/sheet_text.hpp"

#include <doctest/doctest.h>
#include <iconv.h>

#include <string>
#include <string_view>

#include "shared/domain/price_sheet.hpp"
#include "tests/shared/domain/sheet_files.hpp"

namespace {

using namespace louxia;
using app::decode_sheet;

std::string encode(const std::string& utf8, const char* encoding) {
    const iconv_t handle = iconv_open(encoding, "UTF-8");
    REQUIRE(handle != reinterpret_cast<iconv_t>(-1));
    std::string from = utf8;
    std::string to(utf8.size() * 4 + 16, '\0');
    char* from_at = from.data();
    char* to_at = to.data();
    std::size_t from_left = from.size();
    std::size_t to_left = to.size();
    REQUIRE(iconv(handle, &from_at, &from_left, &to_at, &to_left) == 0);
    iconv_close(handle);
    to.resize(to.size() - to_left);
    return to;
}
ErrorCode refusal(std::string_view bytes) {
    const auto decoded = decode_sheet(bytes);
    REQUIRE_FALSE(decoded.ok());
    CHECK(decoded.error().field == "file");
    return decoded.error().code;
}
std::string demo_sheet() {
    const auto text = test::read_text_file("assets/demo/price-sheet.csv");
    REQUIRE(text);
    return *text;
}

}  // namespace

TEST_CASE("a sheet says the same in UTF-8, with a mark, in GB18030 and in GBK") {
    const std::string utf8 = demo_sheet();
    const auto plain = decode_sheet(utf8);
    REQUIRE(plain.ok());
    CHECK(plain->encoding == "utf-8");
    CHECK(plain->utf8 == utf8);

    const auto marked = decode_sheet("\xEF\xBB\xBF" + utf8);
    REQUIRE(marked.ok());
    CHECK(marked->encoding == "utf-8-bom");
    CHECK(marked->utf8 == utf8);

    for (const char* encoding : {"GB18030", "GBK"}) {
        const auto chinese = decode_sheet(encode(utf8, encoding));
        REQUIRE(chinese.ok());
        CHECK(chinese->encoding == "gb18030");
        CHECK(chinese->utf8 == utf8);
    }
    const auto chinese_marked = decode_sheet(encode("\xEF\xBB\xBF" + utf8, "GB18030"));
    REQUIRE(chinese_marked.ok());
    CHECK(chinese_marked->utf8 == utf8);
}

TEST_CASE("the market's own sheets come through GB18030 unchanged") {
    for (const test::RealSheet& real : test::real_sheets) {
        const auto text = test::read_text_file(path_of(real));
        if (!text) {
            MESSAGE("not at hand, not compared: " << path_of(real));
            continue;
        }
        const auto decoded = decode_sheet(encode(*text, "GB18030"));
        REQUIRE(decoded.ok());
        CHECK(decoded->utf8 == *text);
        const auto sheet = read_price_sheet(decoded->utf8, 300);
        REQUIRE(sheet.ok());
        CHECK(sheet->rows.size() == static_cast<std::size_t>(real.rows));
    }
}

TEST_CASE("four-byte characters of GB18030 are read, broken ones are not replaced") {
    const std::string rare = "品名𠮷🥬\n";
    const auto decoded = decode_sheet(encode(rare, "GB18030"));
    REQUIRE(decoded.ok());
    CHECK(decoded->utf8 == rare);

    const std::string good = encode("品名,价格,单位\n", "GB18030");
    CHECK(refusal(good + "\xC6") == ErrorCode::sheet_unreadable);
    CHECK(refusal(good + "\xC6\x20") == ErrorCode::sheet_unreadable);
    CHECK(refusal(good + "\xFF") == ErrorCode::sheet_unreadable);
    CHECK(refusal("品名\xFF") == ErrorCode::sheet_unreadable);
}

TEST_CASE("NUL bytes, wide encodings and files above the limit are refused") {
    using namespace std::string_view_literals;
    CHECK(refusal("品名\0,价格"sv) == ErrorCode::sheet_unreadable);
    for (const char* wide : {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"}) {
        CHECK(refusal(encode("品名,价格,单位\n", wide)) == ErrorCode::sheet_unreadable);
    }
    CHECK(refusal("\xFF\xFE\x41\x41"sv) == ErrorCode::sheet_unreadable);
    CHECK(refusal(std::string(sheet_bytes_max + 1, 'x')) == ErrorCode::too_large);
    CHECK(decode_sheet(std::string(sheet_bytes_max, 'x')).ok());
    CHECK(decode_sheet("").ok());
}
