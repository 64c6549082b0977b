// Glyphs and triangles for the page.
#include <imgui.h>

#include <cmath>
#include <cstdlib>
#include <utility>

#include "client/platform/browser/bridge.hpp"
#include "client/platform/browser/browser_platform.hpp"

namespace louxia {

void CanvasGlyphs::metrics(float px, bool bold, float& ascent, float& descent) {
    float out[2];
    lx_font_metrics(px, bold ? 1 : 0, out);
    ascent = std::round(out[0]);
    descent = std::round(out[1]);
}

float CanvasGlyphs::advance(char32_t code, float px, bool bold) {
    return lx_glyph_advance(code, px, bold ? 1 : 0);
}

void CanvasGlyphs::draw(char32_t code, float px, bool bold, GlyphInk& ink) {
    std::int32_t out[5] = {};
    std::uint8_t* pixels = lx_glyph_draw(code, px, bold ? 1 : 0, out);
    if (pixels == nullptr) return;
    ink.x = out[0];
    ink.y = out[1];
    ink.width = out[2];
    ink.height = out[3];
    ink.colored = out[4] != 0;
    const std::size_t size = static_cast<std::size_t>(ink.width) *
                             static_cast<std::size_t>(ink.height) * (ink.colored ? 4u : 1u);
    ink.pixels.assign(pixels, pixels + size);
    std::free(pixels);
}

bool WebSurface::ready() {
    return std::exchange(asked_, true) && lx_can_draw() != 0;
}

std::uint64_t WebSurface::create_texture(int width, int height) {
    return static_cast<std::uint64_t>(lx_texture(width, height));
}

void WebSurface::update_texture(std::uint64_t texture, int x, int y, int width, int height,
                                const std::uint8_t* pixels, int pitch) {
    lx_texture_part(static_cast<int>(texture), x, y, width, height, pixels, pitch);
}

void WebSurface::destroy_texture(std::uint64_t texture) {
    lx_texture_drop(static_cast<int>(texture));
}

void WebSurface::draw(const ImDrawList& list, ui::Color clear) {
    const Viewport view = platform_.viewport();
    const float dpr = view.dpr;
    lx_begin_draw(view.width, view.height, dpr, static_cast<int>(clear.rgba >> 24),
                  static_cast<int>(clear.rgba >> 16 & 0xFFu),
                  static_cast<int>(clear.rgba >> 8 & 0xFFu));
    const auto device = [dpr](float v) { return static_cast<std::int32_t>(std::lround(v * dpr)); };
    commands_.clear();
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.ElemCount == 0) continue;
        const std::int32_t x = device(std::max(0.f, command.ClipRect.x));
        const std::int32_t y = device(std::max(0.f, command.ClipRect.y));
        const std::int32_t w = device(std::min(view.width, command.ClipRect.z)) - x;
        const std::int32_t h = device(std::min(view.height, command.ClipRect.w)) - y;
        if (w <= 0 || h <= 0) continue;
        commands_.insert(commands_.end(),
                         {x, y, w, h, static_cast<std::int32_t>(command.GetTexID()),
                          static_cast<std::int32_t>(command.ElemCount),
                          static_cast<std::int32_t>(command.IdxOffset), 0});
    }
    lx_draw(list.VtxBuffer.Data, list.VtxBuffer.size_in_bytes(), list.IdxBuffer.Data,
            list.IdxBuffer.Size, commands_.data(), static_cast<int>(commands_.size() / 8));
}

}  // namespace louxia
