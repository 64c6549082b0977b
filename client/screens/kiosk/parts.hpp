#pragma once

#include "client/screens/face.hpp"

/// Pieces of the pickup point's screen. Everything is laid out in the look's own units, 1080 × 1920
/// or 1920 × 1080 and whatever the screen has over, and scaled as a whole.
namespace louxia::screens {

using KioskBoard = api::GetKioskBoard::Response;

struct Kiosk {
    const Face& face;
    const KioskBoard& board;
    float unit = 1;  ///< pixels per unit
    float width = 1080;
    float height = 1920;
    bool tall = true;
    std::int64_t turn = 0;  ///< counts the pages of ten seconds
    ui::Vec2 shift{};  ///< of the whole picture, in pixels: no edge stays on the same ones for ever

    [[nodiscard]] float px(float units) const { return units * unit; }
    [[nodiscard]] ui::Rect px(const ui::Rect& r) const {
        return {r.x * unit + shift.x, r.y * unit + shift.y, r.w * unit, r.h * unit};
    }
    [[nodiscard]] float text_width(float size, bool bold, std::string_view text) const {
        return ui::text_width_sized(face.ui, size * unit, bold, text) / unit;
    }
};

struct KioskText {
    float size = 36;
    bool bold = false;
    ui::Color color{};
    ui::Align align = ui::Align::left;
    bool silent = false;  ///< a widget says it already
};
/// One line in the middle of the rectangle's height, made smaller when it is too long. Returns the
/// width.
float kiosk_text(const Kiosk& kiosk, const ui::Rect& at, const KioskText& style,
                 std::string_view text);

void kiosk_board(const Kiosk& kiosk, const ui::Rect& area, float row_height);
/// What became of the code, else what is about to spoil, else nothing.
void kiosk_notice(const Kiosk& kiosk, const ui::Rect& area);
/// Title, boxes and keys; 540 wide.
void kiosk_pad(const Kiosk& kiosk, ui::Vec2 top_left, float box_height, float key_height, float gap,
               bool on_dusk);
/// The community's link for a phone to read; with a camera, after a tap, the viewfinder.
void kiosk_qr(const Kiosk& kiosk, const ui::Rect& area);
/// "没带手机?": switches the pad between code and phone.
void kiosk_mode_link(const Kiosk& kiosk, const ui::Rect& area, ui::Color color, bool two_lines);
/// For a screen that nobody paired, or that the leader has ended: how to begin again.
void draw_unpaired(const Face& face);
/// Clears what nobody has touched for twenty seconds.
void forget_when_idle(const Kiosk& kiosk);

}  // namespace louxia::screens
