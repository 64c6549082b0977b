// Text: our own runs over ImGui's glyphs, so that glyphs stand on device pixels, digits can be
// tabular, the separator is drawn, and lines break as Chinese does.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "client/ui/draw.hpp"
#include "client/ui/fonts.hpp"
#include "client/ui/paint.hpp"
#include "client/ui/ui.hpp"
#include "shared/base/text.hpp"

namespace louxia::ui {

namespace {

constexpr char32_t middle_dot = 0xB7;
constexpr char32_t ellipsis = 0x2026;
constexpr char dots[] = "…";
constexpr std::size_t dots_size = sizeof dots - 1;
// Of its size, what a label keeps that is drawn whole if at all possible.
constexpr float least_fitted = 0.7f;

struct Face {
    ImFontBaked* baked;
    float size;
    float line;
    bool tabular;
};

Face face_of(Ui& ui, TextStyle style, Digits digits) {
    const TypeSpec type = type_of(style);
    return {ui.fonts().at(type.size, type.bold), type.size, type.line, digits == Digits::tabular};
}

bool is_dot(std::string_view text, std::size_t at) {
    return at > 0 && at + 2 < text.size() && text[at] == '\xC2' && text[at + 1] == '\xB7' &&
           text[at - 1] == ' ' && text[at + 2] == ' ';
}

float dot_size(float size) {
    return std::max(3.f, size * 0.2f);
}

// The spaces around a drawn dot are part of the dot.
bool is_dot_space(std::string_view text, std::size_t at) {
    return text[at] == ' ' && (is_dot(text, at + 1) || (at >= 2 && is_dot(text, at - 2)));
}

bool is_invisible(char32_t code) {
    return code == 0x200B || code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F);
}

float advance_of(const Face& face, std::string_view text, std::size_t at, char32_t code) {
    if (code == U' ' && is_dot_space(text, at)) return 0;
    if (code == middle_dot && is_dot(text, at)) return dot_size(face.size) + 0.84f * face.size;
    if (is_invisible(code)) return 0;
    if (face.tabular && code >= U'0' && code <= U'9') return face.baked->GetCharAdvance('0');
    return face.baked->GetCharAdvance(code);
}

float width_of(const Face& face, std::string_view text) {
    float width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode_utf8(text, at);
        width += advance_of(face, text, at, point.code);
        at += point.length;
    }
    return width;
}

void put_glyph(Ui& ui, const ImFontGlyph& glyph, Vec2 pen, float baseline_offset, Color color) {
    ImDrawList& list = ui.list();
    const float x = ui.snap(pen.x);
    const float y = ui.snap(pen.y) - baseline_offset;
    const ImU32 tint = glyph.Colored ? imgui_color(Color::rgb(0xFFFFFF).with_alpha(color.alpha()))
                                     : imgui_color(color);
    list.PrimReserve(6, 4);
    list.PrimRectUV({x + glyph.X0, y + glyph.Y0}, {x + glyph.X1, y + glyph.Y1},
                    {glyph.U0, glyph.V0}, {glyph.U1, glyph.V1}, tint);
}

// Draws one run with the pen on the baseline; returns where the pen ends.
float put_run(Ui& ui, const Face& face, Vec2 pen, Color color, std::string_view text) {
    const Rect around{pen.x, pen.y - face.size * 1.2f, width_of(face, text), face.size * 1.6f};
    if (!ui.clip().overlaps(around)) return pen.x + around.w;
    // First all glyphs of the run, so that none of them moves the atlas while the run is written.
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode_utf8(text, at);
        if (!is_invisible(point.code) && ui.fonts().usable(face.baked, point.code)) {
            face.baked->FindGlyph(point.code);
        }
        at += point.length;
    }
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode_utf8(text, at);
        const float step = advance_of(face, text, at, point.code);
        if (point.code == middle_dot && is_dot(text, at)) {
            const float dot = dot_size(face.size);
            const Vec2 centre{pen.x + step * 0.5f, pen.y - face.size * 0.33f};
            circle(ui, centre, dot * 0.5f, color.with_alpha(0.65f));
        } else if (!is_invisible(point.code) && face.baked->IsGlyphLoaded(point.code)) {
            const ImFontGlyph* glyph = face.baked->FindGlyph(point.code);
            if (glyph->Visible) {
                // A narrower digit stands in the middle of its tabular cell.
                const float slack = face.tabular ? (step - glyph->AdvanceX) * 0.5f : 0.f;
                put_glyph(ui, *glyph, {pen.x + slack, pen.y}, face.baked->Ascent, color);
            }
        }
        pen.x += step;
        at += point.length;
    }
    return pen.x;
}

