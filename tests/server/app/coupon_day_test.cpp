#include <doctest/doctest.h>

#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

constexpr std::int64_t opening = 30'000;

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

api::CouponView issue(Neighbourhood& place, std::int64_t off, std::int64_t minimum,
                      std::int32_t count = 10) {
    const auto issued = place.call<api::IssueCoupon>(
        place.leader(), {fen(off), fen(minimum), count, place.house().now() + day_ms});
    REQUIRE(issued.ok());
    return *issued;
}

api::PlaceOrder::Request wish(Neighbourhood& place, std::string code, std::int64_t pieces = 2,
                              Payment payment = Payment::wallet) {
    api::PlaceOrder::Request order;
    order.lines = {{place.item(1), pieces}};  // ¥30.00 each
    order.fulfilment = Fulfilment::pickup;
    order.payment = payment;
    order.coupon = std::move(code);
    return order;
}

Result<api::OrderView> buy(Neighbourhood& place, std::size_t who, std::string code,
                           std::int64_t pieces = 2, Payment payment = Payment::wallet) {
    return place.call<api::PlaceOrder>(place.resident(who),
                                       wish(place, std::move(code), pieces, payment));
}

std::int64_t balance(Neighbourhood& place, Account account) {
    std::int64_t amount = 0;
    place.house().store->read(
        place.id, [&](const app::Reader& reader) { amount = reader.balance(account).fen(); });
    return amount;
}

std::int32_t taken(Neighbourhood& place) {
    return place.call<api::ListCoupons>(place.leader(), {})->coupons.at(0).taken;
}

}  // namespace

TEST_CASE("a coupon takes its sum off, the hub is paid in full, and the leader sees it taken") {
    House house;
    Neighbourhood place(house);
    place.publish_list(100);
    const std::string code = issue(place, 500, 3000).code;
    const auto who = place.resident(0);
    const auto plain =
        place.call<api::QuoteOrder>(who, {wish(place, "").lines, Fulfilment::pickup, {}, {}, {}});
    const auto quote =
        place.call<api::QuoteOrder>(who, {wish(place, "").lines, Fulfilment::pickup, {}, {}, code});
    REQUIRE(quote.ok());
    CHECK(quote->discount == fen(500));
    CHECK(quote->total == fen(5500));
    CHECK(quote->terms != plain->terms);
    auto order = wish(place, code);
    order.terms = plain->terms;
    CHECK(place.call<api::PlaceOrder>(who, order).error().code == ErrorCode::price_changed);
    order.terms = quote->terms;
    const auto placed = place.call<api::PlaceOrder>(who, order);
    REQUIRE(placed.ok());
    CHECK(placed->total == fen(5500));
    CHECK(placed->discount == fen(500));
    CHECK(place.wallet(who) == fen(opening - 5500));
    CHECK(place.held(who) == fen(5500));
    CHECK(taken(place) == 1);
    CHECK(balance(place, coupons_account) == 0);
    CHECK(house.broken() == "");
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(who, {placed->order}).ok());
    CHECK(place.wallet(who) == fen(opening - 5500));
    CHECK(balance(place, coupons_account) == -500);
    // All of it came to the hub, which keeps it but for the leader's tenth.
    CHECK(balance(place, frozen_commission) == 600);
    CHECK(balance(place, sales_of(placed->hub)) == 6000 - 600);
    CHECK(house.broken() == "");
}

TEST_CASE("each household has a coupon once, and a cancelled order gives it back") {
    House house;
    Neighbourhood place(house);
    place.publish_list(100);
    const std::string code = issue(place, 500, 3000, 2).code;
    const auto first = buy(place, 0, code);
    REQUIRE(first.ok());
    CHECK(buy(place, 0, code).error() == Error{ErrorCode::coupon_used, "coupon"});
    REQUIRE(buy(place, 1, code).ok());
    CHECK(buy(place, 2, code).error() == Error{ErrorCode::coupon_gone, "coupon"});
    REQUIRE(place.call<api::CancelOrder>(place.resident(0), {first->order}).ok());
    CHECK(place.wallet(place.resident(0)) == fen(opening));
    CHECK(taken(place) == 1);
    CHECK(buy(place, 2, code).ok());
    CHECK(buy(place, 0, code).error().code == ErrorCode::coupon_gone);
    CHECK(house.broken() == "");
}

