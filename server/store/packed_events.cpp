#include "server/store/packed_events.hpp"

#include <bit>
#include <charconv>

#include "server/app/store_failure.hpp"
#include "shared/base/assert.hpp"

namespace louxia::store {

namespace {

template <class Number>
void append_number(std::string& text, Number number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    text.append(digits, end);
}

void append_lines(std::string& text, const std::vector<app::Event>& events) {
    for (const app::Event& event : events) {
        LOUXIA_ASSERT(event.data.find('\n') == std::string::npos);
        if (!text.empty()) text += '\n';
        append_number(text, static_cast<std::int32_t>(event.audience));
        text += ' ';
        append_number(text, std::bit_cast<std::int64_t>(event.subject));
        text += ' ';
        text.append(event.name).append(" ").append(event.data);
    }
}

/// Takes what stands before the next space; throws without one.
std::string_view take_word(std::string_view& line) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) {
        throw app::StoreFailure("a stored row holds events that are none");
    }
    const std::string_view word = line.substr(0, space);
    line.remove_prefix(space + 1);
    return word;
}

std::int64_t number_in(std::string_view word) {
    std::int64_t number = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
    if (read.ec != std::errc{} || read.ptr != word.data() + word.size()) {
        throw app::StoreFailure("a stored row holds events that are none");
    }
    return number;
}

app::Event read_line(std::string_view line) {
    app::Event event;
    const std::int64_t audience = number_in(take_word(line));
    if (audience < 1 || audience > 4) {
        throw app::StoreFailure("a stored row holds an audience that this program does not know: " +
                                std::to_string(audience));
    }
    event.audience = static_cast<api::Audience>(audience);
    event.subject = std::bit_cast<std::uint64_t>(number_in(take_word(line)));
    event.name = take_word(line);
    event.data = line;
    return event;
}

}  // namespace

bool takes(const EventPack& pack, Instant at) noexcept {
    constexpr std::int64_t apart_ms = 100;
    return at >= pack.at && at - pack.at < apart_ms;
}

bool is_full(const EventPack& pack) noexcept {
    constexpr std::int64_t events = 100;
    constexpr std::size_t bytes = 64U << 10U;
    return pack.last_seq - pack.first_seq + 1 >= events || pack.events.size() > bytes;
}

void append(EventPack& pack, const std::vector<app::Event>& events) {
    append_lines(pack.events, events);
    pack.last_seq += static_cast<std::int64_t>(events.size());
}

std::string pack_events(const std::vector<app::Event>& events) {
    std::string text;
    append_lines(text, events);
    return text;
}

std::vector<app::Event> unpack_events(std::string_view text, std::int64_t first_seq, Instant at) {
    std::vector<app::Event> events;
    while (true) {
        const std::size_t end = text.find('\n');
        app::Event& event = events.emplace_back(read_line(text.substr(0, end)));
        event.seq = first_seq++;
        event.at = at;
        if (end == std::string_view::npos) return events;
        text.remove_prefix(end + 1);
    }
}

}  // namespace louxia::store
