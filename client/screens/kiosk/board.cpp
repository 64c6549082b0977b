#include <algorithm>

#include "client/screens/kiosk/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

using Waiting = api::GetKioskBoard::Waiting;

constexpr std::int64_t soon_ms = 2 * hour_ms;  // from then on the time is said beside the name

bool is_urgent(const Kiosk& kiosk, const Waiting& waiting) {
    return waiting.chilled && waiting.collect_before - kiosk.face.now < soon_ms;
}

std::string waiting_note(const Kiosk& kiosk, const Waiting& waiting) {
    std::string note = format(kiosk.face.words.common.pieces, {waiting.pieces});
    if (is_urgent(kiosk, waiting)) {
        note += " · " + format(kiosk.face.words.staff.fetch_before,
                               {clock_words(kiosk.face, waiting.collect_before)});
    }
    return note;
}

struct Entry {
    const Waiting* waiting;
    std::string note;
    float name_wide, wide;
};
/// One line of the board: a building and as many of its households as fit.
struct BoardLine {
    std::int32_t building = 0;
    std::vector<Entry> entries;
};

std::vector<BoardLine> lines_of(const Kiosk& kiosk, float room, float name_size) {
    const float gap = kiosk.tall ? 52.f : 60.f;
    std::vector<BoardLine> lines;
    for (const auto& row : kiosk.board.rows) {
        float x = room;  // the first one begins a line
        for (const Waiting& waiting : row.waiting) {
            Entry entry{&waiting, waiting_note(kiosk, waiting), 0, 0};
            entry.name_wide = kiosk.text_width(name_size, true, waiting.masked_name) + 14;
            entry.wide = entry.name_wide + kiosk.text_width(36, false, entry.note) + gap;
            if (x + entry.wide - gap > room) {
                lines.push_back({row.building_number, {}});
                x = 0;
            }
            x += entry.wide;
            lines.back().entries.push_back(std::move(entry));
        }
    }
    return lines;
}

void board_line(const Kiosk& kiosk, const BoardLine& line, const Rect& row, float name_size) {
    Ui& ui = kiosk.face.ui;
    const Theme& theme = kiosk.face.theme();
    fill(ui, ui.snap(kiosk.px(Rect{row.x, row.y, row.w, 2})), theme.line);
    Slicer cut(row);
    const Rect badge =
        cut.left(kiosk.tall ? 140 : 150, 28).centred(kiosk.tall ? 140 : 150, kiosk.tall ? 76 : 82);
    const std::string building = format(kiosk.face.words.common.building, {line.building});
    fill(ui, ui.snap(kiosk.px(badge)), theme.leaf, kiosk.px(18));
    kiosk_text(kiosk, badge.inset(8, 0),
               {.size = kiosk.tall ? 46.f : 50.f,
                .bold = true,
                .color = theme.on_leaf,
                .align = Align::centre,
                .silent = true},
               building);
    std::string said = building;
    for (const Entry& entry : line.entries) {
        const Color name = is_urgent(kiosk, *entry.waiting) ? theme.tomato : theme.ink;
        const Color note = is_urgent(kiosk, *entry.waiting) ? theme.tomato : theme.ink2;
        const Rect at = cut.left(entry.wide);
        kiosk_text(kiosk, at, {.size = name_size, .bold = true, .color = name, .silent = true},
                   entry.waiting->masked_name);
        kiosk_text(kiosk, {at.x + entry.name_wide, at.y + 5, at.w - entry.name_wide, at.h},
                   {.size = 36, .color = note, .silent = true}, entry.note);
        said += " " + entry.waiting->masked_name + " " + entry.note;
    }
    Node node;
    node.name = said;
    node.rect = kiosk.px(row);
    ui.node(std::move(node));
}

struct Notice {
    Tone tone = Tone::leaf;
    Icon icon = Icon::check;
    std::string title, more;
};

Notice collected_notice(const Kiosk& kiosk, const api::CollectByCode::Response& got) {
    const auto& words = kiosk.face.words.staff;
    Notice notice;
    notice.title = format(words.collected, {got.building_number, got.masked_name, got.pieces});
    notice.more = got.to_collect.is_zero() ? std::string(words.thanks)
                                           : format(words.pay_first, {yuan(got.to_collect)});
    return notice;
}

Notice found_notice(const Kiosk& kiosk, const api::FindByPhone::Response& found) {
    const auto& words = kiosk.face.words.staff;
    Notice notice{Tone::water, Icon::search, {}, words.found_how};
    for (const auto& row : found.rows) {
        for (const Waiting& waiting : row.waiting) {
            if (!notice.title.empty()) notice.title += kiosk.face.words.common.list_separator;
            notice.title += format(kiosk.face.words.common.building, {row.building_number}) + " " +
                            waiting.masked_name + " " +
                            format(kiosk.face.words.common.pieces, {waiting.pieces});
        }
    }
    if (notice.title.empty()) {
        notice.title = words.found_nothing;
        notice.more.clear();
    }
    return notice;
}

