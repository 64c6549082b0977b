// Shapes and text that only look: nothing here is tappable or read out. Lengths in logical pixels.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "client/ui/geometry.hpp"
#include "client/ui/icons.hpp"
#include "client/ui/theme.hpp"

namespace louxia::ui {

class Ui;

// ---- shapes
// ------------------------------------------------------------------------------------------
enum class Corners : std::uint8_t { all, top, bottom, none };

void fill(Ui& ui, const Rect& rect, Color color, float radius = 0, Corners corners = Corners::all);
// Border drawn inside the rectangle.
void outline(Ui& ui, const Rect& rect, Color color, float radius, float thickness = 1);
// Vertical gradient.
void gradient(Ui& ui, const Rect& rect, Color top, Color bottom, float radius = 0,
              Corners corners = Corners::all);
void circle(Ui& ui, Vec2 centre, float radius, Color color);
void ring(Ui& ui, Vec2 centre, float radius, float thickness, Color color);
// Clockwise from 12 o'clock; `turns` 0..1.
void arc(Ui& ui, Vec2 centre, float radius, float thickness, float turns, Color color);
void line(Ui& ui, Vec2 a, Vec2 b, float thickness, Color color);
void hairline(Ui& ui, const Rect& row, Color color);  // one px along the bottom of the row
void dotted(Ui& ui, std::span<const Vec2> points, float thickness, float gap, Color color);
void polyline(Ui& ui, std::span<const Vec2> points, float thickness, Color color);
void polygon(Ui& ui, std::span<const Vec2> points, Color color);  // convex
void ellipse(Ui& ui, Vec2 centre, float rx, float ry, Color color);

// Height without blur. Draw before the surface.
enum class Lift : std::uint8_t { none, card, floating, up };
void lift(Ui& ui, const Rect& rect, float radius, Lift kind);
// lift + fill.
void surface(Ui& ui, const Rect& rect, float radius, Lift kind, Color color);

// ---- text
// -------------------------------------------------------------------------------------------- One
// line, left edge and top of the line box at `at`. Returns the width. Tabular: fixed advance per
// digit.
enum class Digits : std::uint8_t { proportional, tabular };
float draw_text(Ui& ui, Vec2 at, TextStyle style, Color color, std::string_view text,
                Digits digits = Digits::proportional);
// Of its size, what a label keeps before a number of it is cut.
inline constexpr float least_of_numbers = 0.8f;
// One line in the middle of the rectangle's height, cut with "…" when too long. Before a number of
// it is cut it is drawn smaller, and on two low lines where there is room for them.
void draw_label(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
                Align align = Align::left, Digits digits = Digits::proportional);
// The same for words that have to be read whole: smaller, or on two low lines, rather than cut.
void draw_fitted(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
                 Align align = Align::left);
// Wrapped; returns the height used. max_lines 0: as many as needed, else the last one ends with
// "…".
float draw_wrapped(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
                   int max_lines = 0, Align align = Align::left);
float text_width(Ui& ui, TextStyle style, std::string_view text,
                 Digits digits = Digits::proportional);
float text_height(Ui& ui, TextStyle style, std::string_view text, float width, int max_lines = 0);
// Baseline of a line box's text, from its top.
float baseline_of(Ui& ui, TextStyle style);
// Any size, for few big things (a map label, a number on a poster).
float draw_text_sized(Ui& ui, Vec2 baseline_at, float size, bool bold, Color color,
                      std::string_view text, Align align = Align::left);
float text_width_sized(Ui& ui, float size, bool bold, std::string_view text);
void strike(Ui& ui, Vec2 at, float width, TextStyle style, Color color);  // through a line of text

// ---- pictures and art
// --------------------------------------------------------------------------------
void icon(Ui& ui, Icon which, Vec2 centre, float size, Color color, float stroke = 1.8f);
enum class Fit : std::uint8_t { contain, cover };
// Draws nothing until the picture has arrived. Returns whether it was drawn.
bool picture(Ui& ui, const Rect& rect, std::string_view url, Fit fit = Fit::contain,
             float radius = 0);
// The lamp: shade's width `size` (29 in the look's empty state), hanging from `top` to its bulb;
// with light.
void lamp(Ui& ui, Vec2 cord_top, float cord, float size, bool cone, Color shade, Color neck);
// A ground of the product picture by the item's kind.
enum class TileTone : std::uint8_t { leaf, fruit, meat, water, egg, earth };
Color tile_color(const Theme& theme, TileTone tone);
// QR from a row-major matrix of size × size, not 0 = dark; draws ground and four modules of quiet
// zone. `mark`: lamp in the middle.
void qr_code(Ui& ui, const Rect& rect, std::span<const std::uint8_t> modules, int size,
             bool mark = false);

// Lit windows; see `windows` in widgets.hpp for the row with its words.
enum class WindowState : std::uint8_t { off, lit, next };
void window_pane(Ui& ui, const Rect& rect, WindowState state, float glow = 1, bool bars = true);

}  // namespace louxia::ui
