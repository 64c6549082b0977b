#include "shared/base/utf8.hpp"

#include <doctest/doctest.h>

using namespace louxia;
using namespace std::string_view_literals;

TEST_CASE("code points are counted, not bytes") {
    struct Row {
        std::string_view text;
        std::size_t count;
    };
    const Row rows[] = {{""sv, 0},           {"abc"sv, 3},      {"青浦练塘"sv, 4},
                        {"晒一下🍲"sv, 4},    {"é"sv, 1},        {"\0"sv, 1},
                        {"\U0010FFFF"sv, 1}, {"👨\u200D👩"sv, 3}, {"\uFFFD"sv, 1}};
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(count_code_points(row.text) == row.count);
    }
}

TEST_CASE("bytes that are not UTF-8 have no count") {
    for (const std::string_view bytes :
         {"\x80"sv, "\xBF"sv, "\xC3"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x80\x80"sv, "\xE9\x9D"sv,
          "\xED\xA0\x80"sv, "\xED\xBF\xBF"sv, "\xF0\x80\x80\x80"sv, "\xF4\x90\x80\x80"sv,
          "\xF5\x80\x80\x80"sv, "\xFF"sv, "\xC3\x28"sv, "ok\xE9\x9D\x28"sv, "\xC7\xE0\xC6\xD6"sv}) {
        CAPTURE(bytes.size());
        CHECK_FALSE(count_code_points(bytes).has_value());
        CHECK_FALSE(is_plain_text(bytes));
        CHECK_FALSE(is_blank(bytes));
    }
}

TEST_CASE("a code point is taken off only when it is whole") {
    std::string_view rest = "斤🍲x";
    CHECK(take_code_point(rest) == U'斤');
    CHECK(take_code_point(rest) == U'🍲');
    CHECK(take_code_point(rest) == U'x');
    CHECK_FALSE(take_code_point(rest).has_value());
    rest = "\xE6\x96";
    CHECK_FALSE(take_code_point(rest).has_value());
    CHECK(rest.size() == 2);
}

TEST_CASE("plain text has no control characters and no marks that turn the reading direction") {
    for (const std::string_view text :
         {""sv, "小白菜 500g"sv, "3–4 人份"sv, "👨‍👩‍👧 一家"sv, "\u3000"sv, "=1+1"sv,
          "<b>"sv}) {
        CAPTURE(text);
        CHECK(is_plain_text(text));
        CHECK(is_plain_lines(text));
    }
    for (const std::string_view text :
         {"\0"sv, "a\tb"sv, "a\rb"sv, "\x1B[2J"sv, "\x7F"sv, "\u0085"sv, "\u009F"sv, "\u2028"sv,
          "\u2029"sv, "\u202E"sv, "\u2066"sv, "\u200F"sv}) {
        CAPTURE(text.size());
        CHECK_FALSE(is_plain_text(text));
        CHECK_FALSE(is_plain_lines(text));
    }
    CHECK_FALSE(is_plain_text("a\nb"));
    CHECK(is_plain_lines("a\nb"));
}

TEST_CASE("a text is blank when nothing in it leaves a mark") {
    for (const std::string_view text :
         {""sv, " "sv, " \t\n"sv, "\u3000\u3000"sv, "\u200B"sv, "\uFEFF"sv, "\u00A0"sv}) {
        CHECK(is_blank(text));
    }
    for (const std::string_view text : {"."sv, " 菜 "sv, "0"sv, "\u3000菜"sv}) {
        CAPTURE(text);
        CHECK_FALSE(is_blank(text));
    }
}
