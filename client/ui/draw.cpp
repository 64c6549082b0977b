#include "client/ui/draw.hpp"

#include <imgui.h>

#include <array>
#include <cmath>
#include <vector>

#include "client/platform/platform.hpp"
#include "client/ui/paint.hpp"
#include "client/ui/path.hpp"
#include "client/ui/ui.hpp"

namespace louxia::ui {

namespace {

constexpr float pi = 3.14159265f;

// ImGui's own rounded rectangle keeps a pixel of straight edge; a pill has none.
void round_path(ImDrawList& list, const Rect& r, float radius, Corners corners) {
    radius = std::min({radius, r.w / 2, r.h / 2});
    const float top = corners == Corners::all || corners == Corners::top ? radius : 0;
    const float bottom = corners == Corners::all || corners == Corners::bottom ? radius : 0;
    // Twelfths of a turn, clockwise from 3 o'clock.
    list.PathArcToFast({r.x + top, r.y + top}, top, 6, 9);
    list.PathArcToFast({r.right() - top, r.y + top}, top, 9, 12);
    list.PathArcToFast({r.right() - bottom, r.bottom() - bottom}, bottom, 0, 3);
    list.PathArcToFast({r.x + bottom, r.bottom() - bottom}, bottom, 3, 6);
}

// Colours the vertices made since `first` by their height; the fringe keeps its transparency.
void shade_by_height(ImDrawList& list, int first, float y0, float y1, Color top, Color bottom) {
    for (int i = first; i < list.VtxBuffer.Size; ++i) {
        ImDrawVert& v = list.VtxBuffer[i];
        const Color at = mix(top, bottom, (v.pos.y - y0) / std::max(0.001f, y1 - y0));
        const float own = static_cast<float>(v.col >> IM_COL32_A_SHIFT) / 255.f;
        v.col = imgui_color(at.with_alpha(own));
    }
}

struct Shadow {
    float offset, spread, alpha;
};

void cast(Ui& ui, const Rect& rect, float radius, std::span<const Shadow> shadows, Color color) {
    for (const Shadow& s : shadows) {
        fill(ui, rect.inset(-s.spread).moved(0, s.offset), color.with_alpha(s.alpha),
             radius + s.spread);
    }
}

struct ParsedIcon {
    bool known = false;
    struct Part {
        char kind;
        std::vector<SubPath> path;
    };
    std::vector<Part> parts;
};

const ParsedIcon& parsed(Icon which) {
    static std::array<ParsedIcon, icon_count> cache;
    ParsedIcon& out = cache[static_cast<std::size_t>(which)];
    if (out.known) return out;
    out.known = true;
    std::string_view data = icon_path(which);
    while (!data.empty()) {
        const std::size_t end = data.find('|');
        std::string_view part = data.substr(0, end);
        data = end == std::string_view::npos ? std::string_view{} : data.substr(end + 1);
        char kind = ' ';
        if (part.front() == '*' || part.front() == '-' || part.front() == '+') {
            kind = part.front();
            part.remove_prefix(1);
        }
        out.parts.push_back({kind, flatten_path(part, 0.03f)});
    }
    return out;
}

}  // namespace

void fill(Ui& ui, const Rect& rect, Color color, float radius, Corners corners) {
    if (rect.w <= 0 || rect.h <= 0 || color.rgba % 256 == 0 || !ui.clip().overlaps(rect)) return;
    const bool edged = ui.theme().forced && color.rgba % 256 == 0xFE;
    if (edged) color.rgba |= 1;
    if (radius < 0.5f || corners == Corners::none) {
        ui.list().AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()},
                                imgui_color(color));
    } else {
        round_path(ui.list(), rect, radius, corners);
        ui.list().PathFillConvex(imgui_color(color));
    }
    if (edged) outline(ui, rect, ui.theme().edge, radius);
}

void outline(Ui& ui, const Rect& rect, Color color, float radius, float thickness) {
    if (!ui.clip().overlaps(rect)) return;
    const Rect mid = rect.inset(thickness * 0.5f);
    round_path(ui.list(), mid, std::max(0.f, radius - thickness * 0.5f), Corners::all);
    ui.list().PathStroke(imgui_color(color), ImDrawFlags_Closed, thickness);
}

