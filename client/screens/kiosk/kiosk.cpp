#include <algorithm>

#include "client/platform/platform.hpp"
#include "client/screens/kiosk/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::int64_t page_ms = 10 * second_ms;
constexpr float edge = 60;
constexpr float bleed = 4;                         // pixels, more than the picture moves
constexpr std::int64_t reread_ms = 5 * minute_ms;  // the clock is set by it, too
constexpr std::int64_t old_ms = 15 * minute_ms;

/// How far the picture stands from its place, in device pixels: around a square of three, a step
/// every three minutes, begun in its place.
Vec2 burn_in_shift(Ui& ui) {
    constexpr double step_ms = 3.0 * 60'000;
    static constexpr float across[] = {0, 3, 3, 3, 0, -3, -3, -3};
    static constexpr float down[] = {0, -3, 0, 3, 3, 3, 0, -3};
    const auto step = static_cast<std::size_t>(ui.now_ms() / step_ms) % 8;
    return {across[step] / ui.dpr(), down[step] / ui.dpr()};
}

bool is_current(const Face& face) {
    return face.state.board_current && face.now - face.state.kiosk_board.value->now < old_ms;
}

std::string age_line(const Kiosk& kiosk) {
    const Face& face = kiosk.face;
    const auto& words = face.words.staff;
    const Instant at = kiosk.board.now;
    const bool today = face.civil(at).date == face.civil(face.now).date;
    return format(
        face.state.connection == model::Connection::offline ? words.board_of : words.board_was,
        {today ? clock_words(face, at) : moment_words(face, at)});
}

std::string date_line(const Kiosk& kiosk) {
    const auto& words = kiosk.face.words.staff;
    if (!is_current(kiosk.face)) return age_line(kiosk);
    return date_words(kiosk.face, kiosk.face.civil(kiosk.face.now).date) + " · " +
           format(words.open_until, {clock_text(kiosk.board.open_until_minute)});
}

struct HeaderSizes {
    float place, place_y, clock, clock_y, clock_line, date, date_y;
};

void header(const Kiosk& kiosk, const Rect& area, const HeaderSizes& sizes) {
    Ui& ui = kiosk.face.ui;
    const Theme& theme = kiosk.face.theme();
    const bool old = !is_current(kiosk.face);
    const Rect line{area.x + edge, 0, area.w - edge * 1.5f, 0};
    // Over the screen's edges, so that none shows when the picture has moved.
    Rect ground = ui.snap(kiosk.px(area));
    ground.x -= bleed;
    ground.y -= bleed;
    ground.w += kiosk.tall ? 2 * bleed : bleed;
    ground.h += bleed;
    gradient(ui, ground, theme.dusk_a, theme.dusk_b);
    ui.push_clip(kiosk.px(area));
    const float cord = kiosk.px(kiosk.tall ? 44 : 28);
    const Vec2 hook{kiosk.px(area.right() - (kiosk.tall ? 192 : 66)) + kiosk.shift.x,
                    kiosk.shift.y - bleed};
    lamp(ui, hook, cord, kiosk.px(kiosk.tall ? 104 : 72), true, theme.on_dusk, theme.on_dusk);
    ui.pop_clip();
    kiosk_text(kiosk, {line.x, sizes.place_y, line.w, sizes.place * 1.3f},
               {.size = sizes.place, .color = theme.on_dusk},
               kiosk.board.community_name + " · " + kiosk.board.hub_name);
    kiosk_text(kiosk, {line.x - sizes.clock * .03f, sizes.clock_y, line.w, sizes.clock_line},
               {.size = sizes.clock, .bold = true, .color = theme.on_dusk},
               clock_words(kiosk.face, kiosk.face.now));
    kiosk_text(kiosk, {line.x, sizes.date_y, line.w, sizes.date * 1.2f},
               {.size = sizes.date, .color = old ? theme.dusk_amber : theme.on_dusk2},
               date_line(kiosk));
}

