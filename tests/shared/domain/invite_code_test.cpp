#include "shared/domain/invite_code.hpp"

#include <doctest/doctest.h>

namespace louxia::test {

TEST_CASE("a typed code is read as it was meant") {
    for (const char* typed : {"K7M0-1QXD", "k7m01qxd", " K7M0 1QXD ", "k7mo-lqxd", "K7MOIQXD",
                              "K-7-M-0-1-Q-X-D", "k7mO\tiQXd\r\n"}) {
        CAPTURE(typed);
        CHECK(read_invite_code(typed) == "K7M01QXD");
    }
    for (const char* typed : {"", "K7M01QX", "K7M01QXDD", "K7M01QXU", "K7M01QX!", "K7M01QX鲜",
                              "--------", "0123456789012345678901234x"}) {
        CAPTURE(typed);
        CHECK_FALSE(read_invite_code(typed).has_value());
    }
}

TEST_CASE("every code is shown in two halves and read back") {
    for (std::uint64_t bits : {0ULL, 1ULL, 31ULL, 0xFFFF'FFFF'FFULL, 0x1234'5678'9AULL, ~0ULL}) {
        const std::string code = invite_code_of(bits);
        CHECK(code.size() == invite_code_digits);
        const std::string shown = show_invite_code(code);
        CHECK(shown.size() == 9);
        CHECK(shown[4] == '-');
        CHECK(read_invite_code(shown) == code);
    }
}

}  // namespace louxia::test
