#include "shared/domain/new_phone.hpp"

#include <algorithm>

namespace louxia {

bool is_under_way(const NewPhone& phone, Instant now) noexcept {
    const bool open = phone.state == NewPhoneState::offered ||
                      phone.state == NewPhoneState::claimed ||
                      phone.state == NewPhoneState::confirmed;
    return open && now < phone.ends_at;
}

Result<void> offer(NewPhone& phone, Instant now) {
    const std::int64_t passed = now - phone.offers_since;
    if (!phone.offers_since.is_set() || passed >= new_phone_window_ms || passed < 0) {
        phone.offers = 0;
        phone.offers_since = now;
    }
    if (phone.offers >= new_phone_offers_max) {
        return refuse(ErrorCode::rate_limited);
    }
    ++phone.offers;
    phone.state = NewPhoneState::offered;
    phone.claim_hash.clear();
    phone.device.clear();
    phone.ends_at = now + new_phone_step_ms;
    return {};
}

Result<void> claim(NewPhone& phone, Instant now) {
    if (!is_under_way(phone, now)) {
        return refuse(ErrorCode::not_found);
    }
    if (phone.state != NewPhoneState::offered) {
        phone.state = NewPhoneState::ended;
        return refuse(ErrorCode::not_found);
    }
    phone.state = NewPhoneState::claimed;
    phone.ends_at = now + new_phone_step_ms;
    return {};
}

void draw_digits(NewPhone& phone, const std::array<std::uint64_t, 3>& random) {
    constexpr auto all = static_cast<std::uint64_t>(new_phone_digits);
    // Steps round the circle of all digits, none of them zero or the same.
    const std::uint64_t first = random[0] % all;
    const std::uint64_t step = 1 + random[1] % (all - 1);
    std::uint64_t further = 1 + random[2] % (all - 2);
    further += further >= step ? 1 : 0;
    phone.digits = static_cast<std::int32_t>(first);
    phone.other_digits = static_cast<std::int32_t>((first + step) % all);
    phone.more_digits = static_cast<std::int32_t>((first + further) % all);
}

std::array<std::int32_t, 3> choices(const NewPhone& phone) {
    std::array<std::int32_t, 3> all{phone.digits, phone.other_digits, phone.more_digits};
    std::sort(all.begin(), all.end());
    return all;
}

Result<void> confirm(NewPhone& phone, std::optional<std::int32_t> digits, Instant now) {
    if (!is_under_way(phone, now) || phone.state != NewPhoneState::claimed) {
        return refuse(ErrorCode::wrong_state);
    }
    phone.state = digits == phone.digits ? NewPhoneState::confirmed : NewPhoneState::ended;
    phone.ends_at = now + new_phone_step_ms;
    return {};
}

Result<void> finish(NewPhone& phone, Instant now) {
    if (!is_under_way(phone, now)) {
        return refuse(ErrorCode::not_found);
    }
    if (phone.state != NewPhoneState::confirmed) {
        return refuse(ErrorCode::wrong_state);
    }
    phone.state = NewPhoneState::done;
    return {};
}

}  // namespace louxia
