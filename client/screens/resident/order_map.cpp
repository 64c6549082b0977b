#include <cmath>

#include "client/screens/resident/parts.hpp"
#include "client/ui/map.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

Vec2 point(const api::PointView& at) {
    return {static_cast<float>(at.x_m), static_cast<float>(at.y_m)};
}

std::vector<Vec2> points(const std::vector<api::PointView>& from) {
    std::vector<Vec2> line;
    line.reserve(from.size());
    for (const api::PointView& at : from)
        line.push_back(point(at));
    return line;
}

Rect bounds_of(const std::vector<Vec2>& line) {
    Rect box;
    bool first = true;
    for (const Vec2& at : line) {
        if (first) box = {at.x, at.y, 0, 0};
        first = false;
        const float right = std::max(box.right(), at.x);
        const float bottom = std::max(box.bottom(), at.y);
        box.x = std::min(box.x, at.x);
        box.y = std::min(box.y, at.y);
        box.w = right - box.x;
        box.h = bottom - box.y;
    }
    return box;
}

/// How much of the way lies behind the place on it that is nearest to the courier.
float passed_length(const std::vector<Vec2>& route, Vec2 at) {
    float best = 1e9f, best_length = 0, walked = 0;
    for (std::size_t i = 0; i + 1 < route.size(); ++i) {
        const Vec2 step = route[i + 1] - route[i];
        const float length = std::hypot(step.x, step.y);
        if (length <= 0) continue;
        const Vec2 off = at - route[i];
        const float along = std::clamp((off.x * step.x + off.y * step.y) / length, 0.f, length);
        const Vec2 foot = route[i] + step * (along / length);
        const float distance = std::hypot(at.x - foot.x, at.y - foot.y);
        if (distance < best) {
            best = distance;
            best_length = walked + along;
        }
        walked += length;
    }
    return best_length;
}

}  // namespace

MapPlan plan_of(const Face& face, std::vector<std::string>& labels) {
    MapPlan plan;
    const api::CommunityView& community = face.state.home.value->community;
    labels.reserve(community.buildings.size());  // the plan keeps views into them
    for (const api::PlanShapeView& shape : community.shapes) {
        const std::vector<Vec2> line = points(shape.points);
        switch (shape.kind) {
            case PlanShape::Kind::road:
                plan.roads.push_back({line, static_cast<float>(shape.width_m), shape.label});
                break;
            case PlanShape::Kind::water: plan.waters.push_back(line); break;
            case PlanShape::Kind::green: plan.greens.push_back({bounds_of(line)}); break;
            case PlanShape::Kind::block:
                plan.blocks.push_back({bounds_of(line), shape.label});
                break;
        }
    }
    for (const api::BuildingView& building : community.buildings) {
        labels.push_back(format(face.words.common.building, {building.number}));
        plan.blocks.push_back(
            {{static_cast<float>(building.x_m), static_cast<float>(building.y_m),
              static_cast<float>(building.width_m), static_cast<float>(building.depth_m)},
             labels.back()});
    }
    plan.bounds = {0, 0, static_cast<float>(community.plan_width_m),
                   static_cast<float>(community.plan_height_m)};
    return plan;
}

void order_map(const Face& face, const api::OrderView& order, const Rect& view) {
    std::vector<std::string> labels;
    const MapPlan plan = plan_of(face, labels);
    MapScene scene;
    std::string words = std::string(state_words(face, order.state, order.fulfilment));
    for (const api::HubView& hub : face.state.home.value->community.hubs) {
        if (hub.hub == order.hub) scene.pins.push_back({MapPinKind::hub, point(hub.at), {}});
    }
    if (order.track) {
        scene.route = points(order.track->route);
        if (order.state == OrderState::out && order.track->seen_at.is_set()) {
            scene.has_courier = true;
            scene.courier = point(order.track->courier_at);
            scene.passed = passed_length(scene.route, scene.courier);
            const std::int64_t minutes = (order.estimate_at - face.now + minute_ms - 1) / minute_ms;
            words = format(face.words.resident.map_words, {std::max<std::int64_t>(minutes, 1)});
        }
        if (!scene.route.empty()) scene.pins.push_back({MapPinKind::home, scene.route.back(), {}});
    }
    scene.words = words;
    map_at(face.ui, {"map"}, view, plan, scene);
}

}  // namespace louxia::screens
