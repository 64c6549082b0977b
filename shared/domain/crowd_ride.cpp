#include "shared/domain/crowd_ride.hpp"

#include <algorithm>

#include "shared/domain/payment.hpp"

namespace louxia {
namespace {

constexpr std::int64_t ask_called_every_ms = 5 * second_ms;
constexpr std::int64_t ask_riding_every_ms = 15 * second_ms;
constexpr std::int64_t silence_ms_max = minute_ms;

bool waits_for_a_rider(CrowdState state) noexcept {
    return state == CrowdState::wanted || state == CrowdState::called;
}

Instant earlier(Instant one, Instant other) noexcept {
    return other.is_set() ? std::min(one, other) : one;
}

}  // namespace

bool lasts(CrowdState state) noexcept {
    switch (state) {
        case CrowdState::wanted:
        case CrowdState::called:
        case CrowdState::accepted:
        case CrowdState::picked_up: return true;
        case CrowdState::delivered:
        case CrowdState::refused:
        case CrowdState::cancelled:
        case CrowdState::vanished: return false;
    }
    return false;
}

Result<CrowdRide> advance(CrowdRide ride, CrowdState to, Instant now) {
    if (!lasts(ride.state) || !lasts(to) || to < ride.state) {
        return refuse(ErrorCode::wrong_state);
    }
    ride.state = to;
    if (to != CrowdState::wanted && !ride.called_at.is_set()) ride.called_at = now;
    if (to == CrowdState::picked_up && !ride.at_pickup_at.is_set()) ride.at_pickup_at = now;
    return ride;
}

Result<CrowdRide> end_ride(CrowdRide ride, CrowdEnd why, bool carries, Instant now) {
    if (!lasts(ride.state)) return refuse(ErrorCode::wrong_state);
    const bool nobody_came = waits_for_a_rider(ride.state) && !carries;
    const CrowdState missed = nobody_came ? CrowdState::refused : CrowdState::vanished;
    CrowdState ended = missed;
    switch (why) {
        case CrowdEnd::none: return refuse(ErrorCode::wrong_state);
        case CrowdEnd::delivered:
            if (ride.state != CrowdState::picked_up || carries) {
                return refuse(ErrorCode::wrong_state);
            }
            ended = CrowdState::delivered;
            break;
        case CrowdEnd::nothing_left:
            if (carries) return refuse(ErrorCode::wrong_state);
            ended = CrowdState::cancelled;
            break;
        case CrowdEnd::declined:
        case CrowdEnd::nobody:
        case CrowdEnd::given_back:
        case CrowdEnd::no_show:
        case CrowdEnd::lost: break;
    }
    ride.state = ended;
    ride.why = why;
    ride.ended_at = carries ? Instant{} : now;
    ride.looks = 0;
    ride.look_at = Instant{};
    return ride;
}

CrowdRide settle(CrowdRide ride, Instant now) {
    if (ride.state == CrowdState::vanished && !ride.ended_at.is_set()) ride.ended_at = now;
    return ride;
}

std::optional<CrowdEnd> timed_out(const CrowdRide& ride, Instant now) noexcept {
    if (waits_for_a_rider(ride.state) && now >= ride.accept_by) return CrowdEnd::nobody;
    const bool due = ride.state == CrowdState::accepted && !ride.at_pickup_at.is_set() &&
                     ride.arrives_at.is_set();
    if (due && now >= ride.arrives_at + crowd_no_show_ms) return CrowdEnd::no_show;
    return std::nullopt;
}

Instant next_look(const CrowdRide& ride, Instant now) noexcept {
    const Instant after_silence =
        ride.looks == 0 ? now : now + std::min(wait_before_look_ms(ride.looks - 1), silence_ms_max);
    if (ride.to_cancel) return after_silence;
    switch (ride.state) {
        case CrowdState::wanted: return earlier(after_silence, ride.accept_by);
        case CrowdState::called:
            return earlier(std::max(now + ask_called_every_ms, after_silence), ride.accept_by);
        case CrowdState::accepted: {
            const bool expected = ride.arrives_at.is_set() && !ride.at_pickup_at.is_set();
            return earlier(std::max(now + ask_riding_every_ms, after_silence),
                           expected ? ride.arrives_at + crowd_no_show_ms : Instant{});
        }
        case CrowdState::picked_up: return std::max(now + ask_riding_every_ms, after_silence);
        case CrowdState::delivered:
        case CrowdState::refused:
        case CrowdState::cancelled:
        case CrowdState::vanished: return Instant{};
    }
    return Instant{};
}

bool is_fresh(const CrowdQuote& quote, Instant now) noexcept {
    return now < quote.valid_until && now - quote.quoted_at <= crowd_quote_kept_ms;
}

Result<Money> crowd_price(const CrowdQuote& quote, std::int64_t metres) {
    constexpr std::int64_t metres_max = 100'000;
    if (metres < 0 || metres > metres_max) return refuse(ErrorCode::out_of_range, "metres");
    if (quote.per_km > crowd_price_max || quote.base > crowd_price_max) {
        return refuse(ErrorCode::out_of_range, "price_fen");
    }
    const std::int64_t way_fen = (quote.per_km.fen() * metres + 999) / 1000;
    const Money price = Money::fen_unchecked(quote.base.fen() + way_fen);
    if (price > crowd_price_max) return refuse(ErrorCode::out_of_range, "price_fen");
    return price;
}

}  // namespace louxia
