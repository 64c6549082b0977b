#include "client/platform/glyphs.hpp"

#include <imgui.h>
#include <imgui_internal.h>
#include <misc/freetype/imgui_freetype.h>

#include <cmath>
#include <cstring>

namespace louxia {

namespace {

// ImFontConfig carries the source and the weight to the loader's callbacks. ImGui copies the bytes
// of `FontData`, so these bytes are the address of the source.
GlyphSource& source_of(const ImFontConfig* config) {
    GlyphSource* source = nullptr;
    std::memcpy(&source, config->FontData, sizeof source);
    return *source;
}

bool is_bold(const ImFontConfig* config) {
    return config->FontNo == 1;
}

float pixels_of(const ImFontBaked* baked) {
    return baked->Size * baked->RasterizerDensity;
}

bool init_source(ImFontAtlas*, ImFontConfig*) {
    return true;
}

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar) {
    return true;
}

bool init_baked(ImFontAtlas*, ImFontConfig* config, ImFontBaked* baked, void*) {
    float ascent = 0;
    float descent = 0;
    source_of(config).metrics(pixels_of(baked), is_bold(config), ascent, descent);
    baked->Ascent = ascent / baked->RasterizerDensity;
    baked->Descent = -descent / baked->RasterizerDensity;
    return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* config, ImFontBaked* baked, void*, ImWchar code,
                ImFontGlyph* glyph, float* advance_x) {
    GlyphSource& source = source_of(config);
    const float px = pixels_of(baked);
    const float density = baked->RasterizerDensity;
    const float advance =
        source.advance(static_cast<char32_t>(code), px, is_bold(config)) / density;
    if (advance_x != nullptr) {
        *advance_x = advance;
        return true;
    }
    glyph->AdvanceX = advance;
    static GlyphInk ink;
    ink.width = ink.height = 0;
    ink.colored = false;
    source.draw(static_cast<char32_t>(code), px, is_bold(config), ink);
    if (ink.width <= 0 || ink.height <= 0) return true;
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, ink.width, ink.height);
    if (place == ImFontAtlasRectId_Invalid) return true;  // the atlas is full: advance only
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, place);
    glyph->X0 = static_cast<float>(ink.x) / density;
    glyph->Y0 = static_cast<float>(ink.y) / density + baked->Ascent;
    glyph->X1 = static_cast<float>(ink.x + ink.width) / density;
    glyph->Y1 = static_cast<float>(ink.y + ink.height) / density + baked->Ascent;
    glyph->Visible = true;
    glyph->Colored = ink.colored;
    glyph->PackId = place;
    const int pitch = ink.width * (ink.colored ? 4 : 1);
    ImFontAtlasBakedSetFontGlyphBitmap(
        atlas, baked, config, glyph, rect, ink.pixels.data(),
        ink.colored ? ImTextureFormat_RGBA32 : ImTextureFormat_Alpha8, pitch);
    return true;
}

const ImFontLoader* loader() {
    static ImFontLoader the_loader = [] {
        ImFontLoader made;
        made.Name = "louxia";
        made.FontSrcInit = init_source;
        made.FontSrcContainsGlyph = contains;
        made.FontBakedInit = init_baked;
        made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return &the_loader;
}

}  // namespace

ImFont* add_font(ImFontAtlas& atlas, GlyphSource& source, bool bold) {
    ImFontConfig config;
    config.FontLoader = loader();
    GlyphSource* address = &source;
    config.FontData = &address;
    config.FontDataSize = sizeof address;
    config.FontDataOwnedByAtlas = false;
    config.FontNo = bold ? 1u : 0u;
    std::strcpy(config.Name, bold ? "bold" : "regular");
    return atlas.AddFont(&config);
}

}  // namespace louxia

// ImGui's name for the loader it takes by default (IMGUI_ENABLE_FREETYPE).
const ImFontLoader* ImGuiFreeType::GetFontLoader() {
    return louxia::loader();
}
