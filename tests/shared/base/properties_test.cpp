#include "tests/shared/property.hpp"

#ifdef LOUXIA_HAS_RAPIDCHECK

#include "shared/base/instant.hpp"
#include "shared/base/money.hpp"
#include "shared/base/strong_id.hpp"
#include "shared/base/utf8.hpp"

using namespace louxia;
using test::between;
using test::holds;

namespace {

Money any_money() {
    return Money::fen_unchecked(*between(-Money::limit_fen, Money::limit_fen));
}

bool is_money(const Result<Money>& result) {
    return result.ok() && result->fen() <= Money::limit_fen && result->fen() >= -Money::limit_fen;
}

}  // namespace

TEST_CASE("money is added and taken back without a fen lost") {
    holds("a + b is exact, or refused because it leaves the range", [] {
        const Money a = any_money();
        const Money b = any_money();
        const auto sum = add(a, b);
        const std::int64_t exact = a.fen() + b.fen();
        RC_ASSERT((sum.ok() == (exact <= Money::limit_fen && exact >= -Money::limit_fen)));
        if (!sum.ok()) return;
        RC_ASSERT(is_money(sum));
        RC_ASSERT(sum->fen() == exact);
        RC_ASSERT(subtract(*sum, b).value() == a);
        RC_ASSERT(add(b, a).value() == *sum);
    });
    holds("n pieces cost n times one", [] {
        const Money price = Money::fen_unchecked(*between(-100'000, 100'000));
        const std::int64_t count = *between(0, 999);
        Money sum;
        for (std::int64_t piece = 0; piece < count; ++piece)
            sum = add(sum, price).value();
        RC_ASSERT(multiply(price, Pieces{count}).value() == sum);
    });
    holds("no product of any two numbers leaves the range or wraps", [] {
        const Money amount = any_money();
        const Pieces count{*rc::gen::arbitrary<std::int64_t>()};
        const auto product = multiply(amount, count);
        if (product.ok()) {
            RC_ASSERT(is_money(product));
            RC_ASSERT((count.count == 0 || product->fen() / count.count == amount.fen()));
        }
        RC_ASSERT(is_money(negate(amount)));
    });
}

TEST_CASE("rounded shares are half a fen off at most") {
    holds("per mille", [] {
        const std::int64_t fen = *between(-100'000'000, 100'000'000);
        const auto permille = static_cast<std::int32_t>(*between(-5000, 5000));
        const auto share = permille_of_rounded_half_up(Money::fen_unchecked(fen), permille);
        const std::int64_t off = share->fen() * 1000 - fen * permille;
        RC_ASSERT(off >= -500);
        RC_ASSERT(off <= 500);
        // Away from zero on a half.
        if (fen * permille >= 0) RC_ASSERT(off > -500);
    });
    holds("by weight", [] {
        const std::int64_t fen = *between(0, 10'000'000);
        const std::int64_t grams = *between(0, 1'000'000);
        const auto total = weighed_total_rounded_half_up(Money::fen_unchecked(fen), Grams{grams});
        const std::int64_t off = total->fen() * 500 - fen * grams;
        RC_ASSERT(off > -250);
        RC_ASSERT(off <= 250);
    });
}

TEST_CASE("what is written is read back the same") {
    holds("yuan", [] {
        const Money amount = Money::fen_unchecked(*between(0, Money::limit_fen));
        RC_ASSERT(parse_yuan(to_yuan_text(amount)).value() == amount);
    });
    holds("ids, which sort as their numbers do", [] {
        const auto a = *rc::gen::arbitrary<std::uint64_t>();
        const auto b = *rc::gen::arbitrary<std::uint64_t>();
        RC_ASSERT(decode_id(encode_id(a)) == a);
        RC_ASSERT((encode_id(a) < encode_id(b)) == (a < b));
    });
    holds("only what encode_id writes is an id", [] {
        const auto text = *rc::gen::container<std::string>(
            13, rc::gen::elementOf(std::string("0123456789abcdefghijklmnopqrstuvwxyzA-")));
        const auto value = decode_id(text);
        RC_ASSERT((!value || encode_id(*value) == text));
    });
    holds("days", [] {
        const std::int64_t days = *between(0, 2'932'896);
        const CivilDate date = civil_from_days(days);
        RC_ASSERT(days_from_civil(date) == days);
        RC_ASSERT(parse_date(to_text(date)) == date);
    });
    holds("wall clocks, whatever the offset", [] {
        const Instant at{*between(-62'135'596'800, 253'402'300'799) * second_ms};
        const auto offset = static_cast<std::int32_t>(*between(-14 * 60, 14 * 60));
        const CivilTime wall = to_civil(at, offset);
        RC_ASSERT(wall.minute_of_day >= 0);
        RC_ASSERT(wall.minute_of_day < 1440);
        RC_ASSERT(from_civil(wall.date, wall.minute_of_day, offset) + wall.second * second_ms ==
                  at);
    });
}

TEST_CASE("any bytes at all are read without harm") {
    holds("as text, money, dates and ids", [] {
        const auto bytes = *rc::gen::arbitrary<std::string>();
        const auto count = count_code_points(bytes);
        if (count) RC_ASSERT(*count <= bytes.size());
        RC_ASSERT((!is_plain_text(bytes) || is_plain_lines(bytes)));
        RC_ASSERT((!is_plain_text(bytes) || count.has_value()));
        RC_ASSERT((!is_blank(bytes) || count.has_value()));
        static_cast<void>(parse_yuan(bytes));
        static_cast<void>(parse_date(bytes));
        static_cast<void>(parse_rfc3339(bytes));
        static_cast<void>(decode_id(bytes));
    });
}

#endif
