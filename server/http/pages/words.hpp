#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/api/views.hpp"
#include "shared/base/error.hpp"
#include "shared/base/instant.hpp"
#include "shared/base/money.hpp"
#include "shared/domain/crowd_ride.hpp"

/// The pages' words, prices and times in both languages. The catalogues are web/text/.
namespace louxia::http {

enum class Language { zh, en };

using Blanks = std::initializer_list<std::pair<std::string_view, std::string>>;

/// An unknown key gives the key itself, which a test looks for.
[[nodiscard]] std::string_view text(Language language, std::string_view key);
/// All keys of a catalogue, in its order.
[[nodiscard]] std::vector<std::string_view> text_keys(Language language);
/// The text with each {name} filled in; {name:s} is "s" unless the value is 1.
[[nodiscard]] std::string text(Language language, std::string_view key, Blanks blanks);
[[nodiscard]] std::string error_text(Language language, ErrorCode code);

/// What a page's clock shows: now, in the community's zone.
struct LocalClock {
    Instant now;
    std::int32_t utc_offset_minutes = 480;
};

/// "16:00"
[[nodiscard]] std::string clock_time(const LocalClock& clock, Instant at);
/// "今天 16:00", "昨天 …", "11月25日 …"
[[nodiscard]] std::string day_time(Language language, const LocalClock& clock, Instant at);
/// "今早 05:20 采"
[[nodiscard]] std::string harvest_time(Language language, const LocalClock& clock, Instant at);
/// "2 小时 14 分"; empty when it is over.
[[nodiscard]] std::string time_left(Language language, const LocalClock& clock, Instant until);

/// "¥12.80", "¥1,234.50", "-¥3.00"
[[nodiscard]] std::string yuan(Money amount);
/// "89" of ¥89.00, "89.50" of ¥89.50: on a button.
[[nodiscard]] std::string short_yuan(Money amount);

[[nodiscard]] std::string per_unit(Language language, Unit unit);   ///< "/500g"
[[nodiscard]] std::string unit_word(Language language, Unit unit);  ///< "500g"
[[nodiscard]] std::string full_address(Language language, const api::AddressView& address);
/// Of a ride of the crowd: "小周 · 已经取走，在路上 · ¥8.00".
[[nodiscard]] std::string ride_words(Language language, std::string_view rider, CrowdState state,
                                     Money price);

}  // namespace louxia::http