/// The chilled parcel that has to go first; nothing while there is time.
std::optional<Notice> spoiling_notice(const Kiosk& kiosk) {
    const Waiting* first = nullptr;
    std::int32_t building = 0;
    for (const auto& row : kiosk.board.rows) {
        for (const Waiting& waiting : row.waiting) {
            if (!is_urgent(kiosk, waiting)) continue;
            if (first != nullptr && first->collect_before <= waiting.collect_before) continue;
            first = &waiting;
            building = row.building_number;
        }
    }
    if (first == nullptr) return std::nullopt;
    const auto& words = kiosk.face.words.staff;
    const std::int64_t left = first->collect_before - kiosk.face.now;
    const std::string who =
        format(kiosk.face.words.common.building, {building}) + " " + first->masked_name;
    const std::string time =
        left <= 0 ? std::string(words.past_time)
                  : format(words.still_minutes, {(left + minute_ms - 1) / minute_ms});
    if (kiosk.tall)
        return Notice{Tone::tomato, Icon::clock, format(words.has_chilled, {who}), time};
    return Notice{Tone::tomato, Icon::clock, who + " · " + time,
                  format(words.chilled_fetch, {clock_words(kiosk.face, first->collect_before)})};
}

std::optional<Notice> notice_of(const Kiosk& kiosk) {
    const model::KioskPad& pad = kiosk.face.state.pad;
    if (pad.unreadable) {
        const auto& words = kiosk.face.words.staff;
        return Notice{Tone::tomato, Icon::alert, words.not_a_code, words.show_code};
    }
    if (pad.collected) return collected_notice(kiosk, *pad.collected);
    if (pad.found) return found_notice(kiosk, *pad.found);
    if (pad.refusal) {
        return Notice{
            Tone::tomato, Icon::alert, std::string(refusal_words(kiosk.face, *pad.refusal)), {}};
    }
    return spoiling_notice(kiosk);
}

}  // namespace

void kiosk_board(const Kiosk& kiosk, const Rect& area, float row_height) {
    const Theme& theme = kiosk.face.theme();
    const auto& words = kiosk.face.words.staff;
    const float name_size = kiosk.tall ? 48.f : 50.f;
    const float badge = kiosk.tall ? 168.f : 178.f;
    const std::vector<BoardLine> lines = lines_of(kiosk, area.w - badge, name_size);
    if (lines.empty()) {
        const Rect at{area.x, area.y + row_height * .2f, area.w, row_height};
        kiosk_text(kiosk, at, {.size = 48, .color = theme.ink}, words.board_empty);
        kiosk_text(kiosk, {at.x, at.y + row_height * .7f, at.w, at.h},
                   {.size = 40, .color = theme.ink2}, words.board_empty_hint);
        return;
    }
    auto fits = static_cast<std::size_t>(std::max(1.f, (area.h + 4) / row_height));
    std::size_t page = 0;
    if (lines.size() > fits) {
        // The last row's place says which page this is.
        fits = std::max<std::size_t>(1, fits - 1);
        const std::size_t pages = (lines.size() + fits - 1) / fits;
        page = static_cast<std::size_t>(kiosk.turn) % pages;
        kiosk_text(kiosk,
                   {area.x, area.y + static_cast<float>(fits) * row_height, area.w, row_height},
                   {.size = 36, .color = theme.ink3, .align = Align::right},
                   format(words.page_of, {page + 1, pages}));
    }
    for (std::size_t i = 0; i < fits && page * fits + i < lines.size(); ++i) {
        const float y = area.y + static_cast<float>(i) * row_height;
        board_line(kiosk, lines[page * fits + i], {area.x, y, area.w, row_height}, name_size);
    }
}

void kiosk_notice(const Kiosk& kiosk, const Rect& area) {
    const auto notice = notice_of(kiosk);
    if (!notice) return;
    Ui& ui = kiosk.face.ui;
    const Theme& theme = kiosk.face.theme();
    const Color ink = tone_ink(theme, notice->tone);
    fill(ui, ui.snap(kiosk.px(area)), tone_ground(theme, notice->tone), kiosk.px(20));
    Slicer row(area.inset(28, 0));
    const Rect mark = row.left(48, 16);
    KioskText title{.size = kiosk.tall ? 40.f : 44.f, .bold = true, .color = ink, .silent = true};
    KioskText more = title;
    if (kiosk.tall) {
        icon(ui, notice->icon, kiosk.px(mark).centre(), kiosk.px(48), ink, 1.8f);
        more.align = Align::right;
        const float wide =
            std::min(kiosk.text_width(more.size, true, notice->more), row.rest().w / 2);
        if (wide > 0) kiosk_text(kiosk, row.right(wide, 20), more, notice->more);
        kiosk_text(kiosk, row.rest(), title, notice->title);
    } else {
        const Rect text = row.rest();
        const float line = notice->more.empty() ? text.mid_y() - 29 : text.y + 40;
        icon(ui, notice->icon, kiosk.px(Rect{mark.x, line, mark.w, 58}).centre(), kiosk.px(52), ink,
             1.8f);
        kiosk_text(kiosk, {text.x, line, text.w, 58}, title, notice->title);
        more.size = 36;
        more.bold = false;
        kiosk_text(kiosk, {text.x, line + 64, text.w, 48}, more, notice->more);
    }
    Node node;
    node.id = {"kiosk_notice"};
    const model::KioskPad& pad = kiosk.face.state.pad;
    node.role = pad.refusal || pad.unreadable ? ui::Role::alert : ui::Role::status;
    node.name = notice->more.empty()
                    ? notice->title
                    : notice->title + kiosk.face.words.common.list_separator + notice->more;
    node.rect = kiosk.px(area);
    ui.node(std::move(node));
}

}  // namespace louxia::screens