void board_title(const Kiosk& kiosk, const Rect& line, float size) {
    const auto& words = kiosk.face.words.staff;
    std::size_t households = 0;
    std::int64_t pieces = 0;
    for (const auto& row : kiosk.board.rows) {
        households += row.waiting.size();
        for (const auto& one : row.waiting)
            pieces += one.pieces;
    }
    kiosk_text(kiosk, line, {.size = size, .bold = true, .color = kiosk.face.theme().leaf_ink},
               words.ready_title);
    const std::string count = format(words.ready_count, {households, pieces});
    kiosk_text(kiosk, {line.x, line.y + 12, line.w, line.h},
               {.size = 40, .color = kiosk.face.theme().ink2, .align = Align::right}, count);
}

/// The open group at the foot: windows, how many are missing, until when.
void group_strip(const Kiosk& kiosk, const Rect& area) {
    Ui& ui = kiosk.face.ui;
    const Theme& theme = kiosk.face.theme();
    const auto& words = kiosk.face.words.staff;
    Rect ground = kiosk.px(area).inset(-bleed, 0);
    ground.h += bleed;
    fill(ui, ground, kiosk.tall ? theme.dusk_b : mix(theme.dusk_b, Color::rgb(0), .25f));
    std::vector<const api::GroupView*> open;
    for (const api::GroupView& group : kiosk.board.groups) {
        if (group.state == GroupState::open && group.cutoff_at > kiosk.face.now) {
            open.push_back(&group);
        }
    }
    const Rect inner = area.inset(edge, 0);
    if (open.empty()) {
        const std::string idle =
            kiosk.board.demo ? kiosk.face.words.common.demo_note : words.strip_idle;
        kiosk_text(kiosk, inner, {.size = 36, .color = theme.on_dusk2}, idle);
        return;
    }
    const api::GroupView& group = *open[static_cast<std::size_t>(kiosk.turn) % open.size()];
    const std::string missing = format(kiosk.face.words.common.missing,
                                       {std::max(0, group.target_households - group.households)});
    const std::string cutoff = format(words.cutoff, {moment_words(kiosk.face, group.cutoff_at)});
    Slicer row(inner);
    const float title_size = kiosk.tall ? 36.f : 40.f;
    if (kiosk.tall) {
        const Rect left = row.left(240, 24);
        kiosk_text(kiosk, {left.x, area.y + 18, left.w, 46},
                   {.size = title_size, .bold = true, .color = theme.on_dusk}, group.title);
        kiosk_text(kiosk, {left.x, area.y + 66, left.w, 44}, {.size = 36, .color = theme.on_dusk2},
                   cutoff);
    } else {
        const std::string when =
            cutoff + " · " +
            format(words.delivered_before, {clock_words(kiosk.face, group.deliver_before)});
        kiosk_text(kiosk, row.left(380, 24), {.size = 40, .bold = true, .color = theme.on_dusk},
                   group.title);
        kiosk_text(kiosk, row.right(600, 24),
                   {.size = 38, .color = theme.on_dusk2, .align = Align::right}, when);
    }
    const float missing_size = kiosk.tall ? 44.f : 48.f;
    const float wide = kiosk.text_width(missing_size, true, missing) + 8;
    kiosk_text(
        kiosk, row.right(wide, 30),
        {.size = missing_size, .bold = true, .color = theme.dusk_amber, .align = Align::right},
        missing);
    const Rect rest = row.rest();
    const Rect panes =
        rest.centred(std::min(rest.w, 500.f), group.target_households > 12 ? 90 : 48);
    windows_at(ui, Id("kiosk_windows", group.group.value), kiosk.px(panes),
               {.target = group.target_households,
                .lit = group.households,
                .words = missing,
                .gap = kiosk.px(9)});
}

void tall_screen(const Kiosk& kiosk) {
    const auto& words = kiosk.face.words.staff;
    const Theme& theme = kiosk.face.theme();
    const float w = kiosk.width;
    header(kiosk, {0, 0, w, 392}, {44, 44, 216, 98, 232, 40, 322});
    board_title(kiosk, {edge, 412, w - 2 * edge, 84}, 68);
    const float pad = kiosk.height - 734;
    const Rect notice{edge, pad - 158, w - 2 * edge, 92};
    kiosk_board(kiosk, {edge, 508, w - 2 * edge, notice.y - 508}, 102);
    kiosk_notice(kiosk, notice);
    kiosk_pad(kiosk, {edge, pad}, 104, 84, 14, false);
    const Rect side{edge + 588, pad, w - 2 * edge - 588, 584};
    kiosk_text(kiosk, {side.x, side.y, side.w, 56}, {.size = 44, .bold = true, .color = theme.ink},
               words.or_scan);
    kiosk_qr(kiosk, {side.x, side.y + 70, side.w, 372});
    kiosk_mode_link(kiosk, {side.x, side.y + 452, side.w, 104}, theme.ink2, true);
    group_strip(kiosk, {0, kiosk.height - 128, w, 128});
}

