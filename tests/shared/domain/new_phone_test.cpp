#include "shared/domain/new_phone.hpp"

#include <doctest/doctest.h>

#include <set>

namespace louxia {
namespace {

constexpr Instant start{1'795'000'000'000};

NewPhone offered() {
    NewPhone phone;
    REQUIRE(offer(phone, start).ok());
    return phone;
}

NewPhone claimed() {
    NewPhone phone = offered();
    REQUIRE(claim(phone, start).ok());
    draw_digits(phone, {7, 3, 3});
    return phone;
}

}  // namespace

TEST_CASE("a new phone comes in by offer, claim, the same digits and finish") {
    NewPhone phone = claimed();
    CHECK(finish(phone, start).error().code == ErrorCode::wrong_state);
    REQUIRE(confirm(phone, phone.digits, start).ok());
    CHECK(phone.state == NewPhoneState::confirmed);
    REQUIRE(finish(phone, start).ok());
    CHECK(phone.state == NewPhoneState::done);
    CHECK(finish(phone, start).error().code == ErrorCode::not_found);
    CHECK(claim(phone, start).error().code == ErrorCode::not_found);
}

TEST_CASE("each step has a minute") {
    NewPhone phone = offered();
    CHECK(claim(phone, start + new_phone_step_ms).error().code == ErrorCode::not_found);
    phone = claimed();
    CHECK(confirm(phone, phone.digits, start + new_phone_step_ms).error().code ==
          ErrorCode::wrong_state);
    REQUIRE(confirm(phone, phone.digits, start + (new_phone_step_ms - 1)).ok());
    CHECK(is_under_way(phone, start + (2 * new_phone_step_ms - 2)));
    CHECK(finish(phone, start + (2 * new_phone_step_ms - 1)).error().code == ErrorCode::not_found);
}

TEST_CASE("other digits, or none, end it, and so does a code that is opened twice") {
    for (const std::optional<std::int32_t> digits :
         {std::optional(8), std::optional<std::int32_t>{}}) {
        NewPhone phone = claimed();
        REQUIRE(confirm(phone, digits, start).ok());
        CHECK(phone.state == NewPhoneState::ended);
        CHECK(confirm(phone, phone.digits, start).error().code == ErrorCode::wrong_state);
        CHECK(finish(phone, start).error().code == ErrorCode::not_found);
    }
    NewPhone twice = claimed();
    REQUIRE(confirm(twice, twice.digits, start).ok());
    CHECK(claim(twice, start).error().code == ErrorCode::not_found);
    CHECK(twice.state == NewPhoneState::ended);
}

TEST_CASE("the three digits differ, whatever is drawn") {
    for (std::uint64_t one = 0; one < 100; ++one) {
        for (std::uint64_t two = 0; two < 99; ++two) {
            for (const std::uint64_t three : {std::uint64_t{0}, two, two + 1, std::uint64_t{97}}) {
                NewPhone phone;
                draw_digits(phone, {one, two, three});
                const auto all = choices(phone);
                CHECK(std::set<std::int32_t>(all.begin(), all.end()).size() == 3);
                CHECK(all.front() >= 0);
                CHECK(all.back() < new_phone_digits);
            }
        }
    }
}

TEST_CASE("ten codes in a quarter of an hour are enough") {
    NewPhone phone;
    for (std::int32_t time = 0; time < new_phone_offers_max; ++time) {
        CHECK(offer(phone, start).ok());
    }
    CHECK(offer(phone, start).error().code == ErrorCode::rate_limited);
    CHECK(offer(phone, start + new_phone_window_ms).ok());
}

}  // namespace louxia
