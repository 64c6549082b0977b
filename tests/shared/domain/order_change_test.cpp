#include "shared/domain/order_change.hpp"

#include <doctest/doctest.h>

#include "tests/shared/outcome.hpp"

namespace louxia::test {
namespace {

const HubTerms terms{Money::fen_unchecked(300), Money::fen_unchecked(1000), {}};

OrderLine line(std::uint64_t item, std::int64_t quantity, std::int64_t price) {
    OrderLine made;
    made.item = ItemId{item};
    made.quantity = Pieces{quantity};
    made.unit_price = Money::fen_unchecked(price);
    return made;
}

/// Two at ¥3.58 and one at ¥4.50, delivered free from ¥10.
Order placed() {
    Order order;
    order.lines = {line(1, 2, 358), line(2, 1, 450)};
    return price_order(order, terms).value();
}

}  // namespace

TEST_CASE("fewer of a line is cheaper, and the fee is that of what is left") {
    const auto fewer = change(placed(), {{{0, Pieces{1}}}, {}, Fulfilment::delivery}, terms);
    REQUIRE(fewer.ok());
    CHECK(fewer->total.fen() == 358 + 450 + 300);
    const auto gone = change(placed(), {{{1, Pieces{0}}}, {}, Fulfilment::delivery}, terms);
    REQUIRE(gone.ok());
    CHECK(gone->lines.size() == 1);
    const auto nothing =
        change(placed(), {{{0, Pieces{0}}, {1, Pieces{0}}}, {}, Fulfilment::delivery}, terms);
    CHECK(outcome(nothing) == "empty_basket");
}

TEST_CASE("what is added costs today's price, and what was there keeps its own") {
    const auto more =
        change(placed(), {{}, {line(1, 1, 400), line(2, 2, 450)}, Fulfilment::delivery}, terms);
    REQUIRE(more.ok());
    REQUIRE(more->lines.size() == 3);
    CHECK(more->lines[1].quantity == Pieces{3});
    CHECK(more->lines[2].unit_price.fen() == 400);
    CHECK(more->goods_total.fen() == 716 + 1350 + 400);
    CHECK(more->delivery_fee == Money{});
}

TEST_CASE("the way changes until it is packed, the goods until they are picked") {
    for (int state = 1; state <= static_cast<int>(order_state_count); ++state) {
        Order order = placed();
        order.state = static_cast<OrderState>(state);
        CAPTURE(state);
        CHECK(outcome(change(order, {{}, {}, Fulfilment::pickup}, terms)) ==
              (order.state <= OrderState::picking ? "ok" : "wrong_state"));
        CHECK(outcome(change(order, {{{0, Pieces{1}}}, {}, Fulfilment::delivery}, terms)) ==
              (order.state <= OrderState::accepted ? "ok" : "wrong_state"));
    }
    Order of_group = placed();
    of_group.group = GroupId{4};
    CHECK(outcome(change(of_group, {{}, {}, Fulfilment::pickup}, terms)) == "wrong_state");
}

TEST_CASE("a change that is none, or asks for more than there was, is refused by name") {
    CHECK(outcome(change(placed(), {{}, {}, Fulfilment::delivery}, terms)) ==
          "invalid_value lines");
    CHECK(outcome(change(placed(), {{{2, Pieces{1}}}, {}, Fulfilment::delivery}, terms)) ==
          "out_of_range lines[0].line");
    CHECK(outcome(change(placed(), {{{0, Pieces{3}}}, {}, Fulfilment::delivery}, terms)) ==
          "out_of_range lines[0].quantity");
    CHECK(outcome(change(placed(), {{{0, Pieces{-1}}}, {}, Fulfilment::delivery}, terms)) ==
          "out_of_range lines[0].quantity");
}

}  // namespace louxia::test
