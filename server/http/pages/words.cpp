#include "server/http/pages/words.hpp"

#include <algorithm>
#include <map>

#include "web/text/en.hpp"
#include "web/text/en_staff.hpp"
#include "web/text/zh.hpp"
#include "web/text/zh_staff.hpp"

namespace louxia::http {
namespace {

using Catalogue = std::map<std::string_view, std::string_view>;

/// Calls `read` with each part of that language's catalogue.
template <class Read>
void read_parts(Language language, Read&& read) {
    switch (language) {
        case Language::zh:
            read(web_text::zh);
            read(web_text::zh_staff);
            break;
        case Language::en:
            read(web_text::en);
            read(web_text::en_staff);
            break;
    }
}

Catalogue read_catalogue(Language language) {
    Catalogue all;
    read_parts(language, [&](const auto& part) { all.insert(part.begin(), part.end()); });
    return all;
}

const Catalogue& catalogue(Language language) {
    static const Catalogue zh = read_catalogue(Language::zh);
    static const Catalogue en = read_catalogue(Language::en);
    return language == Language::zh ? zh : en;
}

constexpr std::int32_t noon_minute = 12 * 60;
constexpr std::int32_t evening_minute = 18 * 60;

}  // namespace

std::string_view text(Language language, std::string_view key) {
    const auto found = catalogue(language).find(key);
    return found == catalogue(language).end() ? key : found->second;
}

std::vector<std::string_view> text_keys(Language language) {
    std::vector<std::string_view> keys;
    read_parts(language, [&](const auto& part) {
        for (const auto& entry : part) {
            keys.push_back(entry.first);
        }
    });
    return keys;
}

std::string text(Language language, std::string_view key, Blanks blanks) {
    std::string_view rest = text(language, key);
    std::string out;
    while (!rest.empty()) {
        const std::size_t open = rest.find('{');
        const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
        out += rest.substr(0, close == std::string_view::npos ? rest.size() : open);
        if (close == std::string_view::npos) {
            break;
        }
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        const std::size_t colon = std::min(name.find(':'), name.size());
        for (const auto& [blank, value] : blanks) {
            if (blank != name.substr(0, colon)) {
                continue;
            }
            if (colon == name.size()) {
                out += value;
            } else if (value != "1") {
                out += name.substr(colon + 1);
            }
        }
        rest.remove_prefix(close + 1);
    }
    return out;
}

std::string error_text(Language language, ErrorCode code) {
    const std::string key = "error_" + std::string(error_word(code));
    const std::string_view found = text(language, key);
    return std::string(found == key ? text(language, "broken_heading") : found);
}

std::string clock_time(const LocalClock& clock, Instant at) {
    return clock_text(to_civil(at, clock.utc_offset_minutes).minute_of_day);
}

std::string day_time(Language language, const LocalClock& clock, Instant at) {
    const CivilTime then = to_civil(at, clock.utc_offset_minutes);
    const std::int64_t days = days_from_civil(then.date) -
                              days_from_civil(to_civil(clock.now, clock.utc_offset_minutes).date);
    const std::string time = clock_text(then.minute_of_day);
    if (days == 0 && then.minute_of_day < noon_minute && at <= clock.now) {
        return text(language, "this_morning", {{"time", time}});
    }
    if (days == 0) {
        return text(language, then.minute_of_day >= evening_minute ? "tonight_at" : "today_at",
                    {{"time", time}});
    }
    if (days == 1 || days == -1) {
        return text(language, days == 1 ? "tomorrow_at" : "yesterday_at", {{"time", time}});
    }
    return text(language, "day_at",
                {{"month", std::to_string(then.date.month)},
                 {"day", std::to_string(then.date.day)},
                 {"time", time}});
}

std::string harvest_time(Language language, const LocalClock& clock, Instant at) {
    return text(language, "harvest", {{"when", day_time(language, clock, at)}});
}

std::string time_left(Language language, const LocalClock& clock, Instant until) {
    const std::int64_t minutes = (until - clock.now + minute_ms - 1) / minute_ms;
    if (minutes <= 0) {
        return {};
    }
    if (minutes >= 48 * 60) {
        return text(language, "left_days", {{"days", std::to_string(minutes / (24 * 60))}});
    }
    if (minutes >= 60) {
        return text(
            language, "left_hours",
            {{"hours", std::to_string(minutes / 60)}, {"minutes", std::to_string(minutes % 60)}});
    }
    return text(language, "left_minutes", {{"minutes", std::to_string(minutes)}});
}

std::string yuan(Money amount) {
    std::string text = to_yuan_text(amount.is_negative() ? negate(amount) : amount);
    const std::size_t whole = std::min(text.find('.'), text.size());
    for (std::size_t at = whole; at > 3; at -= 3) {
        text.insert(at - 3, ",");
    }
    return (amount.is_negative() ? "-¥" : "¥") + text;
}

std::string short_yuan(Money amount) {
    std::string plain = to_yuan_text(amount);
    if (plain.size() > 3 && plain.compare(plain.size() - 3, 3, ".00") == 0) {
        plain.resize(plain.size() - 3);
    }
    return plain;
}

std::string per_unit(Language language, Unit unit) {
    return std::string(text(language, "per_" + std::string(word_of(unit))));
}

std::string unit_word(Language language, Unit unit) {
    return std::string(text(language, "unit_" + std::string(word_of(unit))));
}

std::string full_address(Language language, const api::AddressView& address) {
    return text(language, "full_address",
                {{"building", std::to_string(address.building_number)},
                 {"unit", std::to_string(address.unit)},
                 {"room", std::to_string(address.room)}});
}

std::string ride_words(Language language, std::string_view rider, CrowdState state, Money price) {
    const std::string word(text(language, "ride_" + std::string(word_of(state))));
    return text(language, rider.empty() ? "ride_words" : "ride_words_of",
                {{"name", std::string(rider)}, {"state", word}, {"price", yuan(price)}});
}

}  // namespace louxia::http