TEST_CASE("a coupon is refused below its minimum, past its time, stopped or unknown") {
    House house;
    Neighbourhood place(house);
    place.publish_list(100);
    const auto coupon = issue(place, 500, 6001);
    CHECK(buy(place, 0, coupon.code).error() == Error{ErrorCode::below_coupon, "coupon"});
    CHECK(buy(place, 0, "AAAA-AAAA").error() == Error{ErrorCode::not_found, "coupon"});
    CHECK(buy(place, 0, "what").error().code == ErrorCode::not_found);
    CHECK(buy(place, 0, coupon.code, 3).ok());
    REQUIRE(place.call<api::StopCoupon>(place.leader(), {coupon.coupon}).ok());
    CHECK(buy(place, 1, coupon.code, 3).error().code == ErrorCode::coupon_ended);
    const auto late = issue(place, 500, 500);
    house.pass(day_ms);
    place.publish_list(100);
    CHECK(buy(place, 1, late.code).error().code == ErrorCode::coupon_ended);
    const auto past =
        place.call<api::IssueCoupon>(place.leader(), {fen(1), fen(1), 1, place.house().now()});
    CHECK(past.error().code == ErrorCode::cutoff_passed);
    CHECK(house.broken() == "");
}

TEST_CASE("what is cut or refunded never pays out more than the household paid") {
    House house;
    Neighbourhood place(house);
    place.publish_list(100);
    const std::string code = issue(place, 2900, 3000).code;
    // Two at ¥30 less ¥29: ¥31 paid. One of them is missing: ¥30 go back, ¥1 is paid.
    const auto placed = buy(place, 0, code);
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::picking);
    REQUIRE(
        place.call<api::WeighLine>(place.shop(), {.order = placed->order, .line = 0, .pieces = 1})
            .ok());
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(0), {placed->order}).ok());
    CHECK(place.wallet(place.resident(0)) == fen(opening - 100));
    CHECK(balance(place, coupons_account) == -2900);
    const auto refunded = place.call<api::RefundOrder>(
        place.leader(), {placed->order, whole_order, RefundReason::spoiled, RefundWay::wallet});
    REQUIRE(refunded.ok());
    CHECK(refunded->refunded == fen(100));
    CHECK(refunded->refunds.at(0).amount == fen(100));
    CHECK(place.wallet(place.resident(0)) == fen(opening));
    CHECK(balance(place, coupons_account) == 0);
    CHECK(balance(place, sales_of(placed->hub)) == 0);
    CHECK(house.broken() == "");
}

TEST_CASE("paid on handing over, the coupon pays the hub what the till does not get") {
    House house;
    Neighbourhood place(house);
    place.publish_list(100);
    const std::string code = issue(place, 500, 3000).code;
    const auto placed = buy(place, 0, code, 2, Payment::on_handover);
    REQUIRE(placed.ok());
    CHECK(placed->total == fen(5500));
    const std::int64_t before = balance(place, cash_of(placed->hub));
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(0), {placed->order}).ok());
    CHECK(balance(place, cash_of(placed->hub)) == before - 5500);
    CHECK(balance(place, coupons_account) == -500);
    REQUIRE(place
                .call<api::RefundOrder>(place.leader(), {placed->order, whole_order,
                                                         RefundReason::late, RefundWay::cash})
                .ok());
    CHECK(balance(place, cash_of(placed->hub)) == before);
    CHECK(balance(place, coupons_account) == 0);
    CHECK(house.broken() == "");
}

TEST_CASE("an order with a coupon is changed as long as it keeps the coupon's minimum") {
    House house;
    Neighbourhood place(house);
    place.publish_list(100);
    const std::string code = issue(place, 500, 6000).code;
    const auto placed = buy(place, 0, code, 3);
    REQUIRE(placed.ok());
    const auto change = [&](std::int64_t quantity) {
        api::QuoteChange::Request wanted;
        wanted.order = placed->order;
        wanted.lines = {{0, quantity}};
        wanted.fulfilment = Fulfilment::pickup;
        const auto quote = place.call<api::QuoteChange>(place.resident(0), wanted);
        if (!quote) return Result<api::OrderView>{quote.error()};
        return place.call<api::ChangeOrder>(
            place.resident(0), {placed->order, wanted.lines, {}, Fulfilment::pickup, quote->terms});
    };
    CHECK(change(1).error().code == ErrorCode::below_coupon);
    const auto fewer = change(2);
    REQUIRE(fewer.ok());
    CHECK(fewer->total == fen(5500));
    CHECK(place.wallet(place.resident(0)) == fen(opening - 5500));
    CHECK(place.held(place.resident(0)) == fen(5500));
    CHECK(house.broken() == "");
}

}  // namespace louxia::test
