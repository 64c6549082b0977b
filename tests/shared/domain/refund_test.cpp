#include "shared/domain/refund.hpp"

#include <doctest/doctest.h>

#include "tests/shared/domain/order_samples.hpp"
#include "tests/shared/outcome.hpp"

namespace louxia::test {
namespace {

/// Greens for ¥7.16 of which ¥0.29 were cut, tofu for ¥4.50, and a fee of ¥3.00.
Order delivered(Payment payment = Payment::wallet) {
    Order order = being_picked();
    order.payment = payment;
    order = hand_over(order, {0, Pieces{2}, Grams{960}}).value();
    order.state = OrderState::done;
    return order;
}

}  // namespace

TEST_CASE("a line goes back once, at what was paid for it") {
    const auto first = refund(delivered(), 0, RefundWay::wallet);
    REQUIRE(first.ok());
    CHECK(first->amount.fen() == 687);
    CHECK(first->order.refunded.fen() == 687);
    CHECK(outcome(refund(first->order, 0, RefundWay::wallet)) == "already_refunded line");
    const auto second = refund(first->order, 1, RefundWay::wallet);
    REQUIRE(second.ok());
    CHECK(second->amount.fen() == 450);
}

TEST_CASE("the whole order is what is left of it, the fee included, and never more than was paid") {
    const auto line = refund(delivered(), 1, RefundWay::wallet);
    REQUIRE(line.ok());
    const auto rest = refund(line->order, whole_order, RefundWay::wallet);
    REQUIRE(rest.ok());
    CHECK(rest->amount.fen() == 687 + 300);
    CHECK(rest->order.refunded == due_of(rest->order));
    CHECK(outcome(refund(rest->order, whole_order, RefundWay::wallet)) == "already_refunded line");
    CHECK(outcome(refund(rest->order, 0, RefundWay::wallet)) == "already_refunded line");
}

TEST_CASE("cash goes back as cash only to who paid cash, and nothing before it was delivered") {
    CHECK(outcome(refund(delivered(), 0, RefundWay::cash)) == "invalid_value way");
    CHECK(outcome(refund(delivered(Payment::on_handover), 0, RefundWay::cash)) == "ok");
    CHECK(outcome(refund(delivered(Payment::on_handover), 0, RefundWay::wallet)) == "ok");
    CHECK(outcome(refund(delivered(), 2, RefundWay::wallet)) == "out_of_range line");
    CHECK(outcome(refund(delivered(), -2, RefundWay::wallet)) == "out_of_range line");
    for (int state = 1; state <= static_cast<int>(order_state_count); ++state) {
        Order order = delivered();
        order.state = static_cast<OrderState>(state);
        CHECK(outcome(refund(order, 0, RefundWay::wallet)) ==
              (order.state == OrderState::done ? "ok" : "not_delivered"));
    }
}

}  // namespace louxia::test