void gradient(Ui& ui, const Rect& rect, Color top, Color bottom, float radius, Corners corners) {
    if (ui.theme().forced) return fill(ui, rect, top, radius, corners);
    const int first = ui.list().VtxBuffer.Size;
    fill(ui, rect, Color::rgb(0xFFFFFF), radius, corners);
    shade_by_height(ui.list(), first, rect.y, rect.bottom(), top, bottom);
}

void circle(Ui& ui, Vec2 centre, float radius, Color color) {
    if (!ui.clip().overlaps({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius})) return;
    ui.list().AddCircleFilled(imgui_point(centre), radius, imgui_color(color));
}

void ring(Ui& ui, Vec2 centre, float radius, float thickness, Color color) {
    ui.list().AddCircle(imgui_point(centre), radius - thickness * 0.5f, imgui_color(color), 0,
                        thickness);
}

void arc(Ui& ui, Vec2 centre, float radius, float thickness, float turns, Color color) {
    ui.list().PathArcTo(imgui_point(centre), radius, -pi / 2, -pi / 2 + 2 * pi * turns);
    ui.list().PathStroke(imgui_color(color), 0, thickness);
}

void line(Ui& ui, Vec2 a, Vec2 b, float thickness, Color color) {
    ui.list().AddLine(imgui_point(a), imgui_point(b), imgui_color(color), thickness);
}

void hairline(Ui& ui, const Rect& row, Color color) {
    const float y = ui.snap(row.bottom() - 1);
    fill(ui, {row.x, y, row.w, 1}, color);
}

void dotted(Ui& ui, std::span<const Vec2> points, float thickness, float gap, Color color) {
    float until_next = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Vec2 a = points[i - 1];
        const Vec2 along = points[i] - a;
        const float length = std::sqrt(along.x * along.x + along.y * along.y);
        float at = until_next;
        for (; at <= length && length > 0; at += gap) {
            circle(ui, a + along * (at / length), thickness * 0.5f, color);
        }
        until_next = at - length;
    }
}

void polyline(Ui& ui, std::span<const Vec2> points, float thickness, Color color) {
    if (points.size() < 2) return;
    SubPath path;
    path.points.assign(points.begin(), points.end());
    path.corner.assign(points.size(), true);
    stroke_path(ui, {path}, {}, 1, thickness, color);
}

void polygon(Ui& ui, std::span<const Vec2> points, Color color) {
    SubPath path;
    path.points.assign(points.begin(), points.end());
    fill_path(ui, {path}, {}, 1, color);
}

void ellipse(Ui& ui, Vec2 centre, float rx, float ry, Color color) {
    ui.list().AddEllipseFilled(imgui_point(centre), {rx, ry}, imgui_color(color));
}

void lift(Ui& ui, const Rect& rect, float radius, Lift kind) {
    static constexpr Shadow card[] = {{1, 0, .045f}, {2, 1, .022f}, {3, 2, .014f}};
    static constexpr Shadow floating[] = {{2, 0, .05f}, {3, 1, .032f}, {4, 2, .026f},
                                          {5, 4, .02f}, {7, 6, .015f}, {9, 9, .01f}};
    static constexpr Shadow up[] = {{-1, 0, .07f}, {-2, 0, .03f}, {-4, 0, .016f}};
    static constexpr Shadow floating_dark[] = {{3, 1, .22f}, {5, 3, .14f}, {8, 6, .08f}};
    static constexpr Shadow up_dark[] = {{-1, 0, .08f}};
    if (ui.theme().forced) return;
    const bool dark = ui.theme().dark;
    const Color brown = Color::rgb(0x543A10);
    const Color moonlight = Color::rgb(0xFFF4D6);
    switch (kind) {
        case Lift::none: return;
        case Lift::card:
            if (!dark) cast(ui, rect, radius, card, brown);
            if (dark) fill(ui, rect.inset(-1), moonlight.with_alpha(.05f), radius + 1);
            return;
        case Lift::floating:
            if (!dark) cast(ui, rect, radius, floating, Color::rgb(0x3C2C0E));
            if (dark) cast(ui, rect, radius, floating_dark, Color::rgb(0));
            if (dark) fill(ui, rect.inset(-1), moonlight.with_alpha(.08f), radius + 1);
            return;
        case Lift::up:
            if (!dark) cast(ui, rect, radius, up, brown);
            if (dark) cast(ui, rect, radius, up_dark, moonlight);
            return;
    }
}

