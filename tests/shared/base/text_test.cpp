#include "shared/base/text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace louxia;

namespace {

// Every Han character 10 wide, everything else 5: as a phone's font has it.
std::vector<std::string> lines_of(std::string_view text, float width) {
    const auto lines = break_lines(text, width, [](std::size_t, char32_t code) {
        return is_wide(code) || code == U'“' || code == U'”' ? 10.f : 5.f;
    });
    std::vector<std::string> out;
    for (const TextLine& line : lines) {
        CHECK(line.width <= width + 0.01f);
        out.emplace_back(text.substr(line.begin, line.end - line.begin));
    }
    return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the first characters of a text are whole ones") {
    CHECK(first_code_points("楼下好", 2) == "楼下");
    CHECK(first_code_points("楼", 9) == "楼");
}

TEST_CASE("a malformed byte reads as one replacement character") {
    for (const char* bad : {"\x80", "\xC0\xAF", "\xE6\xA5", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
        CHECK_FALSE(decode_utf8(bad, 0).ok);
        CHECK(decode_utf8(bad, 0).code == 0xFFFD);
        CHECK(decode_utf8(bad, 0).length == 1);
    }
}

TEST_CASE("a code point written is read back") {
    for (const char32_t code : {U'a', U'\u00E9', U'楼', U'\U0001F345', char32_t{0x10FFFF}}) {
        std::string text;
        append_utf8(text, code);
        const CodePoint point = decode_utf8(text, 0);
        CHECK(point.ok);
        CHECK(point.code == code);
        CHECK(point.length == text.size());
    }
    std::string text;
    append_utf8(text, 0xD800);
    CHECK(decode_utf8(text, 0).code == 0xFFFD);
}

TEST_CASE("Han text breaks between any two characters") {
    CHECK(lines_of("一次只加一样", 30) == Lines{"一次只", "加一样"});
}

TEST_CASE("closing punctuation never begins a line") {
    CHECK(lines_of("早上下的，单", 40) == Lines{"早上下", "的，单"});
    CHECK(lines_of("好好好。", 30) == Lines{"好好", "好。"});
}

TEST_CASE("opening punctuation never ends a line") {
    CHECK(lines_of("看这个《清单", 40) == Lines{"看这个", "《清单"});
    CHECK(lines_of("退回来 ¥11.60", 45) == Lines{"退回来", "¥11.60"});
}

TEST_CASE("a Latin word or a number is kept whole") {
    CHECK(lines_of("约 24 minutes left", 45) == Lines{"约 24", "minutes", "left"});
    CHECK(lines_of("送到3栋2单元502", 50) == Lines{"送到3栋2单", "元502"});
    CHECK(lines_of("12:34", 10) == Lines{"12", ":3", "4"});
}

TEST_CASE("spaces hang at the end of a line and do not begin the next") {
    CHECK(lines_of("ab   cd", 10) == Lines{"ab", "cd"});
}

TEST_CASE("a newline ends a line") {
    CHECK(lines_of("一\n二\n", 100) == Lines{"一", "二", ""});
    CHECK(lines_of("", 100) == Lines{""});
}

TEST_CASE("a character wider than the line stands alone") {
    const auto lines = break_lines("楼下", 4.f, [](std::size_t, char32_t) { return 10.f; });
    CHECK(lines.size() == 2);
}

TEST_CASE("an emoji keeps its joiners and selectors") {
    CHECK_FALSE(may_break_between(0x1F9D1, 0x200D));
    CHECK_FALSE(may_break_between(0x200D, 0x1F373));
    CHECK_FALSE(may_break_between(0x2764, 0xFE0F));
    CHECK(may_break_between(0x1F345, 0x1F345));
}
