// Letters whose case does not count.

#include <doctest/doctest.h>

#include "shared/base/ascii.hpp"

namespace louxia::test {

TEST_CASE("only the letters of ASCII have a case that does not count") {
    CHECK(lower_letters("Content-TYPE: aZ09_@[`{") == "content-type: az09_@[`{");
    CHECK(lower_letters("\xc3\x84 菠菜") == "\xc3\x84 菠菜");
    CHECK(is_same_in_any_case("Retry-After", "rETRY-aFTER"));
    CHECK(is_same_in_any_case("", ""));
    CHECK_FALSE(is_same_in_any_case("Host", "Hos"));
    CHECK_FALSE(is_same_in_any_case("Host", "Hostt"));
    CHECK_FALSE(is_same_in_any_case("@", "`"));  // 32 apart, as the letters are
    CHECK_FALSE(is_same_in_any_case("\xc3\x84", "\xc3\xa4"));
}

}  // namespace louxia::test
