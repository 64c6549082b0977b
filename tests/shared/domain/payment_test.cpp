#include "shared/domain/payment.hpp"

#include <doctest/doctest.h>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

OnlinePayment asked_for(std::int64_t amount) {
    OnlinePayment payment;
    payment.amount = fen(amount);
    return payment;
}

}  // namespace

TEST_CASE("money goes to its purpose when it is the sum that was asked for, in time") {
    OnlinePayment payment = asked_for(500);
    CHECK(check_purpose(payment, fen(500)).ok());
    CHECK(outcome(check_purpose(payment, fen(499))) == "payment_differs");
    CHECK(outcome(check_purpose(payment, fen(501))) == "payment_differs");
    payment.state = PaymentState::failed;
    CHECK(outcome(check_purpose(payment, fen(500))) == "wrong_state");
}

TEST_CASE("no more goes back than came") {
    OnlinePayment payment = asked_for(500);
    CHECK(returnable(payment) == Money{});
    payment.received = fen(500);
    payment.returned = fen(120);
    CHECK(returnable(payment) == fen(380));
}

TEST_CASE("the provider is asked after a second, soon every minute, and at least hourly for ever") {
    CHECK(wait_before_look_ms(-5) == second_ms);
    CHECK(wait_before_look_ms(0) == second_ms);
    CHECK(wait_before_look_ms(1) == 2 * second_ms);
    CHECK(wait_before_look_ms(5) == 32 * second_ms);
    CHECK(wait_before_look_ms(6) == minute_ms);
    CHECK(wait_before_look_ms(65) == minute_ms);
    CHECK(wait_before_look_ms(66) == 2 * minute_ms);
    CHECK(wait_before_look_ms(70) == 32 * minute_ms);
    CHECK(wait_before_look_ms(71) == hour_ms);
    CHECK(wait_before_look_ms(1'000'000) == hour_ms);
    std::int64_t first_minute = 0;
    int questions = 0;
    for (; first_minute < minute_ms; ++questions)
        first_minute += wait_before_look_ms(questions);
    CHECK(questions == 6);
}