float baseline_in(const Face& face, float line) {
    const float ascent = face.baked->Ascent;
    const float descent = -face.baked->Descent;
    return (line - (ascent + descent)) * 0.5f + ascent;
}

// The longest head of the text that leaves room for the dots, and the dots.
std::string shortened(const Face& face, std::string_view text, float width) {
    const float room = width - face.baked->GetCharAdvance(ellipsis);
    float used = 0;
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode_utf8(text, at);
        used += advance_of(face, text, at, point.code);
        if (used > room) break;
        at += point.length;
        end = at;
    }
    while (end > 0 && text[end - 1] == ' ')
        --end;
    return std::string(text.substr(0, end)) + dots;
}

float aligned(const Rect& rect, float width, Align align) {
    switch (align) {
        case Align::left: return rect.x;
        case Align::centre: return rect.x + (rect.w - width) * 0.5f;
        case Align::right: return rect.right() - width;
    }
    return rect.x;
}

std::vector<TextLine> lines_of(const Face& face, std::string_view text, float width) {
    // Half a pixel of grace: a rectangle made from a measured width must hold that text.
    return break_lines(text, width + 0.5f, [&](std::size_t at, char32_t code) {
        return advance_of(face, text, at, code);
    });
}

// A label that is too wide, on as many low lines as stand in the place of one large one. Whether
// they all do; else nothing is drawn.
bool put_broken(Ui& ui, const Face& face, const Rect& rect, float width, Color color,
                std::string_view text, Align align) {
    if (width <= rect.w + 0.5f) return false;
    const float low = std::floor(face.size * 1.25f);
    const std::vector<TextLine> lines = lines_of(face, text, rect.w);
    const float height = low * static_cast<float>(lines.size());
    if (height > std::max(rect.h, face.line) + 2) return false;
    float top = rect.mid_y() - height / 2;
    for (const TextLine& line : lines) {
        const Vec2 at{aligned(rect, line.width, align), top + baseline_in(face, low)};
        put_run(ui, face, at, color, text.substr(line.begin, line.end - line.begin));
        top += low;
    }
    return true;
}

}  // namespace

float draw_text(Ui& ui, Vec2 at, TextStyle style, Color color, std::string_view text,
                Digits digits) {
    const Face face = face_of(ui, style, digits);
    const float baseline = at.y + baseline_in(face, face.line);
    return put_run(ui, face, {at.x, baseline}, color, text) - at.x;
}

namespace {

bool has_digit(std::string_view text) {
    for (const char letter : text) {
        if (letter >= '0' && letter <= '9') return true;
    }
    return false;
}

/// A label that may be drawn smaller, down to `least` of its size, before anything of it is cut.
void put_label(Ui& ui, Face face, const Rect& rect, TextStyle style, Color color,
               std::string_view text, Align align, float least) {
    float width = width_of(face, text);
    if (width > rect.w + 0.5f && least < 1) {
        const TypeSpec type = type_of(style);
        face.size = std::floor(type.size * std::clamp(rect.w / width, least, 1.f));
        face.baked = ui.fonts().at(face.size, type.bold);
        width = width_of(face, text);
        if (put_broken(ui, face, rect, width, color, text, align)) return;
    }
    const float baseline = rect.y + (rect.h - face.line) * 0.5f + baseline_in(face, face.line);
    if (width <= rect.w + 0.5f) {
        put_run(ui, face, {aligned(rect, width, align), baseline}, color, text);
        return;
    }
    const std::string cut = shortened(face, text, rect.w);
    const std::string_view left_out = text.substr(cut.size() - dots_size);
    if (least >= 1 && has_digit(left_out)) {
        return put_label(ui, face, rect, style, color, text, align, least_of_numbers);
    }
    ui.note_cut(text, left_out);
    put_run(ui, face, {aligned(rect, width_of(face, cut), align), baseline}, color, cut);
}

}  // namespace

