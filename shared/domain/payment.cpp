#include "shared/domain/payment.hpp"

#include <algorithm>

namespace louxia {

Result<void> check_purpose(const OnlinePayment& payment, Money received) {
    if (payment.state != PaymentState::created) return refuse(ErrorCode::wrong_state);
    if (received != payment.amount) return refuse(ErrorCode::payment_differs);
    return {};
}

Money returnable(const OnlinePayment& payment) noexcept {
    return Money::fen_unchecked(payment.received.fen() - payment.returned.fen());
}

std::int64_t wait_before_look_ms(std::int32_t looks) noexcept {
    constexpr std::int32_t doublings_max = 11;
    const std::int64_t wait = 2 * second_ms << std::clamp(looks, 0, doublings_max);
    return std::min(wait, hour_ms);
}

}  // namespace louxia