void surface(Ui& ui, const Rect& rect, float radius, Lift kind, Color color) {
    lift(ui, rect, radius, kind);
    fill(ui, rect, color, radius);
}

void icon(Ui& ui, Icon which, Vec2 centre, float size, Color color, float stroke) {
    const float scale = size / 24;
    const Vec2 origin{ui.snap(centre.x - size * 0.5f), ui.snap(centre.y - size * 0.5f)};
    if (!ui.clip().overlaps({origin.x, origin.y, size, size})) return;
    for (const ParsedIcon::Part& part : parsed(which).parts) {
        switch (part.kind) {
            case '*': fill_path(ui, part.path, origin, scale, color); break;
            case '-':
                stroke_path(ui, part.path, origin, scale, stroke * scale, ui.theme().card);
                break;
            case '+': stroke_path(ui, part.path, origin, scale, 2.6f * scale, color); break;
            default: stroke_path(ui, part.path, origin, scale, stroke * scale, color); break;
        }
    }
}

bool picture(Ui& ui, const Rect& rect, std::string_view url, Fit fit, float radius) {
    if (url.empty() || !ui.visible(rect)) return false;
    const Picture shown = ui.platform().picture(url);
    if (shown.texture == 0 || shown.width <= 0 || shown.height <= 0) return false;
    const float own = static_cast<float>(shown.width) / static_cast<float>(shown.height);
    const float box = rect.w / rect.h;
    Rect at = rect;
    ImVec2 uv0{0, 0};
    ImVec2 uv1{1, 1};
    if (fit == Fit::contain) {
        at = own > box ? rect.centred(rect.w, rect.w / own) : rect.centred(rect.h * own, rect.h);
    } else if (own > box) {
        uv0.x = 0.5f - 0.5f * box / own;
        uv1.x = 1 - uv0.x;
    } else {
        uv0.y = 0.5f - 0.5f * own / box;
        uv1.y = 1 - uv0.y;
    }
    const ImTextureRef texture(static_cast<ImTextureID>(shown.texture));
    ui.list().AddImageRounded(texture, {at.x, at.y}, {at.right(), at.bottom()}, uv0, uv1,
                              IM_COL32_WHITE, radius);
    return true;
}

void lamp(Ui& ui, Vec2 cord_top, float cord, float size, bool cone, Color shade, Color neck) {
    static const std::vector<SubPath> shade_path =
        flatten_path("M24.5 20h11l9 21.5a2.4 2.4 0 0 1-2.2 3.3H17.7a2.4 2.4 0 0 1-2.2-3.3z", 0.05f);
    static const std::vector<SubPath> neck_path =
        flatten_path("M26 17.5h8a1.8 1.8 0 0 1 1.8 1.8V22H24.2v-2.7A1.8 1.8 0 0 1 26 17.5z", 0.05f);
    const float scale = size / 29;
    const Vec2 origin{cord_top.x - 30 * scale, cord_top.y + cord - 20 * scale};
    const auto at = [&](float x, float y) { return origin + Vec2{x, y} * scale; };
    const Color amber = Color::rgb(0xFFC454);
    if (cone) {
        const Vec2 quad[] = {at(20, 44), at(40, 44), at(86, 128), at(-26, 128)};
        const int first = ui.list().VtxBuffer.Size;
        polygon(ui, quad, Color::rgb(0xFFFFFF));
        const float strength = ui.theme().dark ? 0.42f : 0.5f;
        shade_by_height(ui.list(), first, at(0, 44).y, at(0, 128).y, amber.with_alpha(strength),
                        amber.with_alpha(0));
    }
    const float cord_width = 2.4f * scale;
    fill(ui, {cord_top.x - cord_width / 2, cord_top.y, cord_width, cord}, neck);
    circle(ui, at(30, 46), 22 * scale, amber.with_alpha(.10f));
    circle(ui, at(30, 46), 15 * scale, amber.with_alpha(.16f));
    circle(ui, at(30, 45), 7 * scale, Color::rgb(0xFFE3A3));
    fill_path(ui, shade_path, origin, scale, shade);
    fill_path(ui, neck_path, origin, scale, neck);
}

