#include "shared/base/money.hpp"

#include <doctest/doctest.h>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

constexpr Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}
constexpr Money most = fen(Money::limit_fen);
constexpr Money least = fen(-Money::limit_fen);

}  // namespace

TEST_CASE("an amount up to ten billion yuan either way is money, one fen more is not") {
    CHECK(Money::from_fen(Money::limit_fen).value() == most);
    CHECK(Money::from_fen(-Money::limit_fen).value() == least);
    CHECK(outcome(Money::from_fen(Money::limit_fen + 1)) == "money_overflow");
    CHECK(outcome(Money::from_fen(-Money::limit_fen - 1)) == "money_overflow");
    CHECK(outcome(Money::from_fen(INT64_MAX)) == "money_overflow");
    CHECK(outcome(Money::from_fen(INT64_MIN)) == "money_overflow");
}

TEST_CASE("adding and subtracting refuse to leave the range") {
    CHECK(add(fen(1280), fen(-5)).value() == fen(1275));
    CHECK(subtract(fen(5), fen(1280)).value() == fen(-1275));
    CHECK(add(most, fen(0)).value() == most);
    CHECK(outcome(add(most, fen(1))) == "money_overflow");
    CHECK(outcome(add(least, fen(-1))) == "money_overflow");
    CHECK(outcome(subtract(least, fen(1))) == "money_overflow");
    CHECK(outcome(subtract(most, least)) == "money_overflow");
    CHECK(negate(fen(300)) == fen(-300));
    CHECK(negate(fen(0)).is_zero());
}

TEST_CASE("multiplying refuses to wrap, however many pieces") {
    CHECK(multiply(fen(1299), Pieces{3}).value() == fen(3897));
    CHECK(multiply(fen(1299), Pieces{0}).value() == fen(0));
    CHECK(multiply(fen(1'000'000), Pieces{1'000'000}).value() == most);
    CHECK(outcome(multiply(fen(1'000'000), Pieces{1'000'001})) == "money_overflow");
    CHECK(outcome(multiply(most, Pieces{INT64_MAX})) == "money_overflow");
    CHECK(outcome(multiply(least, Pieces{INT64_MIN})) == "money_overflow");
}

TEST_CASE("per-mille shares round halves away from zero") {
    struct Row {
        std::int64_t amount;
        std::int32_t permille;
        std::int64_t expected;
    };
    const Row rows[] = {{1000, 300, 300}, {1, 500, 1},      {1, 499, 0},  {-1, 500, -1},
                        {-1, 499, 0},     {333, 1300, 433}, {5, 1300, 7}, {0, 1300, 0},
                        {125, 20, 3},     {-125, 20, -3},   {999, 0, 0},  {100, -10, -1}};
    for (const Row& row : rows) {
        CAPTURE(row.amount);
        CAPTURE(row.permille);
        CHECK(permille_of_rounded_half_up(fen(row.amount), row.permille).value() ==
              fen(row.expected));
    }
    CHECK(outcome(permille_of_rounded_half_up(most, 1001)) == "money_overflow");
    CHECK(outcome(permille_of_rounded_half_up(most, INT32_MAX)) == "money_overflow");
}

TEST_CASE("a weighed line costs the price per 500 g by its grams, halves up") {
    struct Row {
        std::int64_t per_500g;
        std::int64_t grams;
        std::int64_t expected;
    };
    const Row rows[] = {{680, 500, 680}, {680, 250, 340},   {680, 0, 0}, {1, 250, 1},
                        {1, 249, 0},     {333, 487, 324},   {999, 1, 2}, {125, 2, 1},
                        {124, 2, 0},     {1280, 1523, 3899}};
    for (const Row& row : rows) {
        CAPTURE(row.per_500g);
        CAPTURE(row.grams);
        CHECK(weighed_total_rounded_half_up(fen(row.per_500g), Grams{row.grams}).value() ==
              fen(row.expected));
    }
    CHECK(outcome(weighed_total_rounded_half_up(most, Grams{501})) == "money_overflow");
    CHECK(outcome(weighed_total_rounded_half_up(most, Grams{INT64_MAX})) == "money_overflow");
}

TEST_CASE("money is written with two decimals and nothing else") {
    CHECK(to_yuan_text(fen(0)) == "0.00");
    CHECK(to_yuan_text(fen(5)) == "0.05");
    CHECK(to_yuan_text(fen(-5)) == "-0.05");
    CHECK(to_yuan_text(fen(1280)) == "12.80");
    CHECK(to_yuan_text(fen(-123456)) == "-1234.56");
    CHECK(to_yuan_text(most) == "10000000000.00");
}

TEST_CASE("yuan are read from plain digits only") {
    struct Row {
        const char* text;
        std::int64_t expected;
    };
    const Row read[] = {{"12", 1200},
                        {"12.8", 1280},
                        {"12.80", 1280},
                        {"12.8000", 1280},
                        {"0", 0},
                        {"0.05", 5},
                        {"007", 700},
                        {"10000000000", Money::limit_fen},
                        {"10000000000.00", Money::limit_fen}};
    for (const Row& row : read) {
        CAPTURE(row.text);
        CHECK(parse_yuan(row.text).value() == fen(row.expected));
    }
    for (const char* text : {"", ".", ".5", "5.", "-1", "+1", " 1", "1 ", "1,000", "12.801", "1e3",
                             "0x10", "¥12", "12.8a", "1.2.3", "100000000000", "１２", "nan"}) {
        CAPTURE(text);
        CHECK(outcome(parse_yuan(text)) == "invalid_value");
    }
    CHECK(outcome(parse_yuan("10000000000.01")) == "money_overflow");
    CHECK(outcome(parse_yuan(std::string_view("1\0", 2))) == "invalid_value");
}
