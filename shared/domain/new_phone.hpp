#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "shared/base/enum_words.hpp"
#include "shared/base/instant.hpp"
#include "shared/base/result.hpp"
#include "shared/base/strong_id.hpp"

namespace louxia {

/// offered → claimed → confirmed → done; each of the first three → ended. A step that is not taken
/// within its minute is over, whatever the state says.
enum class NewPhoneState : std::int32_t {
    offered = 1,    ///< the old phone shows the code
    claimed = 2,    ///< another phone has opened it and shows its digits
    confirmed = 3,  ///< the old phone has picked the same digits
    done = 4,       ///< the new phone is signed in
    ended = 5,      ///< other digits were picked, or a second phone opened the code
};
template <>
struct EnumWords<NewPhoneState> {
    static constexpr auto table =
        enum_table<NewPhoneState>({{NewPhoneState::offered, "offered"},
                                   {NewPhoneState::claimed, "claimed"},
                                   {NewPhoneState::confirmed, "confirmed"},
                                   {NewPhoneState::done, "done"},
                                   {NewPhoneState::ended, "ended"}});
};

inline constexpr std::int64_t new_phone_step_ms = minute_ms;
inline constexpr std::int32_t new_phone_offers_max = 10;  ///< within the window
inline constexpr std::int64_t new_phone_window_ms = 15 * minute_ms;
inline constexpr std::int32_t new_phone_digits = 100;  ///< 00-99

/// A member's latest attempt to bring in another phone.
struct NewPhone {
    MemberId member;
    SessionId session;  ///< of the old phone: it alone goes on with this
    NewPhoneState state = NewPhoneState::ended;
    std::string secret_hash;
    std::string claim_hash;  ///< of what the new phone got when it opened the code
    std::string device;      ///< what the new phone runs on
    std::int32_t digits = 0;
    std::int32_t other_digits = 0;  ///< two that the new phone does not show
    std::int32_t more_digits = 0;
    Instant ends_at;  ///< of the step under way
    std::int32_t offers = 0;
    Instant offers_since;
};

/// Counts an offer. Refused: rate_limited.
[[nodiscard]] Result<void> offer(NewPhone& phone, Instant now);
/// Refused with not_found when it is not offered any more; a code that is opened a second time is
/// ended, since two people have seen it.
[[nodiscard]] Result<void> claim(NewPhone& phone, Instant now);
/// The three digits in rising order, from three random numbers: they differ.
void draw_digits(NewPhone& phone, const std::array<std::uint64_t, 3>& random);
[[nodiscard]] std::array<std::int32_t, 3> choices(const NewPhone& phone);
/// Digits that do not match, or none, end it. Refused: wrong_state when nothing waits for digits.
[[nodiscard]] Result<void> confirm(NewPhone& phone, std::optional<std::int32_t> digits,
                                   Instant now);
/// The new phone comes in. Refused: wrong_state while it waits for the old one, not_found when it
/// is over.
[[nodiscard]] Result<void> finish(NewPhone& phone, Instant now);

/// A step under way whose minute has not passed.
[[nodiscard]] bool is_under_way(const NewPhone& phone, Instant now) noexcept;

}  // namespace louxia
