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
    constexpr std::int32_t to_a_minute = 6;
    constexpr std::int32_t minutes = 60;
    constexpr std::int32_t doublings_max = 6;
    if (looks < to_a_minute) return second_ms << std::max(looks, 0);
    const std::int32_t over = std::max(looks - to_a_minute - minutes + 1, 0);
    return std::min(minute_ms << std::min(over, doublings_max), hour_ms);
}

}  // namespace louxia
