// Colours, type and measures of the look (docs: the table of tokens). Light and dark.
#pragma once

#include <array>

#include "client/ui/geometry.hpp"

namespace louxia::ui {

struct Theme {
    bool dark = false;
    bool forced = false;  // the system's colours and no others
    Color paper, card, sunk, line, edge;
    Color ink, ink2, ink3, off_ink;  // off_ink: words of what cannot be used now
    Color leaf, on_leaf, leaf_deep, leaf_ink, leaf_tint;
    Color lamp, on_lamp, lamp_glow, lamp_ink, lamp_tint;
    Color tomato, on_tomato, tomato_tint;
    Color water, water_tint;
    Color dusk_a, dusk_b, on_dusk, on_dusk2, dusk_amber;  // the group card and the kiosk band
    Color window_off, window_off_edge;
    Color tile_leaf, tile_fruit, tile_meat, tile_water, tile_egg, tile_earth;
    Color header_light;  // top of the home header; fades into paper
    Color cart, on_cart, on_cart2;
    Color toast, on_toast;
    Color map_ground, map_green, map_water, map_road, map_road_edge, map_label;
    Color map_block_top, map_block_side, map_passed;
};

const Theme& light_theme();
const Theme& dark_theme();
// Of the system's colours, in the order of SystemColor. Grounds that elsewhere only a tint tells
// apart have an alpha of 0xFE, for which fill() draws an edge around them.
Theme forced_theme(const std::array<std::uint32_t, 8>& system);

// Type styles: size/line/weight as in the look. `name` and `button` are the same style.
enum class TextStyle {
    kiosk_clock,  // 152/160 bold, the kiosk's clock and other wall-size numbers
    kiosk_name,   // 48/56 bold
    kiosk_text,   // 36/48 regular
    code,         // 64/72 bold, the pickup code
    hero,         // 44/52 bold
    big,          // 32/40 bold
    title,        // 24/32 bold
    card_title,   // 20/28 bold, the open group on the home page
    head,         // 18/26 bold
    name,         // 16/24 bold
    body,         // 15/22
    body_bold,    // 15/22 bold
    label,        // 14/20
    label_bold,   // 14/20 bold
    note,         // 13/18
    note_bold,    // 13/18 bold
    small,        // 12/16
    small_bold,   // 12/16 bold
    field,        // 16/24
    bar_title,    // 17/24 bold, the title of a top bar
};

struct TypeSpec {
    float size = 15;
    float line = 22;
    bool bold = false;
};

TypeSpec type_of(TextStyle style);

// Measures shared by the screens.
struct Metrics {
    static constexpr float page_margin = 16;
    static constexpr float card_padding = 16;
    static constexpr float row_padding = 12;
    static constexpr float card_gap = 12;
    static constexpr float section_gap = 20;
    static constexpr float content_max = 560;  // wider screens centre the column
    static constexpr float panes_from = 760;   // from this width of the screen on two columns fit
    static constexpr float panes_max = 1080;   // of both with their margins
    static constexpr float touch = 44;
    static constexpr float card_radius = 16;
    static constexpr float sheet_radius = 20;
    static constexpr float button_radius = 14;
    static constexpr float button_m_radius = 12;
    static constexpr float tile_radius = 12;
    static constexpr float badge_radius = 8;
    static constexpr float window_radius = 6;
    static constexpr float tab_bar = 64;
    static constexpr float top_bar = 52;
    static constexpr float item_row = 108;
};

// Durations in ms.
struct Motion {
    static constexpr float press = 90;
    static constexpr float toggle = 140;
    static constexpr float fade = 160;
    static constexpr float sheet = 220;
    static constexpr float window = 420;
    static constexpr float glide = 600;
    static constexpr float toast = 2400;
    static constexpr float toast_undo = 6000;
};

}  // namespace louxia::ui
