#include "shared/domain/order.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

using S = OrderState;
using F = Fulfilment;

const Instant now = parse_rfc3339("2026-11-23T12:00:00+08:00").value();

struct Step {
    S from;
    S to;
    std::vector<Fulfilment> ways;
    std::vector<Role> roles;
};

/// The machine as order.hpp tells it, row by row; everything else must be refused.
const std::vector<Step> machine{
    {S::placed, S::accepted, {F::delivery, F::pickup}, {Role::shop, Role::leader}},
    {S::accepted, S::picking, {F::delivery, F::pickup}, {Role::shop, Role::leader}},
    {S::picking, S::packed, {F::delivery, F::pickup}, {Role::shop, Role::leader}},
    {S::packed, S::ready, {F::pickup}, {Role::shop, Role::leader}},
    {S::packed, S::out, {F::delivery}, {Role::courier, Role::leader}},
    {S::ready, S::done, {F::pickup}, {Role::kiosk, Role::shop, Role::leader}},
    {S::out, S::packed, {F::delivery}, {Role::courier, Role::leader}},
    {S::out, S::done, {F::delivery}, {Role::courier, Role::leader}},
    {S::placed, S::cancelled, {F::delivery, F::pickup}, {Role::resident, Role::shop, Role::leader}},
    {S::accepted,
     S::cancelled,
     {F::delivery, F::pickup},
     {Role::resident, Role::shop, Role::leader}},
    {S::picking, S::cancelled, {F::delivery, F::pickup}, {Role::shop, Role::leader}},
    {S::packed, S::cancelled, {F::delivery, F::pickup}, {Role::shop, Role::leader}},
};

template <class T>
bool contains(const std::vector<T>& all, T one) {
    for (const T& each : all) {
        if (each == one) return true;
    }
    return false;
}

const char* expected_of(S from, S to, Fulfilment way, Role role) {
    for (const Step& step : machine) {
        if (step.from == from && step.to == to && contains(step.ways, way)) {
            return contains(step.roles, role) ? "ok" : "not_allowed";
        }
    }
    return "wrong_state";
}

OrderLine line_of(std::int64_t quantity, std::int64_t unit_price_fen) {
    OrderLine line;
    line.item = ItemId{1};
    line.name = "小白菜";
    line.quantity = Pieces{quantity};
    line.unit_price = Money::fen_unchecked(unit_price_fen);
    return line;
}

HubTerms terms() {
    return {Money::fen_unchecked(300), Money::fen_unchecked(3900), Money::fen_unchecked(1000)};
}

}  // namespace

TEST_CASE("each step of an order is for the roles of the machine, and no other step exists") {
    int steps = 0;
    for (const auto& from_row : EnumWords<S>::table) {
        const auto from = from_row.first;
        const std::string_view from_word = from_row.second;

        for (const auto& to_row : EnumWords<S>::table) {
            const auto to = to_row.first;
            const std::string_view to_word = to_row.second;

            for (const auto& way_row : EnumWords<F>::table) {
                const auto way = way_row.first;
                const std::string_view way_word = way_row.second;

                for (const auto& role_row : EnumWords<Role>::table) {
                    const auto role = role_row.first;
                    const std::string_view role_word = role_row.second;

                    CAPTURE(from_word);
                    CAPTURE(to_word);
                    CAPTURE(way_word);
                    CAPTURE(role_word);
                    Order order;
                    order.state = from;
                    order.fulfilment = way;
                    const std::string expected = expected_of(from, to, way, role);
                    const auto moved = move(order, to, role, now);
                    CHECK(outcome(moved) == expected);
                    CHECK(who_may_move(from, to, way).has(role) == (expected == "ok"));
                    CHECK_FALSE(who_may_move(from, to, way).is_open());
                    if (!moved.ok()) continue;
                    ++steps;
                    CHECK(moved->state == to);
                    CHECK(moved->at(to) == now);
                    CHECK_FALSE(moved->at(from).is_set());
                }
            }
        }
    }
    // Three and two roles in turn, over both ways where both have the step.
    CHECK(steps == 2 * (2 + 2 + 2) + 2 + 2 + 3 + 2 + 2 + 2 * (3 + 3 + 2 + 2));
}

