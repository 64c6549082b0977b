// Between the kit's values and ImGui's; for client/ui's own sources.
#pragma once

#include <imgui.h>

#include "client/ui/geometry.hpp"

namespace louxia::ui {

inline ImVec2 imgui_point(Vec2 p) {
    return {p.x, p.y};
}
inline ImU32 imgui_color(Color c) {
    return IM_COL32(c.rgba >> 24, (c.rgba >> 16) & 0xFFu, (c.rgba >> 8) & 0xFFu, c.rgba & 0xFFu);
}

}  // namespace louxia::ui
