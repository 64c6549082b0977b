#include "shared/base/error.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <string_view>

#include "shared/base/result.hpp"

using namespace louxia;

TEST_CASE("every error code has a word of its own") {
    std::set<std::string_view> words;
    for (std::int32_t number = 1; number < 200; ++number) {
        const std::string_view word = error_word(static_cast<ErrorCode>(number));
        if (word == "unknown") continue;
        CAPTURE(number);
        CHECK(words.insert(word).second);
        CHECK(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    }
    CHECK(words.size() >= 41);
    CHECK(words.count("sold_out") == 1);
}

TEST_CASE("the numbers that went over the wire stay what they were") {
    CHECK(static_cast<int>(ErrorCode::malformed) == 1);
    CHECK(static_cast<int>(ErrorCode::conflict) == 14);
    CHECK(static_cast<int>(ErrorCode::sold_out) == 22);
    CHECK(static_cast<int>(ErrorCode::wrong_state) == 41);
    CHECK(static_cast<int>(ErrorCode::group_full) == 61);
    CHECK(static_cast<int>(ErrorCode::sheet_unreadable) == 80);
    CHECK(static_cast<int>(ErrorCode::unbalanced) == 101);
}

namespace {

Result<int> half(int value) {
    if (value % 2 != 0) return refuse(ErrorCode::invalid_value, "value");
    return value / 2;
}

Result<int> quarter(int value) {
    LOUXIA_ASSIGN(const int halved, half(value));
    return half(halved);
}

Result<void> check_quarter(int value) {
    LOUXIA_TRY(quarter(value));
    return {};
}

}  // namespace

TEST_CASE("a refusal leaves the function with its code and field, a value goes on") {
    CHECK(quarter(8).value() == 2);
    CHECK(quarter(6).error() == Error{ErrorCode::invalid_value, "value"});
    CHECK(quarter(7).error() == Error{ErrorCode::invalid_value, "value"});
    CHECK(check_quarter(8).ok());
    CHECK(check_quarter(6).error().field == "value");
}
