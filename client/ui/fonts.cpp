#include "client/ui/fonts.hpp"

#include <imgui.h>

namespace louxia::ui {

void Fonts::begin_frame(float dpr, int new_glyphs_max) {
    dpr_ = dpr;
    budget_ = new_glyphs_max;
    incomplete_ = false;
    used_ = 0;
}

ImFontBaked* Fonts::at(float size, bool bold) {
    for (int i = 0; i < used_; ++i) {
        if (slots_[i].size == size && slots_[i].bold == bold) return slots_[i].baked;
    }
    ImFontBaked* baked = (bold ? bold_ : regular_)->GetFontBaked(size, dpr_);
    // Measuring must not rasterise: a long text is measured whole and drawn in part.
    baked->LoadNoRenderOnLayout = true;
    if (used_ < static_cast<int>(sizeof slots_ / sizeof slots_[0])) {
        slots_[used_++] = {size, bold, baked};
    }
    return baked;
}

bool Fonts::usable(ImFontBaked* baked, char32_t code) {
    if (baked->IsGlyphLoaded(code)) return true;
    if (budget_ <= 0) {
        incomplete_ = true;
        return false;
    }
    --budget_;
    return true;
}

}  // namespace louxia::ui
