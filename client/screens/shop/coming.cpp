#include <algorithm>

#include "client/screens/shop/parts.hpp"
#include "shared/api/arrival.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

using Coming = api::GetShopBoard::Coming;

std::string who_words(const Face& face, const Coming& coming) {
    const auto& words = face.words.staff;
    if (coming.courier_name.empty()) return words.looking_rider;
    return coming.courier_name +
           (coming.crowd ? " · " + std::string(words.crowd_rider) : std::string());
}

/// Asks for the frame in which it changes.
std::string arrival_words(const Face& face, Instant at) {
    const auto& words = face.words.staff;
    if (!at.is_set()) return {};
    const std::int64_t left = at - face.now;
    if (left <= 0) return words.is_here;
    face.ui.wake_in(static_cast<double>(left % minute_ms + 1));
    if (!api::is_told_in_minutes(at, face.now)) return clock_words(face, at);
    return format(words.in_minutes, {api::minutes_until(at, face.now)});
}

void coming_row(const Face& face, const Coming& coming, bool last) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    Slicer row(ui.take(60));
    const std::string when = arrival_words(face, coming.arrives_at);
    const std::string packed =
        format(face.words.staff.some_packed, {coming.packed, coming.numbers.size()});
    const float wide =
        std::max(text_width(ui, TextStyle::label, when), text_width(ui, TextStyle::note, packed));
    const Rect end = row.right(wide + 2, 8);
    const bool ready = static_cast<std::size_t>(coming.packed) == coming.numbers.size();
    label_at(ui, {end.x, end.y + 8, end.w, 24}, TextStyle::label, theme.ink, when, Align::right);
    label_at(ui, {end.x, end.y + 34, end.w, 18}, TextStyle::note,
             ready ? theme.leaf_ink : theme.ink2, packed, Align::right);
    const Rect text = row.rest();
    std::string numbers;
    for (const std::int32_t number : coming.numbers) {
        if (!numbers.empty()) numbers += " · ";
        numbers += order_number_text(number);
    }
    label_at(ui, {text.x, text.y + 8, text.w, 24}, TextStyle::name, theme.ink,
             who_words(face, coming));
    label_at(ui, {text.x, text.y + 34, text.w, 18}, TextStyle::note, theme.ink3, numbers);
    if (!last) separator(ui);
}

}  // namespace

void coming_card(const Face& face, const Board& board, bool to_pack) {
    std::vector<const Coming*> shown;
    for (const Coming& coming : board.coming) {
        const bool packed = static_cast<std::size_t>(coming.packed) == coming.numbers.size();
        if (!to_pack || !packed) shown.push_back(&coming);
    }
    constexpr std::size_t short_max = 2;
    if (to_pack && shown.size() > short_max) shown.resize(short_max);
    if (shown.empty()) return;
    {
        const Card card(face.ui, CardSpec{.padding_y = 8});
        heading(face.ui, TextStyle::head, face.words.staff.coming);
        for (const Coming* coming : shown)
            coming_row(face, *coming, coming == shown.back());
    }
    face.ui.space(Metrics::card_gap);
}

}  // namespace louxia::screens
