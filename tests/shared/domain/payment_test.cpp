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

TEST_CASE("the provider is asked after two seconds, then ever later, at least hourly") {
    CHECK(wait_before_look_ms(0) == 2 * second_ms);
    CHECK(wait_before_look_ms(1) == 4 * second_ms);
    CHECK(wait_before_look_ms(10) == 2048 * second_ms);
    CHECK(wait_before_look_ms(11) == hour_ms);
    CHECK(wait_before_look_ms(1'000'000) == hour_ms);
    CHECK(wait_before_look_ms(-5) == 2 * second_ms);
}