TEST_CASE("an order remembers when it entered each state") {
    Order order;
    order.fulfilment = F::delivery;
    const std::pair<S, Role> way[] = {{S::accepted, Role::shop},
                                      {S::picking, Role::shop},
                                      {S::packed, Role::shop},
                                      {S::out, Role::courier},
                                      {S::done, Role::courier}};
    std::int64_t minute = 0;
    for (const auto& [to, role] : way) {
        order = move(order, to, role, now + ++minute * minute_ms).value();
    }
    CHECK(order.at(S::accepted) == now + minute_ms);
    CHECK(order.at(S::out) == now + 4 * minute_ms);
    CHECK(order.at(S::done) == now + 5 * minute_ms);
    CHECK_FALSE(order.at(S::ready).is_set());
    CHECK_FALSE(order.at(S::cancelled).is_set());
}

TEST_CASE("a collected order keeps no pickup code") {
    Order order;
    order.fulfilment = F::pickup;
    order.state = S::packed;
    order.pickup_code = "0417";
    order = move(order, S::ready, Role::shop, now).value();
    CHECK(order.pickup_code == "0417");
    order = move(order, S::done, Role::kiosk, now + minute_ms).value();
    CHECK(order.pickup_code.empty());
}

TEST_CASE("an order costs its lines and the hub's fee") {
    struct Row {
        Fulfilment way;
        std::vector<OrderLine> lines;
        std::int64_t goods;
        std::int64_t fee;
    };
    const Row rows[] = {
        {F::delivery, {line_of(2, 680)}, 1360, 300},
        {F::delivery, {line_of(1, 1000)}, 1000, 300},
        {F::delivery, {line_of(1, 3899)}, 3899, 300},
        {F::delivery, {line_of(1, 3900)}, 3900, 0},
        {F::delivery, {line_of(999, 10), line_of(1, 0)}, 9990, 0},
        {F::pickup, {line_of(2, 680)}, 1360, 0},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows);
        Order order;
        order.fulfilment = row.way;
        order.lines = row.lines;
        const Order priced = price_order(order, terms()).value();
        CHECK(priced.goods_total.fen() == row.goods);
        CHECK(priced.delivery_fee.fen() == row.fee);
        CHECK(priced.total.fen() == row.goods + row.fee);
        std::int64_t of_lines = 0;
        for (const OrderLine& line : priced.lines)
            of_lines += line.total.fen();
        CHECK(of_lines == row.goods);
    }
}

TEST_CASE("totals that came with the order are not believed") {
    Order order;
    order.lines = {line_of(2, 680)};
    order.lines[0].total = Money::fen_unchecked(1);
    order.goods_total = Money::fen_unchecked(1);
    order.delivery_fee = Money::fen_unchecked(-300);
    order.total = Money::fen_unchecked(1);
    CHECK(price_order(order, terms())->total.fen() == 1660);
}

TEST_CASE("the terms are others as soon as a price, a quantity, an item or the fee is") {
    Order order;
    order.lines = {line_of(2, 680), line_of(1, 300)};
    const Order priced = price_order(order, terms()).value();
    const TermsId agreed = terms_of(priced);
    CHECK(agreed.is_set());
    CHECK(terms_of(price_order(order, terms()).value()) == agreed);
    const auto changed = [&](auto change) {
        Order other = priced;
        change(other);
        return terms_of(other) != agreed;
    };
    CHECK(changed([](Order& o) { o.lines[1].unit_price = Money::fen_unchecked(301); }));
    CHECK(changed([](Order& o) { o.lines[0].quantity = Pieces{3}; }));
    CHECK(changed([](Order& o) { o.lines[0].item.value += 1; }));
    CHECK(changed([](Order& o) { std::swap(o.lines[0], o.lines[1]); }));
    CHECK(changed([](Order& o) { o.delivery_fee = Money::fen_unchecked(0); }));
    CHECK_FALSE(changed([](Order& o) { o.note = "轻放"; }));
}

