#include "shared/domain/refund_claim.hpp"

#include <algorithm>

#include "shared/domain/text_rules.hpp"

namespace louxia {
namespace {

/// What of the line, or of all, was paid and has not gone back.
Money left_of(const Order& order, std::int32_t line) {
    if (line == whole_order) {
        return Money::fen_unchecked(due_of(order).fen() - order.refunded.fen());
    }
    const OrderLine& one = order.lines[static_cast<std::size_t>(line)];
    return Money::fen_unchecked(due_of(one).fen() - one.refunded.fen());
}

bool covers(const RefundClaim& claim, std::int32_t line) {
    return claim.state == ClaimState::open && (claim.line == line || claim.line == whole_order);
}

}  // namespace

Instant claims_end(const Order& order) noexcept {
    const Instant done = order.at(OrderState::done);
    return order.state == OrderState::done ? done + claim_window_ms : Instant{};
}

Result<void> check_claim_text(std::string_view text, bool required, std::string_view field) {
    return check_lines(text, claim_text_code_points_max,
                       required ? Presence::required : Presence::optional, field);
}

Result<RefundClaim> claim_refund(const Order& order, const std::vector<RefundClaim>& earlier,
                                 RefundClaim wanted, Instant now) {
    if (order.state != OrderState::done) return refuse(ErrorCode::not_delivered);
    if (now >= claims_end(order)) return refuse(ErrorCode::claim_too_late);
    if (wanted.line < whole_order || wanted.line >= static_cast<std::int32_t>(order.lines.size())) {
        return refuse(ErrorCode::out_of_range, "line");
    }
    if (wanted.reason == RefundReason::recalled) return refuse(ErrorCode::invalid_value, "reason");
    LOUXIA_TRY(check_claim_text(wanted.text, false, "text"));
    if (left_of(order, wanted.line) <= Money{}) return refuse(ErrorCode::already_refunded, "line");
    const auto covering = [&](const RefundClaim& claim) { return covers(claim, wanted.line); };
    if (earlier.size() >= claims_per_order_max ||
        std::any_of(earlier.begin(), earlier.end(), covering)) {
        return refuse(ErrorCode::already_claimed, "line");
    }
    wanted.order = order.id;
    wanted.number = static_cast<std::int32_t>(earlier.size()) + 1;
    wanted.claimed_at = now;
    wanted.state = ClaimState::open;
    wanted.answer.clear();
    wanted.answered_at = Instant{};
    return wanted;
}

std::vector<RefundClaim> granted_by_now(const Order& order, const std::vector<RefundClaim>& claims,
                                        Instant now) {
    std::vector<RefundClaim> granted;
    for (const RefundClaim& claim : claims) {
        if (claim.state != ClaimState::open || left_of(order, claim.line) > Money{}) continue;
        granted.push_back(claim);
        granted.back().state = ClaimState::granted;
        granted.back().answered_at = now;
    }
    return granted;
}

Result<RefundClaim> decline(RefundClaim claim, std::string answer, Instant now) {
    if (claim.state != ClaimState::open) return refuse(ErrorCode::conflict);
    LOUXIA_TRY(check_claim_text(answer, true, "answer"));
    claim.state = ClaimState::declined;
    claim.answer = std::move(answer);
    claim.answered_at = now;
    return claim;
}

}  // namespace louxia
