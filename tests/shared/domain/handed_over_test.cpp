#include "shared/domain/handed_over.hpp"

#include <doctest/doctest.h>

#include "tests/shared/domain/order_samples.hpp"
#include "tests/shared/outcome.hpp"

namespace louxia::test {
namespace {

std::int64_t due_after(const HandedOver& what) {
    const auto order = hand_over(being_picked(), what);
    REQUIRE(order.ok());
    return due_of(*order).fen();
}

}  // namespace

TEST_CASE("a weighed line costs its grams, rounded half up, and never more than was ordered") {
    struct Row {
        std::int64_t grams;
        std::int64_t fen;
    };
    // 716 fen were ordered.
    const Row rows[] = {{1000, 716}, {999, 715}, {960, 687}, {1, 1},    {1001, 716},
                        {1500, 716}, {500, 358}, {124, 89},  {125, 90}, {line_grams_max, 716}};
    for (const Row& row : rows) {
        CAPTURE(row.grams);
        OrderLine line = being_picked().lines[0];
        line.weighed = Grams{row.grams};
        const auto price = price_handed_over(line, 0);
        REQUIRE(price.ok());
        CHECK(price->fen() == row.fen);
        CHECK(due_after({0, Pieces{2}, Grams{row.grams}}) == row.fen + 450 + 300);
    }
}

TEST_CASE("a shortage takes the missing pieces off, and the fee stays as it was quoted") {
    CHECK(due_after({0, Pieces{1}, Grams{}}) == 358 + 450 + 300);
    CHECK(due_after({0, Pieces{0}, Grams{}}) == 450 + 300);
    CHECK(due_after({1, Pieces{0}, Grams{}}) == 716 + 300);
    CHECK(due_after({0, Pieces{1}, Grams{460}}) == 329 + 450 + 300);
    CHECK(due_after({0, Pieces{1}, Grams{700}}) == 358 + 450 + 300);
}

TEST_CASE("the last word on a line holds, and cuts of several lines add up") {
    auto order = hand_over(being_picked(), {0, Pieces{0}, Grams{}, true});
    REQUIRE(order.ok());
    CHECK(order->lines[0].written_off);
    order = hand_over(*order, {0, Pieces{2}, Grams{960}, true});
    REQUIRE(order.ok());
    CHECK_FALSE(order->lines[0].written_off);
    CHECK(handed_of(order->lines[0]) == Pieces{2});
    CHECK(order->cut.fen() == 716 - 687);
    order = hand_over(*order, {1, Pieces{0}, Grams{}});
    REQUIRE(order.ok());
    CHECK(order->cut.fen() == 716 - 687 + 450);
    CHECK(due_of(order->lines[1]) == Money{});
}

TEST_CASE("what cannot be in the bag is refused by name") {
    const auto said = [](const HandedOver& what) {
        return outcome(hand_over(being_picked(), what));
    };
    CHECK(said({2, Pieces{1}, Grams{}}) == "out_of_range line");
    CHECK(said({0, Pieces{3}, Grams{}}) == "out_of_range pieces");
    CHECK(said({0, Pieces{-1}, Grams{}}) == "out_of_range pieces");
    CHECK(said({0, Pieces{2}, Grams{-1}}) == "out_of_range grams");
    CHECK(said({0, Pieces{2}, Grams{line_grams_max + 1}}) == "out_of_range grams");
    CHECK(said({0, Pieces{0}, Grams{10}}) == "out_of_range grams");
    CHECK(said({1, Pieces{1}, Grams{10}}) == "invalid_value grams");
    const auto without_greens = hand_over(being_picked(), {0, Pieces{0}, Grams{}});
    CHECK(outcome(hand_over(*without_greens, {1, Pieces{0}, Grams{}})) == "nothing_left");
}

TEST_CASE("nothing is weighed but while it is picked") {
    for (int state = 1; state <= static_cast<int>(order_state_count); ++state) {
        Order order = being_picked();
        order.state = static_cast<OrderState>(state);
        CHECK(outcome(hand_over(order, {0, Pieces{1}, Grams{}})) ==
              (order.state == OrderState::picking ? "ok" : "wrong_state"));
    }
}

TEST_CASE("a tolerance agreed beforehand is held, and paid as far as the weight asks for it") {
    Order order = being_picked();
    order.tolerance_permille = 50;
    order = price_order(order, HubTerms{Money::fen_unchecked(300), Money::fen_unchecked(9900), {}})
                .value();
    CHECK(order.lines[0].total.fen() == 752);  // 716 and 35.8
    CHECK(order.lines[1].total.fen() == 450);  // a box is a box
    CHECK(order.total.fen() == 752 + 450 + 300);
    CHECK(due_of(order).fen() == 716 + 450 + 300);
    CHECK(shown_goods(order).fen() == 716 + 450);
    struct Row {
        std::int64_t grams;
        std::int64_t fen;
    };
    for (const Row& row : {Row{900, 644}, Row{1000, 716}, Row{1020, 730}, Row{1050, 752},
                           Row{1051, 752}, Row{1500, 752}}) {
        CAPTURE(row.grams);
        const Order packed = hand_over(order, {0, Pieces{2}, Grams{row.grams}}).value();
        CHECK(due_of(packed.lines[0]).fen() == row.fen);
        CHECK(due_of(packed) <= packed.total);
        CHECK(shown_total(packed.lines[0]).fen() == std::max<std::int64_t>(row.fen, 716));
    }
    // Of one jin less, the tolerance is of what is left.
    const Order less = hand_over(order, {0, Pieces{1}, Grams{700}}).value();
    CHECK(due_of(less.lines[0]).fen() == 376);
}

TEST_CASE("what is free from a sum on is judged without the tolerance") {
    Order order = being_picked();
    order.tolerance_permille = 200;
    const HubTerms terms{Money::fen_unchecked(300), Money::fen_unchecked(1200),
                         Money::fen_unchecked(1166)};
    CHECK(price_order(order, terms)->delivery_fee.fen() == 300);
    CHECK(price_order(order, terms)->goods_total.fen() == 859 + 450);
}

}  // namespace louxia::test
