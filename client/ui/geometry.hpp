// Points, rectangles and colours in logical pixels. Plain values, no ImGui types.
#pragma once

#include <algorithm>
#include <cstdint>

namespace louxia::ui {

struct Vec2 {
    float x = 0;
    float y = 0;
    friend constexpr Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
    friend constexpr Vec2 operator-(Vec2 a, Vec2 b) { return {a.x - b.x, a.y - b.y}; }
    friend constexpr Vec2 operator*(Vec2 a, float k) { return {a.x * k, a.y * k}; }
    bool operator==(const Vec2&) const = default;
};

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    constexpr float right() const { return x + w; }
    constexpr float bottom() const { return y + h; }
    constexpr float mid_x() const { return x + w * 0.5f; }
    constexpr float mid_y() const { return y + h * 0.5f; }
    constexpr Vec2 centre() const { return {mid_x(), mid_y()}; }
    constexpr bool contains(Vec2 p) const {
        return p.x >= x && p.y >= y && p.x < right() && p.y < bottom();
    }
    constexpr bool overlaps(const Rect& o) const {
        return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }
    // Smaller on every side; negative grows.
    constexpr Rect inset(float all) const { return inset(all, all); }
    constexpr Rect inset(float dx, float dy) const {
        return {x + dx, y + dy, std::max(0.f, w - 2 * dx), std::max(0.f, h - 2 * dy)};
    }
    constexpr Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
    // A box of that size in the middle of this one.
    constexpr Rect centred(float width, float height) const {
        return {mid_x() - width * 0.5f, mid_y() - height * 0.5f, width, height};
    }
    bool operator==(const Rect&) const = default;
};

// 0xRRGGBBAA: reads as it is written in LOOK.md.
struct Color {
    std::uint32_t rgba = 0;

    static constexpr Color rgb(std::uint32_t hex) { return {(hex << 8) | 0xFFu}; }
    constexpr Color with_alpha(float alpha) const {
        const float own = static_cast<float>(rgba & 0xFFu);
        return {(rgba & 0xFFFFFF00u) | static_cast<std::uint32_t>(own * alpha + 0.5f)};
    }
    constexpr float alpha() const { return static_cast<float>(rgba & 0xFFu) / 255.f; }
    bool operator==(const Color&) const = default;
};

// From a (k = 0) to b (k = 1), per channel.
Color mix(Color a, Color b, float k);

constexpr float lerp(float a, float b, float k) {
    return a + (b - a) * k;
}
constexpr float clamp01(float v) {
    return std::clamp(v, 0.f, 1.f);
}

enum class Align { left, centre, right };

// Cuts pieces off a rectangle: what must never be cut (prices, times, buttons) takes its width
// first, the name gets the rest.
class Slicer {
public:
    explicit Slicer(Rect rect) : rest_(rect) {}
    Rect left(float width, float gap = 0) {
        const Rect out{rest_.x, rest_.y, std::min(width, rest_.w), rest_.h};
        const float used = std::min(out.w + gap, rest_.w);
        rest_.x += used;
        rest_.w -= used;
        return out;
    }
    Rect right(float width, float gap = 0) {
        const float w = std::min(width, rest_.w);
        const Rect out{rest_.right() - w, rest_.y, w, rest_.h};
        rest_.w -= std::min(w + gap, rest_.w);
        return out;
    }
    Rect top(float height, float gap = 0) {
        const Rect out{rest_.x, rest_.y, rest_.w, std::min(height, rest_.h)};
        const float used = std::min(out.h + gap, rest_.h);
        rest_.y += used;
        rest_.h -= used;
        return out;
    }
    Rect bottom(float height, float gap = 0) {
        const float h = std::min(height, rest_.h);
        const Rect out{rest_.x, rest_.bottom() - h, rest_.w, h};
        rest_.h -= std::min(h + gap, rest_.h);
        return out;
    }
    Rect rest() const { return rest_; }

private:
    Rect rest_;
};

// The i-th of n equal columns.
constexpr Rect column_of(const Rect& r, int i, int n, float gap) {
    const float w = (r.w - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
    return {r.x + (w + gap) * static_cast<float>(i), r.y, w, r.h};
}

}  // namespace louxia::ui
