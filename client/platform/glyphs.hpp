// Glyphs from outside ImGui: whoever can measure and draw a character fills the atlas (a Canvas 2D
// context in the browser, plain boxes natively). No font file is loaded.
#pragma once

#include <cstdint>
#include <vector>

struct ImFont;
struct ImFontAtlas;

namespace louxia {

// Ink of one character, in device pixels relative to the pen on the baseline, y downwards.
struct GlyphInk {
    int x = 0, y = 0, width = 0, height = 0;  // width 0: nothing to draw
    bool colored = false;                     // RGBA (emoji), else one alpha byte a pixel
    std::vector<std::uint8_t> pixels;         // straight alpha
};

class GlyphSource {
public:
    GlyphSource() = default;
    GlyphSource(const GlyphSource&) = delete;
    GlyphSource& operator=(const GlyphSource&) = delete;
    virtual ~GlyphSource() = default;

    // All in device pixels for an em of `px`.
    virtual void metrics(float px, bool bold, float& ascent, float& descent) = 0;
    virtual float advance(char32_t code, float px, bool bold) = 0;
    virtual void draw(char32_t code, float px, bool bold, GlyphInk& ink) = 0;
};

// Adds a font to the atlas. The source must outlive it.
ImFont* add_font(ImFontAtlas& atlas, GlyphSource& source, bool bold);

}  // namespace louxia
