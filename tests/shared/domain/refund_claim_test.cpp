#include "shared/domain/refund_claim.hpp"

#include <doctest/doctest.h>

#include "tests/shared/domain/order_samples.hpp"
#include "tests/shared/outcome.hpp"

namespace louxia::test {
namespace {

const Instant handed_over_at{1'795'431'600'000};
const Instant soon = handed_over_at + hour_ms;

Order delivered() {
    Order order = being_picked();
    order.state = OrderState::done;
    order.entered_at[static_cast<std::size_t>(OrderState::done) - 1] = handed_over_at;
    return order;
}

RefundClaim of_line(std::int32_t line, RefundReason reason = RefundReason::spoiled) {
    RefundClaim claim;
    claim.line = line;
    claim.reason = reason;
    return claim;
}

}  // namespace

TEST_CASE("a claim is of a line or of all, waits for its answer, and is numbered in its order") {
    const Order order = delivered();
    RefundClaim wanted = of_line(1, RefundReason::missing);
    wanted.text = "少了一盒\n门口没看到";
    // What only the leader may say counts for nothing.
    wanted.state = ClaimState::granted;
    wanted.answer = "好";
    const auto claim = claim_refund(order, {}, wanted, soon);
    REQUIRE(claim.ok());
    CHECK(claim->number == 1);
    CHECK(claim->order == order.id);
    CHECK(claim->state == ClaimState::open);
    CHECK(claim->answer.empty());
    CHECK(claim->claimed_at == soon);
    CHECK_FALSE(claim->answered_at.is_set());
    CHECK(claim_refund(order, {*claim}, of_line(0), soon)->number == 2);
}

TEST_CASE("the same is not asked for twice while it waits, and not without end") {
    const Order order = delivered();
    const RefundClaim first = claim_refund(order, {}, of_line(0), soon).value();
    CHECK(outcome(claim_refund(order, {first}, of_line(0), soon)) == "already_claimed line");
    CHECK(outcome(claim_refund(order, {first}, of_line(whole_order), soon)) == "ok");
    const RefundClaim all = claim_refund(order, {}, of_line(whole_order), soon).value();
    CHECK(outcome(claim_refund(order, {all}, of_line(1), soon)) == "already_claimed line");
    const RefundClaim declined = decline(first, "称过了，够的", soon).value();
    CHECK(outcome(claim_refund(order, {declined}, of_line(0), soon)) == "ok");
    const std::vector<RefundClaim> many(claims_per_order_max, declined);
    CHECK(outcome(claim_refund(order, many, of_line(0), soon)) == "already_claimed line");
}

TEST_CASE(
    "claims are taken for two days after the hand-over, of what was paid and has not gone back") {
    const Order order = delivered();
    const Instant end = handed_over_at + claim_window_ms;
    CHECK(claims_end(order) == end);
    CHECK(outcome(claim_refund(order, {}, of_line(0), end + -1)) == "ok");
    CHECK(outcome(claim_refund(order, {}, of_line(0), end)) == "claim_too_late");
    const Order rest = refund(order, 0, RefundWay::wallet)->order;
    CHECK(outcome(claim_refund(rest, {}, of_line(0), soon)) == "already_refunded line");
    CHECK(outcome(claim_refund(rest, {}, of_line(whole_order), soon)) == "ok");
    const Order nothing = refund(rest, whole_order, RefundWay::wallet)->order;
    CHECK(outcome(claim_refund(nothing, {}, of_line(whole_order), soon)) ==
          "already_refunded line");
    for (int state = 1; state <= static_cast<int>(order_state_count); ++state) {
        Order other = delivered();
        other.state = static_cast<OrderState>(state);
        const bool done = other.state == OrderState::done;
        CHECK(outcome(claim_refund(other, {}, of_line(0), soon)) ==
              (done ? "ok" : "not_delivered"));
        CHECK(claims_end(other).is_set() == done);
    }
}

TEST_CASE("a claim's line, reason and words have their limits") {
    const Order order = delivered();
    for (const std::int32_t line : {-2, 2, 2'147'483'647}) {
        CHECK(outcome(claim_refund(order, {}, of_line(line), soon)) == "out_of_range line");
    }
    CHECK(outcome(claim_refund(order, {}, of_line(0, RefundReason::recalled), soon)) ==
          "invalid_value reason");
    RefundClaim worded = of_line(0);
    worded.text = "\x01";
    CHECK(outcome(claim_refund(order, {}, worded, soon)) == "invalid_value text");
    worded.text = std::string(claim_text_code_points_max + 1, 'a');
    CHECK(outcome(claim_refund(order, {}, worded, soon)) == "out_of_range text");
    worded.text.pop_back();
    CHECK(outcome(claim_refund(order, {}, worded, soon)) == "ok");
}

TEST_CASE("a refund settles the claims of which nothing is left, and no others") {
    const Order order = delivered();
    std::vector<RefundClaim> claims;
    for (const std::int32_t line : {0, 1, whole_order}) {
        claims.push_back(claim_refund(order, claims, of_line(line), soon).value());
    }
    CHECK(granted_by_now(order, claims, soon).empty());
    const Order one = refund(order, 1, RefundWay::wallet)->order;
    const auto granted = granted_by_now(one, claims, soon + 1);
    REQUIRE(granted.size() == 1);
    CHECK(granted[0].number == 2);
    CHECK(granted[0].state == ClaimState::granted);
    CHECK(granted[0].answered_at == soon + 1);
    claims[1] = granted[0];
    const Order all = refund(one, whole_order, RefundWay::wallet)->order;
    CHECK(granted_by_now(all, claims, soon + 2).size() == 2);
    claims[0] = decline(claims[0], "没坏", soon).value();
    CHECK(granted_by_now(all, claims, soon + 2).size() == 1);
}

TEST_CASE("a claim is declined once, with words") {
    const RefundClaim claim = claim_refund(delivered(), {}, of_line(0), soon).value();
    CHECK(outcome(decline(claim, " ", soon)) == "missing_field answer");
    CHECK(outcome(decline(claim, std::string(201, 'a'), soon)) == "out_of_range answer");
    const auto declined = decline(claim, "照片里是好的", soon + 5);
    REQUIRE(declined.ok());
    CHECK(declined->answer == "照片里是好的");
    CHECK(declined->answered_at == soon + 5);
    CHECK(outcome(decline(*declined, "还是不退", soon)) == "conflict");
}

}  // namespace louxia::test