void wide_screen(const Kiosk& kiosk) {
    const float foot = kiosk.height - 120;
    header(kiosk, {0, 0, 660, foot}, {38, 44, 172, 96, 190, 36, 284});
    kiosk_pad(kiosk, {edge, 362}, 88, 80, 10, true);
    kiosk_mode_link(kiosk, {edge, foot - 60, 540, 50}, kiosk.face.theme().dusk_amber, false);
    const Rect right{720, 36, kiosk.width - 780, foot - 36};
    board_title(kiosk, {right.x, right.y, right.w, 88}, 72);
    const Rect low{right.x, foot - 232, right.w, 196};
    kiosk_board(kiosk, {right.x, 134, right.w, low.y - 14 - 134}, 116);
    kiosk_notice(kiosk, {low.x, low.y, low.w - 448, low.h});
    kiosk_qr(kiosk, {low.right() - 420, low.y, 420, low.h});
    group_strip(kiosk, {0, foot, kiosk.width, 120});
}

}  // namespace

float kiosk_text(const Kiosk& kiosk, const Rect& at, const KioskText& style,
                 std::string_view text) {
    const float natural = kiosk.text_width(style.size, style.bold, text);
    const float size = natural > at.w && at.w > 0 ? style.size * at.w / natural : style.size;
    const float x = style.align == Align::left     ? at.x
                    : style.align == Align::centre ? at.mid_x()
                                                   : at.right();
    const Color color = style.color == Color{} ? kiosk.face.theme().ink : style.color;
    const float width = draw_text_sized(
        kiosk.face.ui,
        {kiosk.px(x) + kiosk.shift.x, kiosk.px(at.mid_y() + size * .39f) + kiosk.shift.y},
        kiosk.px(size), style.bold, color, text, style.align);
    if (!style.silent && !text.empty()) {
        Node node;
        node.name = std::string(text);
        node.rect = kiosk.px(at);
        kiosk.face.ui.node(std::move(node));
    }
    return width / kiosk.unit;
}

void draw_kiosk(const Face& face) {
    Ui& ui = face.ui;
    const bool placed = face.state.me && face.state.me->role == louxia::Role::kiosk;
    ui.platform().stand_unattended();
    if (face.state.me_known && !placed) return draw_unpaired(face);
    const Page page(ui, PageSpec{.scrolls = false});
    if (!loaded(face, face.state.kiosk_board)) return;
    ui.platform().keep_awake(true);
    const bool tall = ui.height() >= ui.width();
    const float unit = tall ? std::min(ui.width() / 1080, ui.height() / 1920)
                            : std::min(ui.width() / 1920, ui.height() / 1080);
    const Kiosk kiosk{face,
                      *face.state.kiosk_board.value,
                      unit,
                      ui.width() / unit,
                      ui.height() / unit,
                      tall,
                      face.now.ms / page_ms,
                      burn_in_shift(ui)};
    forget_when_idle(kiosk);
    float& asked = ui.memory({"kiosk_asked"});
    const auto turn = static_cast<float>(kiosk.turn % 1000 + 1);
    const bool live = face.state.connection == model::Connection::live;
    if (live && asked != turn && !face.state.kiosk_board.loading &&
        face.now - kiosk.board.now > reread_ms) {
        asked = turn;  // once a page, however it is answered
        face.send(model::BoardAged{});
    }
    if (tall) {
        tall_screen(kiosk);
    } else {
        wide_screen(kiosk);
    }
    ui.wake_in(static_cast<double>(page_ms - face.now.ms % page_ms));
}

}  // namespace louxia::screens
