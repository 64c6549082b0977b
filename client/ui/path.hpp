// A small part of SVG path data, drawn: M L H V C S A Z in both cases, implicit repetition.
#pragma once

#include <string_view>
#include <vector>

#include "client/ui/geometry.hpp"

namespace louxia::ui {

class Ui;

struct SubPath {
    std::vector<Vec2> points;
    std::vector<bool> corner;  // where two pieces meet; curves are smooth inside
    bool closed = false;
};

// Curves become lines of at most about `tolerance` deviation, in path units. Malformed data ends
// the path.
std::vector<SubPath> flatten_path(std::string_view data, float tolerance);

// Round caps and joins. Points are transformed by origin + scale × point.
void stroke_path(Ui& ui, const std::vector<SubPath>& path, Vec2 origin, float scale,
                 float thickness, Color color);
void fill_path(Ui& ui, const std::vector<SubPath>& path, Vec2 origin, float scale, Color color);

}  // namespace louxia::ui
