// The two fonts of the look, and how much may be drawn into the glyph atlas in this frame.
#pragma once

#include <cstdint>

struct ImFont;
struct ImFontBaked;

namespace louxia::ui {

class Fonts {
public:
    Fonts(ImFont* regular, ImFont* bold) : regular_(regular), bold_(bold) {}

    // Forgets the sizes looked up (they are cheap to find again) and refills the budget of new
    // glyphs.
    void begin_frame(float dpr, int new_glyphs_max);
    ImFontBaked* at(float size, bool bold);

    // True when the glyph may be drawn now; it may have to be made, which takes from the budget.
    bool usable(ImFontBaked* baked, char32_t code);
    // A glyph was left out in this frame: another frame is needed.
    bool incomplete() const { return incomplete_; }
    float dpr() const { return dpr_; }

private:
    struct Slot {
        float size = 0;
        bool bold = false;
        ImFontBaked* baked = nullptr;
    };
    ImFont* regular_;
    ImFont* bold_;
    float dpr_ = 1;
    int budget_ = 0;
    bool incomplete_ = false;
    Slot slots_[32];
    int used_ = 0;
};

}  // namespace louxia::ui
