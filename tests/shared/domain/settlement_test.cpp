#include "shared/domain/settlement.hpp"

#include <doctest/doctest.h>

#include "tests/shared/domain/order_samples.hpp"
#include "tests/shared/outcome.hpp"
#include "tests/shared/property.hpp"

namespace louxia::test {
namespace {

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

/// Greens for ¥6.87 as weighed (960 g), tofu for ¥4.50 and a fee of ¥3.00, brought by a courier.
Order brought() {
    Order order = hand_over(being_picked(), {0, Pieces{2}, Grams{960}}).value();
    order.state = OrderState::done;
    order.courier = CourierId{4};
    return order;
}

const std::vector<LineCost> costs{{"王家农场", fen(200)}, {"河边豆腐坊", fen(300)}};

std::int64_t sum_of(const Split& split) {
    std::int64_t sum = split.commission.fen() + split.courier_pay.fen() + split.hub.fen();
    for (const Split::Payable& each : split.payables)
        sum += each.amount.fen();
    return sum;
}

}  // namespace

TEST_CASE("sales go to the leader, the courier and the farms, and the hub keeps the rest") {
    const Split split = split_sales(brought(), SplitTerms{}, costs).value();
    CHECK(split.goods == fen(687 + 450));
    CHECK(split.commission == fen(114));  // 113.7
    CHECK(split.courier_pay == fen(300));
    REQUIRE(split.payables.size() == 2);
    CHECK(split.payables[0].farm == "王家农场");
    CHECK(split.payables[0].amount == fen(384));  // ¥2.00 × 960 g
    CHECK(split.payables[1].amount == fen(300));
    CHECK(split.hub == fen(1437 - 114 - 300 - 684));
    CHECK(sum_of(split) == 1437);
}

TEST_CASE("one farm is owed one sum, a nameless one and an unknown cost nothing") {
    const Split one =
        split_sales(brought(), SplitTerms{}, {{"王家农场", fen(200)}, {"王家农场", fen(300)}})
            .value();
    REQUIRE(one.payables.size() == 1);
    CHECK(one.payables[0].amount == fen(684));
    CHECK(split_sales(brought(), SplitTerms{}, {{"", fen(200)}, {"王家农场", fen(0)}})
              ->payables.empty());
}

TEST_CASE("nobody is paid for a pickup's way, and goods sold at a loss are the hub's loss") {
    Order order = brought();
    order.fulfilment = Fulfilment::pickup;
    CHECK(split_sales(order, SplitTerms{}, costs)->courier_pay.is_zero());
    order = brought();
    order.courier = CourierId{};
    CHECK(split_sales(order, SplitTerms{}, costs)->courier_pay.is_zero());
    const Split dear =
        split_sales(order, SplitTerms{}, {{"王家农场", fen(9000)}, {"", fen(0)}}).value();
    CHECK(dear.hub.is_negative());
    CHECK(sum_of(dear) == 1437);
}

TEST_CASE("commission goes back with the goods' money, and all of it with all of them") {
    Settlement settlement;
    settlement.goods = fen(1137);
    settlement.commission = fen(114);
    Order order = brought();
    CHECK(commission_to_take_back(settlement, order).is_zero());
    order.lines[1].refunded = fen(450);
    CHECK(commission_to_take_back(settlement, order) == fen(45));  // 45.12
    order.lines[0].refunded = fen(687);
    CHECK(commission_to_take_back(settlement, order) == fen(114));
    settlement.goods = fen(0);
    settlement.commission = fen(0);
    CHECK(commission_to_take_back(settlement, order).is_zero());
}

TEST_CASE("only what is somebody's and of which all is known is paid out") {
    CHECK(may_be_paid_out(AccountKind::wallet));
    CHECK(may_be_paid_out(AccountKind::commission));
    CHECK(may_be_paid_out(AccountKind::payable));
    CHECK(may_be_paid_out(AccountKind::courier));
    CHECK_FALSE(may_be_paid_out(AccountKind::commission_frozen));
    CHECK_FALSE(may_be_paid_out(AccountKind::hold));
    CHECK_FALSE(may_be_paid_out(AccountKind::hub_sales));
    CHECK_FALSE(may_be_paid_out(AccountKind::cash));
    CHECK(outcome(check_payout(fen(500), fen(500))) == "ok");
    CHECK(outcome(check_payout(fen(501), fen(500))) == "balance_changed amount_fen");
    CHECK(outcome(check_payout(fen(0), fen(500))) == "nothing_owed");
    CHECK(outcome(check_payout(fen(-5), fen(-5))) == "nothing_owed");
}

TEST_CASE("the terms of the split stay within what a leader would set") {
    CHECK(outcome(check_split_terms({0, fen(0)})) == "ok");
    CHECK(outcome(check_split_terms({500, fen(5000)})) == "ok");
    CHECK(outcome(check_split_terms({501, fen(0)})) == "out_of_range commission_permille");
    CHECK(outcome(check_split_terms({-1, fen(0)})) == "out_of_range commission_permille");
    CHECK(outcome(check_split_terms({0, fen(-1)})) == "out_of_range courier_pay_fen");
    CHECK(outcome(check_split_terms({0, fen(5001)})) == "out_of_range courier_pay_fen");
}

#ifdef LOUXIA_HAS_RAPIDCHECK
TEST_CASE("every split sums to what was paid, to the fen") {
    holds("commission, pay, payables and the hub's rest are the order's due", [] {
        Order order;
        order.state = OrderState::picking;
        std::vector<LineCost> known;
        const auto count = *between(1, 5);
        for (std::int64_t index = 0; index < count; ++index) {
            OrderLine line;
            line.unit = Unit::jin;
            line.quantity = Pieces{*between(1, 40)};
            line.unit_price = fen(*between(0, 20'000));
            order.lines.push_back(line);
            known.push_back({*between(0, 2) == 0 ? "" : "farm " + std::to_string(*between(1, 2)),
                             fen(*between(0, 30'000))});
        }
        order = price_order(order, HubTerms{fen(*between(0, 900)), fen(5000), {}}).value();
        const auto pieces = Pieces{*between(1, order.lines[0].quantity.count)};
        order = hand_over(order, {0, pieces, Grams{*between(0, 9000)}}).value();
        order.courier = CourierId{static_cast<std::uint64_t>(*between(0, 1))};
        const SplitTerms terms{static_cast<std::int32_t>(*between(0, 500)), fen(*between(0, 5000))};
        const Split split = split_sales(order, terms, known).value();
        RC_ASSERT(sum_of(split) == due_of(order).fen());
        RC_ASSERT(!split.commission.is_negative());
        RC_ASSERT(split.commission <= split.goods);
    });
    holds("commission taken back never passes the commission and never shrinks", [] {
        Settlement settlement;
        Order order;
        const auto count = *between(1, 6);
        for (std::int64_t index = 0; index < count; ++index) {
            OrderLine line;
            line.total = fen(*between(0, 50'000));
            order.lines.push_back(line);
            settlement.goods = fen(settlement.goods.fen() + line.total.fen());
        }
        const auto permille = static_cast<std::int32_t>(*between(0, 500));
        settlement.commission = permille_of_rounded_half_up(settlement.goods, permille).value();
        Money before;
        for (OrderLine& line : order.lines) {
            line.refunded = line.total;
            const Money now = commission_to_take_back(settlement, order);
            RC_ASSERT(now >= before);
            before = now;
        }
        RC_ASSERT(before == settlement.commission);
    });
}
#endif

}  // namespace louxia::test
