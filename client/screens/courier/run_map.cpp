#include <algorithm>
#include <cmath>
#include <memory>

#include "client/platform/platform.hpp"
#include "client/screens/courier/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr double report_every_ms = 5000;

Vec2 point(const api::PointView& at) {
    return {static_cast<float>(at.x_m), static_cast<float>(at.y_m)};
}

/// The part of the plan that the run lies in, with room for the chips above and the card below.
Rect run_bounds(const api::RunView& run, const MapPlan& plan, const Rect& view) {
    float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
    const auto grow = [&](Vec2 at) {
        left = std::min(left, at.x);
        right = std::max(right, at.x);
        top = std::min(top, at.y);
        bottom = std::max(bottom, at.y);
    };
    if (run.seen_at.is_set()) grow(point(run.at));
    for (const api::StopView& stop : run.stops) {
        grow(point(stop.door));
        for (const api::PointView& at : stop.route)
            grow(point(at));
    }
    if (left > right) return plan.bounds;
    // A fifth of the height goes to chips, a sixth to the card's edge.
    const float tall = std::max(60.f, bottom - top) / 0.5f;
    const float wide = std::max({100.f, (right - left) * 1.25f, tall * view.w / view.h});
    const float high = wide * view.h / view.w;
    return {(left + right) / 2 - wide / 2, (top + bottom) / 2 - high * 0.54f, wide, high};
}

float distance_to(Vec2 at, Vec2 a, Vec2 b) {
    const Vec2 step = b - a;
    const float length = step.x * step.x + step.y * step.y;
    const Vec2 off = at - a;
    const float along = length > 0 ? clamp01((off.x * step.x + off.y * step.y) / length) : 0.f;
    return std::hypot(off.x - step.x * along, off.y - step.y * along);
}

/// From where the courier is along the rest of the first way, then the others.
std::vector<Vec2> way_ahead(const api::RunView& run) {
    std::vector<Vec2> way;
    for (const api::StopView& stop : run.stops) {
        std::size_t first = 0;
        if (way.empty() && run.seen_at.is_set()) {
            const Vec2 here = point(run.at);
            float best = 1e9f;
            for (std::size_t i = 0; i + 1 < stop.route.size(); ++i) {
                const float far = distance_to(here, point(stop.route[i]), point(stop.route[i + 1]));
                if (far >= best) continue;
                best = far;
                first = i + 1;
            }
            way.push_back(here);
        }
        for (std::size_t i = first; i < stop.route.size(); ++i)
            way.push_back(point(stop.route[i]));
    }
    return way;
}

}  // namespace

void watch_position(const Face& face, bool on_shift) {
    float& watch = face.ui.memory({"position_watch"});  // the watch's number, 0: none
    Platform& platform = face.ui.platform();
    if (on_shift && watch == 0) {
        model::IntentSink* sink = &face.intents;
        Platform* clock = &platform;
        // The platform may copy the callback: what it remembers stands outside.
        const auto last = std::make_shared<double>(-report_every_ms);
        const auto moved = [sink, clock, last](const Position& at) {
            if (clock->now_ms() - *last < report_every_ms) return;
            *last = clock->now_ms();
            const auto e7 = [](double degrees) {
                return static_cast<std::int32_t>(std::lround(degrees * 1e7));
            };
            sink->send(model::Moved{e7(at.latitude), e7(at.longitude)});
        };
        const WatchId started = platform.watch_position(moved, [] {});
        watch = static_cast<float>(started) + 1;
    } else if (!on_shift && watch > 0) {
        platform.stop_watching(static_cast<WatchId>(watch) - 1);
        watch = 0;
    }
}

void run_map(const Face& face, const api::RunView& run, const Rect& view) {
    if (!face.state.home.value) {
        fill(face.ui, view, face.theme().map_ground);
        return;
    }
    std::vector<std::string> labels;
    MapPlan plan = plan_of(face, labels);
    plan.bounds = run_bounds(run, plan, view);
    MapScene scene;
    std::vector<std::string> numbers;
    numbers.reserve(run.stops.size());  // the pins keep views into them
    scene.route = way_ahead(run);
    for (std::size_t i = 0; i < run.stops.size(); ++i) {
        const Vec2 door = point(run.stops[i].door);
        const float near = plan.bounds.w * 34 / view.w;
        const bool joins = i > 1 && std::abs(scene.pins.back().at.x - door.x) < near &&
                           std::abs(scene.pins.back().at.y - door.y) < near;
        const std::string number = std::to_string(i + 1);
        if (joins) {
            numbers.back() += " " + number;
            scene.pins.back().label = numbers.back();
            continue;
        }
        numbers.push_back(number);
        scene.pins.push_back(
            {i == 0 ? MapPinKind::next_stop : MapPinKind::stop, door, numbers.back()});
    }
    if (!run.stops.empty()) {
        scene.pins.insert(scene.pins.begin(), {MapPinKind::hub, point(run.stops[0].hub_at), {}});
    }
    scene.has_courier = run.seen_at.is_set();
    scene.courier = point(run.at);
    const std::string words = format(face.words.staff.map_words, {run.stops.size()});
    scene.words = words;
    map_at(face.ui, {"run_map"}, view, plan, scene);
}

}  // namespace louxia::screens
