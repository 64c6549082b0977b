// The community's own plan, drawn: fixed view, north up.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "client/ui/draw.hpp"
#include "client/ui/ui.hpp"

namespace louxia::ui {

// Everything in plan units (metres or the plan's own), y downwards, as in the community's file.
struct MapBlock {
    Rect rect;
    std::string_view label;
};
struct MapRoad {
    std::vector<Vec2> points;
    float width = 10;
    std::string_view label;
};
struct MapArea {
    Rect rect;
    float radius = 12;
};
struct MapPlan {
    Rect bounds;  // what is shown; scaled to cover the view
    std::vector<MapArea> greens;
    std::vector<std::vector<Vec2>> waters;  // convex polygons
    std::vector<MapRoad> roads;
    std::vector<MapBlock> blocks;
};
enum class MapPinKind : std::uint8_t { hub, home, stop, next_stop };
struct MapPin {
    MapPinKind kind = MapPinKind::hub;
    Vec2 at;
    std::string_view label;  // stops: the number
};
struct MapScene {
    std::vector<Vec2> route;  // along the roads, from hub to door
    float passed = 0;         // length of the route already behind the courier, plan units
    bool has_courier = false;
    Vec2 courier;
    std::vector<MapPin> pins;
    std::string_view words;  // for readers: where the courier is
};

// Draws the plan into `view` (clipped, radius 0), on the page's ground, so that a card may lie over
// its edge. The courier glides between two calls' places in 600 ms.
void map_at(Ui& ui, Id id, const Rect& view, const MapPlan& plan, const MapScene& scene);

}  // namespace louxia::ui