TEST_CASE("an order that cannot be priced says which part is wrong") {
    struct Row {
        std::vector<OrderLine> lines;
        const char* expected;
    };
    const Row rows[] = {
        {{}, "empty_basket"},
        {std::vector<OrderLine>(60, line_of(1, 100)), "ok"},
        {std::vector<OrderLine>(61, line_of(1, 100)), "out_of_range lines"},
        {{line_of(0, 680)}, "out_of_range lines[0].quantity"},
        {{line_of(2, 680), line_of(-1, 680)}, "out_of_range lines[1].quantity"},
        {{line_of(2, 680), line_of(1000, 1)}, "out_of_range lines[1].quantity"},
        {{line_of(INT64_MAX, 680)}, "out_of_range lines[0].quantity"},
        {{line_of(2, 680), line_of(1, -1)}, "out_of_range lines[1].unit_price_fen"},
        {{line_of(1, 999)}, "below_minimum"},
        {{line_of(1, 0)}, "below_minimum"},
        {{line_of(999, Money::limit_fen)}, "money_overflow"},
        {{line_of(1, Money::limit_fen), line_of(1, 1)}, "money_overflow"},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows);
        Order order;
        order.lines = row.lines;
        CHECK(outcome(price_order(order, terms())) == row.expected);
    }
    Order dear;
    dear.lines = {line_of(1, Money::limit_fen)};
    const HubTerms never_free{Money::fen_unchecked(1), Money::fen_unchecked(Money::limit_fen + 1),
                              Money{}};
    CHECK(outcome(price_order(dear, never_free)) == "money_overflow");
}

TEST_CASE("lateness is owed once, from five minutes past the promise, while nothing came") {
    Order order;
    order.fulfilment = F::delivery;
    order.promise = {PromiseClass::within_30_minutes, now + 30 * minute_ms};
    const Instant late = order.promise.due_at + 5 * minute_ms;
    for (const auto& state_row : EnumWords<S>::table) {
        const auto state = state_row.first;
        const std::string_view word = state_row.second;

        CAPTURE(word);
        order.state = state;
        const bool open = state != S::done && state != S::cancelled;
        CHECK_FALSE(owes_late_compensation(order, order.promise.due_at));
        CHECK_FALSE(owes_late_compensation(order, late + -1));
        CHECK(owes_late_compensation(order, late) == open);
        CHECK(owes_late_compensation(order, late + day_ms) == open);
    }
    order.state = S::out;
    Order paid = order;
    paid.compensated = true;
    CHECK_FALSE(owes_late_compensation(paid, late + day_ms));
    Order collected = order;
    collected.fulfilment = F::pickup;
    CHECK_FALSE(owes_late_compensation(collected, late + day_ms));
    Order unpromised = order;
    unpromised.promise.due_at = Instant{};
    CHECK_FALSE(owes_late_compensation(unpromised, late + day_ms));
}

TEST_CASE("an order knows whether it is finished, chilled and how many pieces it has") {
    for (const auto& state_row : EnumWords<S>::table) {
        const auto state = state_row.first;
        const std::string_view word = state_row.second;

        CAPTURE(word);
        CHECK(is_finished(state) == (state == S::done || state == S::cancelled));
    }
    Order order;
    CHECK_FALSE(has_chilled(order));
    CHECK(piece_count(order) == 0);
    order.lines = {line_of(2, 1), line_of(3, 1)};
    CHECK_FALSE(has_chilled(order));
    order.lines[1].chilled = true;
    CHECK(has_chilled(order));
    CHECK(piece_count(order) == 5);
}
