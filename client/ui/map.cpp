#include "client/ui/map.hpp"

#include <cmath>
#include <string>

#include "client/ui/layout.hpp"

namespace louxia::ui {

namespace {

class Projection {
public:
    Projection(const Rect& view, const Rect& bounds)
        : view_(view),
          bounds_(bounds),
          scale_(std::max(view.w / std::max(1.f, bounds.w), view.h / std::max(1.f, bounds.h))) {}
    float scale() const { return scale_; }
    Vec2 at(Vec2 p) const {
        return {view_.mid_x() + (p.x - bounds_.mid_x()) * scale_,
                view_.mid_y() + (p.y - bounds_.mid_y()) * scale_};
    }
    Rect at(const Rect& r) const {
        const Vec2 corner = at(Vec2{r.x, r.y});
        return {corner.x, corner.y, r.w * scale_, r.h * scale_};
    }
    std::vector<Vec2> at(std::span<const Vec2> points) const {
        std::vector<Vec2> out;
        for (const Vec2 p : points)
            out.push_back(at(p));
        return out;
    }

private:
    Rect view_, bounds_;
    float scale_;
};

float length_of(std::span<const Vec2> points) {
    float sum = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        sum += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    }
    return sum;
}

// Parts a line at a length from its start; the point there ends the first and begins the second.
void part(std::span<const Vec2> points, float at, std::vector<Vec2>& before,
          std::vector<Vec2>& after) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i == 0) {
            (at > 0 ? before : after).push_back(points[0]);
            continue;
        }
        const Vec2 a = points[i - 1];
        const Vec2 b = points[i];
        const float step = std::hypot(b.x - a.x, b.y - a.y);
        if (after.empty() && at <= step) {
            const Vec2 cut = a + (b - a) * (step > 0 ? at / step : 0);
            before.push_back(cut);
            after.push_back(cut);
        }
        at -= step;
        (after.empty() ? before : after).push_back(b);
    }
}

void ground(Ui& ui, const Rect& view, const Projection& to, const MapPlan& plan) {
    const Theme& t = ui.theme();
    fill(ui, view, t.map_ground);
    for (const auto& water : plan.waters)
        polygon(ui, to.at(water), t.map_water);
    for (const MapArea& green : plan.greens) {
        fill(ui, to.at(green.rect), t.map_green, std::min(12.f, green.radius * to.scale()));
    }
    for (const MapRoad& road : plan.roads) {
        polyline(ui, to.at(road.points), road.width * to.scale() + 3, t.map_road_edge);
    }
    for (const MapRoad& road : plan.roads) {
        polyline(ui, to.at(road.points), road.width * to.scale(), t.map_road);
    }
    for (const MapRoad& road : plan.roads) {
        if (road.label.empty() || road.points.size() < 2) continue;
        const Vec2 a = to.at(road.points.front());
        const Vec2 b = to.at(road.points.back());
        const Vec2 mid = (a + b) * 0.5f;
        if (std::abs(a.x - b.x) < std::abs(a.y - b.y)) continue;
        draw_text_sized(ui, {mid.x, mid.y + 4}, 12, false, t.map_label, road.label, Align::centre);
    }
    for (const MapBlock& block : plan.blocks) {
        const Rect at = ui.snap(to.at(block.rect));
        fill(ui, at.moved(0, 3), t.map_block_side, 6);
        fill(ui, at, t.map_block_top, 6);
        if (at.w > 24) draw_label(ui, at, TextStyle::note, t.map_label, block.label, Align::centre);
    }
}

void pin(Ui& ui, Vec2 at, const MapPin& which) {
    const Theme& t = ui.theme();
    const Color dark = light_theme().ink;
    switch (which.kind) {
        case MapPinKind::hub:
            circle(ui, at, 18, t.card);
            circle(ui, at, 16, t.leaf);
            icon(ui, Icon::shop, at, 20, t.on_leaf);
            return;
        case MapPinKind::home: {
            // A drop whose tip is the place.
            const Vec2 head{at.x, at.y - 27};
            const Vec2 tip[] = {{at.x - 14.5f, head.y + 8}, {at.x + 14.5f, head.y + 8}, at};
            polygon(ui, tip, dark);
            circle(ui, head, 17, dark);
            icon(ui, Icon::home, head, 20, light_theme().lamp_glow);
            return;
        }
        case MapPinKind::stop:
        case MapPinKind::next_stop: {
            const bool next = which.kind == MapPinKind::next_stop;
            const float width =
                std::max(24.f, text_width(ui, TextStyle::label_bold, which.label) + 18);
            const Rect pill{at.x - width / 2, at.y - 12, width, 24};
            fill(ui, pill.inset(-2), t.card, 14);
            fill(ui, pill, next ? dark : t.leaf, 12);
            draw_label(ui, pill, TextStyle::label_bold, next ? light_theme().lamp_glow : t.on_leaf,
                       which.label, Align::centre);
            return;
        }
    }
}

}  // namespace

void map_at(Ui& ui, Id id, const Rect& view, const MapPlan& plan, const MapScene& scene) {
    Node node;
    node.id = id;
    node.role = Role::image;
    node.name = std::string(scene.words);
    node.rect = view;
    ui.node(std::move(node));
    if (!ui.visible(view)) return;
    const Theme& t = ui.theme();
    const Projection to(view, plan.bounds);
    const OnGround below(ui);
    ui.push_clip(view);
    ground(ui, view, to, plan);
    // The courier only goes forward along the route, however the fixes jitter.
    float& furthest = ui.memory(id.child("furthest"));
    float& known_length = ui.memory(id.child("length"));
    const float length = length_of(scene.route);
    if (std::abs(length - known_length) > 0.5f) {
        known_length = length;
        furthest = scene.passed;
        ui.restart(id.child("passed"), scene.passed);
    }
    furthest = std::max(furthest, scene.passed);
    const float passed = ui.animate(id.child("passed"), furthest, Motion::glide, Ease::in_out);
    std::vector<Vec2> before;
    std::vector<Vec2> after;
    part(scene.route, passed, before, after);
    dotted(ui, to.at(before), 5, 11, t.map_passed);
    polyline(ui, to.at(after), 6, t.leaf);
    for (const MapPin& which : scene.pins)
        pin(ui, to.at(which.at), which);
    if (scene.has_courier) {
        const Vec2 free{ui.animate(id.child("x"), scene.courier.x, Motion::glide, Ease::in_out),
                        ui.animate(id.child("y"), scene.courier.y, Motion::glide, Ease::in_out)};
        const Vec2 at = to.at(after.empty() ? free : after.front());
        circle(ui, at, 30, t.lamp.with_alpha(.16f));
        circle(ui, at, 23, t.lamp.with_alpha(.22f));
        circle(ui, at, 18, t.card);
        circle(ui, at, 16, t.lamp);
        icon(ui, Icon::scooter, at, 20, t.on_lamp);
    }
    ui.pop_clip();
}

}  // namespace louxia::ui
