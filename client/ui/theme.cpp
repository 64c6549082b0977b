#include "client/ui/theme.hpp"

namespace louxia::ui {

namespace {

constexpr Color hex(std::uint32_t rgb) {
    return Color::rgb(rgb);
}

constexpr Theme light{
    .dark = false,
    .paper = hex(0xF8F3E9),
    .card = hex(0xFFFDF9),
    .sunk = hex(0xF1EADC),
    .line = hex(0xE7DECD),
    .edge = hex(0x8C8775),
    .ink = hex(0x20261D),
    .ink2 = hex(0x4F5648),
    .ink3 = hex(0x666B5B),
    .off_ink = hex(0x666B5B),
    .leaf = hex(0x1E6A3C),
    .on_leaf = hex(0xFFFFFF),
    .leaf_deep = hex(0x124527),
    .leaf_ink = hex(0x1B6037),
    .leaf_tint = hex(0xE4EFDF),
    .lamp = hex(0xF2A93B),
    .on_lamp = hex(0x3B2400),
    .lamp_glow = hex(0xFFD88C),
    .lamp_ink = hex(0x855000),
    .lamp_tint = hex(0xFCEFD5),
    .tomato = hex(0xBC3317),
    .on_tomato = hex(0xFFFFFF),
    .tomato_tint = hex(0xFBE5DE),
    .water = hex(0x28657F),
    .water_tint = hex(0xE0EDF2),
    .dusk_a = hex(0x1F5A3A),
    .dusk_b = hex(0x113822),
    .on_dusk = hex(0xFFF9EC),
    .on_dusk2 = hex(0xCBE0CF),
    .dusk_amber = hex(0xFFD27A),
    .window_off = hex(0x2E6A49),
    .window_off_edge = hex(0x4B8A66),
    .tile_leaf = hex(0xE3EFD9),
    .tile_fruit = hex(0xFCE9DA),
    .tile_meat = hex(0xF8E3DF),
    .tile_water = hex(0xDFECF1),
    .tile_egg = hex(0xFAEED2),
    .tile_earth = hex(0xEFE6D6),
    .header_light = hex(0xFCE6BC),
    .cart = hex(0x124527),
    .on_cart = hex(0xFFF9EC),
    .on_cart2 = hex(0xCBE0CF),
    .toast = hex(0x20261D),
    .on_toast = hex(0xFFF9EC),
    .map_ground = hex(0xEFEBDD),
    .map_green = hex(0xD8E6CA),
    .map_water = hex(0xCBE1E8),
    .map_road = hex(0xFFFFFF),
    .map_road_edge = hex(0xDDD4C1),
    .map_label = hex(0x5A5B4C),
    .map_block_top = hex(0xEBE3D3),
    .map_block_side = hex(0xCFC3AB),
    .map_passed = hex(0xA9B7A4),
};

constexpr Theme dark{
    .dark = true,
    .paper = hex(0x12150F),
    .card = hex(0x1D2119),
    .sunk = hex(0x272C22),
    .line = hex(0x333A2D),
    .edge = hex(0x7F8672),
    .ink = hex(0xF4EFE2),
    .ink2 = hex(0xCBCBBA),
    .ink3 = hex(0xA3A693),
    .off_ink = hex(0xA3A693),
    .leaf = hex(0x7FCB8E),
    .on_leaf = hex(0x0B2012),
    .leaf_deep = hex(0x5FAF70),
    .leaf_ink = hex(0x8AD399),
    .leaf_tint = hex(0x23372A),
    .lamp = hex(0xF5B452),
    .on_lamp = hex(0x2E1C00),
    .lamp_glow = hex(0xFFDD9A),
    .lamp_ink = hex(0xF5BE68),
    .lamp_tint = hex(0x3A2E18),
    .tomato = hex(0xFF9377),
    .on_tomato = hex(0x2E0D04),
    .tomato_tint = hex(0x43241B),
    .water = hex(0x8CC5DC),
    .water_tint = hex(0x1D3039),
    .dusk_a = hex(0x1E4A33),
    .dusk_b = hex(0x12301F),
    .on_dusk = hex(0xFFF6E4),
    .on_dusk2 = hex(0xBBD6C1),
    .dusk_amber = hex(0xFFD27A),
    .window_off = hex(0x2A5A40),
    .window_off_edge = hex(0x4A8263),
    .tile_leaf = hex(0x2A3A28),
    .tile_fruit = hex(0x40301F),
    .tile_meat = hex(0x432A25),
    .tile_water = hex(0x21363F),
    .tile_egg = hex(0x3D331C),
    .tile_earth = hex(0x37301F),
    .header_light = hex(0x33280F),
    .cart = hex(0x2C3A2C),
    .on_cart = hex(0xFFF9EC),
    .on_cart2 = hex(0xBBD6C1),
    .toast = hex(0x20261D),
    .on_toast = hex(0xFFF9EC),
    .map_ground = hex(0x191D15),
    .map_green = hex(0x22301F),
    .map_water = hex(0x1A2C34),
    .map_road = hex(0x343A2D),
    .map_road_edge = hex(0x23281E),
    .map_label = hex(0xB9BBA8),
    .map_block_top = hex(0x2A2F24),
    .map_block_side = hex(0x161A12),
    .map_passed = hex(0x66725F),
};

}  // namespace

const Theme& light_theme() {
    return light;
}
const Theme& dark_theme() {
    return dark;
}

Theme forced_theme(const std::array<std::uint32_t, 8>& system) {
    const Color canvas{system[0]};
    const Color text{system[1]};
    const Color link{system[2]};
    const Color highlight{system[5]};
    const Color on_highlight{system[6]};
    const auto edged = [](std::uint32_t rgba) { return Color{rgba & ~1u}; };
    Theme t;
    t.forced = true;
    // By the canvas's green, which is most of its brightness.
    t.dark = (canvas.rgba >> 16 & 0xFFu) < 128;
    t.paper = t.header_light = t.map_ground = t.map_road = t.on_tomato = canvas;
    t.card = t.sunk = t.leaf_tint = t.lamp_tint = t.tomato_tint = t.water_tint = t.dusk_a =
        t.dusk_b = t.cart = t.toast = t.window_off = t.tile_leaf = t.tile_fruit = t.tile_meat =
            t.tile_water = t.tile_egg = t.tile_earth = t.map_green = t.map_water = t.map_block_top =
                edged(system[0]);
    t.line = t.edge = t.ink = t.ink2 = t.ink3 = t.leaf_deep = t.lamp_glow = t.lamp_ink = t.tomato =
        t.water = t.on_dusk = t.on_dusk2 = t.dusk_amber = t.window_off_edge = t.on_cart =
            t.on_cart2 = t.on_toast = t.map_road_edge = t.map_label = t.map_block_side =
                t.map_passed = text;
    t.leaf_ink = link;
    t.leaf = t.lamp = highlight;
    t.on_leaf = t.on_lamp = on_highlight;
    t.leaf_tint = edged(system[3]);
    t.off_ink = Color{system[7]};
    return t;
}

TypeSpec type_of(TextStyle style) {
    switch (style) {
        case TextStyle::kiosk_clock: return {152, 160, true};
        case TextStyle::kiosk_name: return {48, 56, true};
        case TextStyle::kiosk_text: return {36, 48, false};
        case TextStyle::code: return {64, 72, true};
        case TextStyle::hero: return {44, 52, true};
        case TextStyle::big: return {32, 40, true};
        case TextStyle::title: return {24, 32, true};
        case TextStyle::card_title: return {20, 28, true};
        case TextStyle::head: return {18, 26, true};
        case TextStyle::name: return {16, 24, true};
        case TextStyle::body: return {15, 22, false};
        case TextStyle::body_bold: return {15, 22, true};
        case TextStyle::label: return {14, 20, false};
        case TextStyle::label_bold: return {14, 20, true};
        case TextStyle::note: return {13, 18, false};
        case TextStyle::note_bold: return {13, 18, true};
        case TextStyle::small: return {12, 16, false};
        case TextStyle::small_bold: return {12, 16, true};
        case TextStyle::field: return {16, 24, false};
        case TextStyle::bar_title: return {17, 24, true};
    }
    return {};
}

}  // namespace louxia::ui
