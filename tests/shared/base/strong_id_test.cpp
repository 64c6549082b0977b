#include "shared/base/strong_id.hpp"

#include <doctest/doctest.h>

#include <type_traits>
#include <unordered_set>

using namespace louxia;

static_assert(!std::is_convertible_v<OrderId, GroupId>);
static_assert(!std::is_constructible_v<OrderId, GroupId>);
static_assert(!std::is_convertible_v<std::uint64_t, OrderId>);

TEST_CASE("an id is thirteen base32 digits that sort like the number") {
    CHECK(encode_id(0) == "0000000000000");
    CHECK(encode_id(1) == "0000000000001");
    CHECK(encode_id(31) == "000000000000z");
    CHECK(encode_id(32) == "0000000000010");
    CHECK(encode_id(UINT64_MAX) == "fzzzzzzzzzzzz");
    CHECK(encode_id(1000) < encode_id(1001));
    CHECK(encode_id(0x00FF'FFFF'FFFF'FFFF) < encode_id(0x0100'0000'0000'0000));
}

TEST_CASE("an id is read only when it is exactly what encode_id writes") {
    for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 63U,
                                      std::uint64_t{0x1234'5678'9ABC'DEF0}, UINT64_MAX}) {
        CAPTURE(value);
        CHECK(decode_id(encode_id(value)) == value);
    }
    for (const char* text :
         {"", "0", "000000000000", "00000000000000", "000000000000Z", "000000000000i",
          "000000000000l", "000000000000o", "000000000000u", "g000000000000", "zzzzzzzzzzzzz",
          "-000000000001", " 000000000001", "00000000000é"}) {
        CAPTURE(text);
        CHECK_FALSE(decode_id(text).has_value());
    }
}

TEST_CASE("zero means no id and is not read as one") {
    CHECK_FALSE(OrderId{}.is_set());
    CHECK_FALSE(OrderId::parse("0000000000000").has_value());
    CHECK(OrderId::parse("0000000000001") == OrderId{1});
    CHECK(OrderId{1}.text() == "0000000000001");
}

TEST_CASE("ids of one kind are compared and hashed by value") {
    const std::unordered_set<OrderId> ids{OrderId{1}, OrderId{2}, OrderId{1}};
    CHECK(ids.size() == 2);
    CHECK(OrderId{1} < OrderId{2});
}