void draw_label(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
                Align align, Digits digits) {
    // Large text gives up some of what it has gained before anything of it is cut.
    put_label(ui, face_of(ui, style, digits), rect, style, color, text, align, 1 / ui.text_scale());
}

void draw_fitted(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
                 Align align) {
    put_label(ui, face_of(ui, style, Digits::proportional), rect, style, color, text, align,
              std::min(least_fitted, 1 / ui.text_scale()));
}

float draw_wrapped(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
                   int max_lines, Align align) {
    Face face = face_of(ui, style, Digits::proportional);
    std::vector<TextLine> lines = lines_of(face, text, rect.w);
    const float least = type_of(style).size / ui.text_scale();
    while (max_lines > 0 && static_cast<int>(lines.size()) > max_lines && face.size - 1 >= least) {
        face.size -= 1;
        face.baked = ui.fonts().at(face.size, type_of(style).bold);
        lines = lines_of(face, text, rect.w);
    }
    int count = static_cast<int>(lines.size());
    if (max_lines > 0) count = std::min(count, max_lines);
    for (int i = 0; i < count; ++i) {
        const TextLine& line = lines[static_cast<std::size_t>(i)];
        const float top = rect.y + face.line * static_cast<float>(i);
        const float baseline = top + baseline_in(face, face.line);
        std::string_view part = text.substr(line.begin, line.end - line.begin);
        std::string cut;
        float width = line.width;
        if (i + 1 == count && count < static_cast<int>(lines.size())) {
            cut = shortened(face, text.substr(line.begin, text.find('\n', line.begin) - line.begin),
                            rect.w);
            ui.note_cut(text, text.substr(line.begin + cut.size() - dots_size));
            part = cut;
            width = width_of(face, cut);
        }
        put_run(ui, face, {aligned(rect, width, align), baseline}, color, part);
    }
    return face.line * static_cast<float>(count);
}

float text_width(Ui& ui, TextStyle style, std::string_view text, Digits digits) {
    return std::ceil(width_of(face_of(ui, style, digits), text) * ui.dpr()) / ui.dpr();
}

float text_height(Ui& ui, TextStyle style, std::string_view text, float width, int max_lines) {
    const Face face = face_of(ui, style, Digits::proportional);
    int count = static_cast<int>(lines_of(face, text, width).size());
    if (max_lines > 0) count = std::min(count, max_lines);
    return face.line * static_cast<float>(count);
}

float baseline_of(Ui& ui, TextStyle style) {
    const Face face = face_of(ui, style, Digits::proportional);
    return baseline_in(face, face.line);
}

float draw_text_sized(Ui& ui, Vec2 baseline_at, float size, bool bold, Color color,
                      std::string_view text, Align align) {
    const Face face{ui.fonts().at(size, bold), size, size * 1.25f, false};
    const float width = width_of(face, text);
    const float x = aligned({baseline_at.x, 0, 0, 0}, width, align);
    put_run(ui, face, {x, baseline_at.y}, color, text);
    return width;
}

float text_width_sized(Ui& ui, float size, bool bold, std::string_view text) {
    return width_of({ui.fonts().at(size, bold), size, size, false}, text);
}

void strike(Ui& ui, Vec2 at, float width, TextStyle style, Color color) {
    const TypeSpec type = type_of(style);
    const float y = ui.snap(at.y + baseline_of(ui, style) - type.size * 0.32f);
    fill(ui, {at.x, y, width, std::max(1.f, ui.snap(1.f))}, color);
}

}  // namespace louxia::ui
