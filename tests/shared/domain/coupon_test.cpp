#include "shared/domain/coupon.hpp"

#include <doctest/doctest.h>

#include "shared/domain/handed_over.hpp"
#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

constexpr Instant noon{1'795'000'000'000};

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

Coupon five_off_thirty() {
    Coupon coupon;
    coupon.off = fen(500);
    coupon.minimum = fen(3000);
    coupon.count = 2;
    coupon.ends_at = noon + day_ms;
    return coupon;
}

}  // namespace

TEST_CASE("a coupon is for orders of its minimum, once for each household, while there are some") {
    Coupon coupon = five_off_thirty();
    CHECK(check_coupon(coupon, fen(3000), false, noon).ok());
    CHECK(outcome(check_coupon(coupon, fen(2999), false, noon)) == "below_coupon coupon");
    CHECK(outcome(check_coupon(coupon, fen(3000), true, noon)) == "coupon_used coupon");
    CHECK(outcome(check_coupon(coupon, fen(3000), false, noon + day_ms)) == "coupon_ended coupon");
    coupon.taken = 2;
    CHECK(outcome(check_coupon(coupon, fen(3000), false, noon)) == "coupon_gone coupon");
    coupon.stopped_at = noon;
    CHECK(outcome(check_coupon(coupon, fen(1), true, noon)) == "coupon_ended coupon");
}

TEST_CASE("what is cut and refunded is the household's first, and the coupon's last") {
    Order order;
    order.total = fen(6000);
    order.discount = fen(2900);
    CHECK(price_of(order) == fen(3100));
    CHECK(owed_by_household(order) == fen(3100));
    order.cut = fen(3000);
    CHECK(owed_by_household(order) == fen(100));
    order.refunded = fen(60);
    CHECK(refunded_to_household(order) == fen(60));
    order.refunded = fen(3000);
    CHECK(refunded_to_household(order) == fen(100));
    order.cut = fen(5000);
    CHECK(owed_by_household(order) == Money{});
    CHECK(refunded_to_household(order) == Money{});
}

TEST_CASE("a coupon is part of the terms, and no coupon leaves them as they were") {
    Order order;
    order.lines.push_back({});
    const TermsId plain = terms_of(order);
    order.coupon = CouponId{7};
    order.discount = fen(500);
    const TermsId with = terms_of(order);
    CHECK(with != plain);
    order.discount = fen(501);
    CHECK(terms_of(order) != with);
    order.coupon = CouponId{};
    order.discount = Money{};
    CHECK(terms_of(order) == plain);
}
