#include "shared/base/enum_words.hpp"

#include <doctest/doctest.h>

#include <set>

#include "shared/domain/community.hpp"
#include "shared/domain/fresh_list.hpp"
#include "shared/domain/group_buy.hpp"
#include "shared/domain/ledger.hpp"
#include "shared/domain/order.hpp"

using namespace louxia;

TEST_CASE_TEMPLATE("each enum's words and numbers name one enumerator each and lead back to it", E,
                   Category, Unit, Role, ListState, GroupState, OrderState, Fulfilment, Payment,
                   PromiseClass, AccountKind, Cause, PlanShape::Kind) {
    std::set<std::string_view> words;
    std::set<std::int64_t> numbers;
    for (const auto& value_row : EnumWords<E>::table) {
        const auto value = value_row.first;
        const std::string_view word = value_row.second;

        CAPTURE(word);
        CHECK_FALSE(word.empty());
        CHECK(words.insert(word).second);
        CHECK(numbers.insert(static_cast<std::int64_t>(value)).second);
        CHECK(word_of(value) == word);
        CHECK(enum_from_word<E>(word) == value);
        CHECK(enum_from_number<E>(static_cast<std::int64_t>(value)) == value);
    }
    CHECK_FALSE(enum_from_word<E>("").has_value());
    CHECK_FALSE(enum_from_word<E>("no such word").has_value());
    CHECK_FALSE(enum_from_number<E>(0).has_value());
    CHECK_FALSE(enum_from_number<E>(-1).has_value());
    // A number that would be one of ours if it were cut to 32 bits.
    CHECK_FALSE(enum_from_number<E>((std::int64_t{1} << 32) + 1).has_value());
}

TEST_CASE("the stored numbers of the states stay what they were") {
    CHECK(static_cast<int>(OrderState::placed) == 1);
    CHECK(static_cast<int>(OrderState::cancelled) == 8);
    CHECK(EnumWords<OrderState>::table.size() == order_state_count);
    CHECK(static_cast<int>(GroupState::draft) == 1);
    CHECK(static_cast<int>(GroupState::cancelled) == 8);
    CHECK(word_of(Role::operator_role) == "operator");
}
