#include "shared/api/json.hpp"

#include <doctest/doctest.h>

using namespace louxia::api;
using Kind = JsonDocument::Kind;

TEST_CASE("a number is what a double says of it, whatever its kind") {
    const auto said = JsonDocument::parse(
        R"([7, -7, 2.5, -1e3, 9223372036854775807, 18446744073709551615, 1e30])", 2);
    REQUIRE(said.ok());
    const double wanted[] = {7,   -7, 2.5, -1000, 9223372036854775807.0, 18446744073709551615.0,
                             1e30};
    std::size_t index = 0;
    for (auto at = said->first(0); at != said->after(0); at = said->after(at)) {
        CAPTURE(index);
        REQUIRE(said->number(at).has_value());
        CHECK(*said->number(at) == wanted[index++]);
    }
    CHECK(index == 7);
    CHECK(said->kind(6) == Kind::big_integer);
    CHECK(said->kind(7) == Kind::fraction);
}

TEST_CASE("what is no number has none") {
    const auto said = JsonDocument::parse(R"([null, true, "7", [7], {"a": 7}])", 3);
    REQUIRE(said.ok());
    for (auto at = said->first(0); at != said->after(0); at = said->after(at)) {
        CHECK_FALSE(said->number(at).has_value());
    }
    CHECK_FALSE(said->number(said->root()).has_value());
}
