#include "shared/domain/shortage.hpp"

#include <doctest/doctest.h>

#include "shared/domain/handed_over.hpp"
#include "shared/domain/order_change.hpp"
#include "tests/shared/domain/order_samples.hpp"
#include "tests/shared/outcome.hpp"
#include "tests/shared/property.hpp"

namespace louxia::test {
namespace {

std::vector<Pieces> pieces(std::initializer_list<std::int64_t> counts) {
    std::vector<Pieces> all;
    for (const std::int64_t count : counts)
        all.push_back(Pieces{count});
    return all;
}

const ItemId greens{8};

/// Being picked, with five jin of greens in two lines and a box of tofu.
Order waiting_order() {
    Order order = being_picked();
    order.lines[0].item = greens;
    order.lines[0].quantity = Pieces{3};
    order.lines[1].item = ItemId{9};
    OrderLine dearer = order.lines[0];
    dearer.quantity = Pieces{2};
    dearer.unit_price = Money::fen_unchecked(400);
    order.lines.push_back(dearer);
    return price_order(order, HubTerms{}).value();
}

}  // namespace

TEST_CASE("what is there is shared by what was ordered, what is left goes to the earliest") {
    CHECK(share_shortage(Pieces{10}, pieces({4, 3, 3})) == pieces({4, 3, 3}));
    CHECK(share_shortage(Pieces{5}, pieces({4, 3, 3})) == pieces({3, 1, 1}));
    CHECK(share_shortage(Pieces{2}, pieces({1, 1, 1})) == pieces({1, 1, 0}));
    CHECK(share_shortage(Pieces{7}, pieces({2, 8})) == pieces({2, 5}));
    CHECK(share_shortage(Pieces{0}, pieces({2, 8})) == pieces({0, 0}));
    CHECK(share_shortage(Pieces{3}, pieces({})).empty());
}

TEST_CASE("an order loses its last lines first, is charged less, and keeps what was weighed") {
    const Order order = waiting_order();
    const CutOrder cut = cut_order(order, greens, Pieces{2}).value();
    CHECK(cut.taken == Pieces{3});
    CHECK(cut.order.lines[2].missing == Pieces{2});
    CHECK(cut.order.lines[0].missing == Pieces{1});
    CHECK(cut.order.lines[0].written_off);
    CHECK(cut.off.fen() == 2 * 400 + 358);
    CHECK(due_of(cut.order).fen() == due_of(order).fen() - cut.off.fen());
    CHECK_FALSE(cut.nothing_left);
    CHECK(cut_order(order, greens, Pieces{5})->taken == Pieces{0});
    const Order weighed = hand_over(order, {0, Pieces{3}, Grams{1500}}).value();
    const CutOrder rest = cut_order(weighed, greens, Pieces{0}).value();
    CHECK(rest.taken == Pieces{2});
    CHECK(rest.order.lines[0].missing == Pieces{0});
}

TEST_CASE("an order of which nothing is left is to be cancelled, and a packed one is let be") {
    Order order = waiting_order();
    order.lines.erase(order.lines.begin() + 1);
    order = price_order(order, HubTerms{}).value();
    CHECK(cut_order(order, greens, Pieces{0})->nothing_left);
    order.state = OrderState::packed;
    CHECK(outcome(cut_order(order, greens, Pieces{0})) == "wrong_state");
}

TEST_CASE("an order that was cut and then made smaller never has less than nothing") {
    Order order = waiting_order();
    order.state = OrderState::placed;
    order = cut_order(order, greens, Pieces{1})->order;
    OrderChange fewer;
    fewer.fulfilment = order.fulfilment;
    fewer.fewer = {{0, Pieces{2}}, {2, Pieces{1}}};
    const Order changed = change(order, fewer, HubTerms{}).value();
    CHECK(handed_of(changed.lines[0]) == Pieces{1});
    CHECK(handed_of(changed.lines[2]) == Pieces{0});
    CHECK(due_of(changed).fen() == 358 + 450);
}

#ifdef LOUXIA_HAS_RAPIDCHECK
TEST_CASE("a share is fair whatever waits") {
    holds("all that is there is given, nobody gets more than was ordered or less than the share",
          [] {
              std::vector<Pieces> waiting;
              std::int64_t all = 0;
              const auto count = *between(1, 30);
              for (std::int64_t index = 0; index < count; ++index) {
                  waiting.push_back(Pieces{*between(0, 999)});
                  all += waiting.back().count;
              }
              const auto there = *between(0, all);
              const auto given = share_shortage(Pieces{there}, waiting);
              std::int64_t sum = 0;
              for (std::size_t index = 0; index < waiting.size(); ++index) {
                  sum += given[index].count;
                  RC_ASSERT(given[index] <= waiting[index]);
                  const std::int64_t part = all == 0 ? 0 : waiting[index].count * there / all;
                  RC_ASSERT(given[index].count >= part);
                  RC_ASSERT(given[index].count <= part + 1);
              }
              RC_ASSERT(sum == there);
          });
    holds("a weighed line never costs more than was held for it", [] {
        Order order = being_picked();
        order.lines[0].unit_price = Money::fen_unchecked(*between(0, 30'000));
        order.lines[0].quantity = Pieces{*between(1, 50)};
        order.tolerance_permille = static_cast<std::int32_t>(*between(0, 200));
        order = price_order(order, HubTerms{}).value();
        const auto bagged = Pieces{*between(1, order.lines[0].quantity.count)};
        const Order packed = hand_over(order, {0, bagged, Grams{*between(0, 60'000)}}).value();
        RC_ASSERT(due_of(packed) <= order.total);
        RC_ASSERT(!packed.lines[0].cut.is_negative());
    });
}
#endif

}  // namespace louxia::test
