#include "shared/domain/pickup.hpp"

#include <algorithm>
#include <bitset>

namespace louxia {
namespace {

constexpr std::size_t code_count = 10'000;

std::size_t number_of(std::string_view code) noexcept {
    std::size_t number = 0;
    for (const char c : code)
        number = number * 10 + static_cast<std::size_t>(c - '0');
    return number;
}

std::string code_of(std::size_t number) {
    std::string code(pickup_code_digits, '0');
    for (std::size_t place = pickup_code_digits; place > 0; --place) {
        code[place - 1] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
    return code;
}

}  // namespace

Result<std::string> choose_pickup_code(const std::vector<std::string>& taken,
                                       std::uint64_t random) {
    std::bitset<code_count> used;
    for (const std::string& code : taken) {
        if (is_pickup_code(code)) used.set(number_of(code));
    }
    const std::size_t free = code_count - used.count();
    if (free == 0) return refuse(ErrorCode::unavailable);
    // Counting through the free ones keeps each as likely as any other.
    auto skipped = static_cast<std::size_t>(random % free);
    for (std::size_t number = 0; number < code_count; ++number) {
        if (used.test(number)) continue;
        if (skipped == 0) return code_of(number);
        --skipped;
    }
    return refuse(ErrorCode::unavailable);
}

bool is_pickup_code(std::string_view text) noexcept {
    return text.size() == pickup_code_digits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<void> may_try(const CodePad& pad, Instant now) {
    if (now < pad.locked_until) return refuse(ErrorCode::pad_locked);
    return {};
}

CodePad after_try(CodePad pad, bool right, Instant now) noexcept {
    if (now < pad.locked_until) return pad;
    if (right) {
        pad.wrong_tries = 0;
        return pad;
    }
    ++pad.wrong_tries;
    if (pad.wrong_tries >= pad_tries_max) return CodePad{0, now + pad_lock_ms};
    return pad;
}

Instant collect_before(Instant ready_at, bool chilled, std::int32_t utc_offset_minutes) noexcept {
    const CivilDate day = to_civil(ready_at, utc_offset_minutes).date;
    Instant closing = from_civil(day, pickup_until_minute_of_day, utc_offset_minutes);
    if (ready_at >= closing) closing = closing + day_ms;
    return chilled ? std::min(closing, ready_at + chilled_keep_ms) : closing;
}

}  // namespace louxia