Color tile_color(const Theme& theme, TileTone tone) {
    switch (tone) {
        case TileTone::leaf: return theme.tile_leaf;
        case TileTone::fruit: return theme.tile_fruit;
        case TileTone::meat: return theme.tile_meat;
        case TileTone::water: return theme.tile_water;
        case TileTone::egg: return theme.tile_egg;
        case TileTone::earth: return theme.tile_earth;
    }
    return theme.sunk;
}

void qr_code(Ui& ui, const Rect& rect, std::span<const std::uint8_t> modules, int size, bool mark) {
    if (size <= 0 ||
        modules.size() < static_cast<std::size_t>(size) * static_cast<std::size_t>(size)) {
        return;
    }
    const Color dark = Color::rgb(0x20261D);
    // Whole device pixels per module, so that all modules have one size and no seams.
    const float side = std::min(rect.w, rect.h);
    const float module =
        std::max(1.f, std::floor(side * ui.dpr() / static_cast<float>(size + 8))) / ui.dpr();
    fill(ui, rect, Color::rgb(0xFFFFFF), 8);
    const float used = module * static_cast<float>(size);
    const Vec2 origin{ui.snap(rect.mid_x() - used / 2), ui.snap(rect.mid_y() - used / 2)};
    ImDrawList& list = ui.list();
    const ImDrawListFlags kept = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size;) {
            int end = x;
            while (end < size && modules[static_cast<std::size_t>(y * size + end)] != 0)
                ++end;
            if (end == x) {
                ++x;
                continue;
            }
            fill(ui,
                 {origin.x + module * static_cast<float>(x),
                  origin.y + module * static_cast<float>(y), module * static_cast<float>(end - x),
                  module},
                 dark);
            x = end;
        }
    }
    list.Flags = kept;
    if (!mark) return;
    const Rect badge = rect.centred(module * 6, module * 6);
    fill(ui, badge, light_theme().leaf, module * 1.4f);
    icon(ui, Icon::lamp, badge.centre(), module * 4.4f, light_theme().lamp_glow, 2);
}

void window_pane(Ui& ui, const Rect& rect, WindowState state, float glow, bool bars) {
    const Theme& t = ui.theme();
    const float radius = Metrics::window_radius;
    const Color halo = Color::rgb(0xFFCD6E);
    const bool lit = state == WindowState::lit;
    if (!lit || glow < 1) {
        fill(ui, rect, t.window_off, radius);
        outline(ui, rect, t.window_off_edge, radius);
    }
    if (lit && glow > 0) {
        fill(ui, rect.inset(-4), halo.with_alpha(.08f * glow), radius + 4);
        fill(ui, rect.inset(-2), halo.with_alpha(.16f * glow), radius + 2);
        gradient(ui, rect, Color::rgb(0xFFE3A3).with_alpha(glow),
                 Color::rgb(0xF5AE41).with_alpha(glow), radius);
        if (bars) {
            const Color bar = Color::rgb(0x8C5206).with_alpha(.3f * glow);
            fill(ui, ui.snap(Rect{rect.mid_x() - 1, rect.y, 2, rect.h}), bar);
            fill(ui, ui.snap(Rect{rect.x, rect.mid_y() - 1, rect.w, 2}), bar);
        }
    }
    if (state == WindowState::next) outline(ui, rect, t.dusk_amber, radius, 2);
}

}  // namespace louxia::ui
