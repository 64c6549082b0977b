#include "client/ui/path.hpp"

#include <imgui.h>

#include <cmath>
#include <cstdlib>

#include "client/ui/paint.hpp"
#include "client/ui/ui.hpp"

namespace louxia::ui {

namespace {

constexpr float pi = 3.14159265f;

class Reader {
public:
    explicit Reader(std::string_view data) : data_(data) {}

    void skip() {
        while (at_ < data_.size() && (data_[at_] == ' ' || data_[at_] == ','))
            ++at_;
    }
    bool letter(char& out) {
        skip();
        if (at_ >= data_.size()) return false;
        const char c = data_[at_];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return false;
        out = c;
        ++at_;
        return true;
    }
    bool done() {
        skip();
        return at_ >= data_.size();
    }
    bool number(float& out) {
        skip();
        float sign = 1;
        if (at_ < data_.size() && data_[at_] == '-') {
            sign = -1;
            ++at_;
        }
        float value = 0;
        bool any = false;
        for (; at_ < data_.size() && digit(data_[at_]); ++at_, any = true) {
            value = value * 10 + static_cast<float>(data_[at_] - '0');
        }
        if (at_ < data_.size() && data_[at_] == '.') {
            ++at_;
            for (float part = 0.1f; at_ < data_.size() && digit(data_[at_]); ++at_, part *= 0.1f) {
                value += part * static_cast<float>(data_[at_] - '0');
                any = true;
            }
        }
        out = sign * value;
        return any;
    }
    bool numbers(float* out, int count) {
        for (int i = 0; i < count; ++i) {
            if (!number(out[i])) return false;
        }
        return true;
    }

private:
    static bool digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view data_;
    std::size_t at_ = 0;
};

class Builder {
public:
    explicit Builder(float tolerance) : tolerance_(tolerance) {}

    Vec2 pen() const { return pen_; }
    Vec2 start() const { return start_; }
    void move(Vec2 to) {
        flush(false);
        pen_ = start_ = to;
    }
    void line(Vec2 to) { add(to, true); }
    Vec2 mirrored_control() const { return pen_ * 2 - control_; }
    void cubic(Vec2 b, Vec2 c, Vec2 d) {
        const Vec2 a = pen_;
        control_ = c;
        const float reach = std::abs(b.x - a.x) + std::abs(b.y - a.y) + std::abs(c.x - b.x) +
                            std::abs(c.y - b.y) + std::abs(d.x - c.x) + std::abs(d.y - c.y);
        const int n = std::max(2, static_cast<int>(std::sqrt(reach / tolerance_) * 0.9f));
        for (int i = 1; i <= n; ++i) {
            const float t = static_cast<float>(i) / static_cast<float>(n);
            const float u = 1 - t;
            add(a * (u * u * u) + b * (3 * u * u * t) + c * (3 * u * t * t) + d * (t * t * t),
                i == n);
        }
    }
    // Conversion from endpoints to centre as in SVG 1.1, F.6.5, for circles and unrotated ellipses.
    void arc(float rx, float ry, bool large, bool sweep, Vec2 to) {
        const Vec2 from = pen_;
        if (rx == 0 || ry == 0 || from == to) return line(to);
        const float x = (from.x - to.x) * 0.5f / rx;
        const float y = (from.y - to.y) * 0.5f / ry;
        const float distance = x * x + y * y;
        const float grow = distance > 1 ? std::sqrt(distance) : 1.f;
        rx *= grow;
        ry *= grow;
        const float d = distance / (grow * grow);
        float k = std::sqrt(std::max(0.f, (1 - d) / d));
        if (large == sweep) k = -k;
        const Vec2 centre{(from.x + to.x) * 0.5f + k * y / grow * rx,
                          (from.y + to.y) * 0.5f - k * x / grow * ry};
        const float first = std::atan2((from.y - centre.y) / ry, (from.x - centre.x) / rx);
        const float last = std::atan2((to.y - centre.y) / ry, (to.x - centre.x) / rx);
        float turn = last - first;
        if (sweep && turn <= 0) turn += 2 * pi;
        if (!sweep && turn >= 0) turn -= 2 * pi;
        const float step = 2 * std::sqrt(2 * tolerance_ / std::max(rx, ry));
        const int n = std::max(2, static_cast<int>(std::ceil(std::abs(turn) / step)));
        for (int i = 1; i <= n; ++i) {
            const float angle = first + turn * static_cast<float>(i) / static_cast<float>(n);
            const Vec2 point{centre.x + rx * std::cos(angle), centre.y + ry * std::sin(angle)};
            add(i == n ? to : point, i == n);
        }
    }
    void close() {
        flush(true);
        pen_ = start_;
    }
    std::vector<SubPath> take() {
        flush(false);
        return std::move(out_);
    }

private:
    void add(Vec2 to, bool corner) {
        if (open_.points.empty()) {
            open_.points.push_back(pen_);
            open_.corner.push_back(true);
        }
        if (to == open_.points.back()) return;
        open_.points.push_back(to);
        open_.corner.push_back(corner);
        pen_ = to;
    }
    void flush(bool closed) {
        if (open_.points.size() >= 2) {
            if (closed && open_.points.front() == open_.points.back() && open_.points.size() > 2) {
                open_.points.pop_back();
                open_.corner.pop_back();
            }
            open_.closed = closed;
            out_.push_back(std::move(open_));
        }
        open_ = {};
    }
    float tolerance_;
    Vec2 pen_, start_, control_;
    SubPath open_;
    std::vector<SubPath> out_;
};

bool step(Reader& in, Builder& out, char command) {
    const bool relative = command >= 'a';
    const Vec2 base = relative ? out.pen() : Vec2{};
    float n[7];
    switch (relative ? command : static_cast<char>(command + ('a' - 'A'))) {
        case 'm':
            if (!in.numbers(n, 2)) return false;
            out.move(base + Vec2{n[0], n[1]});
            return true;
        case 'l':
            if (!in.numbers(n, 2)) return false;
            out.line(base + Vec2{n[0], n[1]});
            return true;
        case 'h':
            if (!in.numbers(n, 1)) return false;
            out.line({base.x + n[0], out.pen().y});
            return true;
        case 'v':
            if (!in.numbers(n, 1)) return false;
            out.line({out.pen().x, base.y + n[0]});
            return true;
        case 'c':
            if (!in.numbers(n, 6)) return false;
            out.cubic(base + Vec2{n[0], n[1]}, base + Vec2{n[2], n[3]}, base + Vec2{n[4], n[5]});
            return true;
        case 's': {
            // The first control point mirrors the last one of the curve before.
            if (!in.numbers(n, 4)) return false;
            const Vec2 first = out.mirrored_control();
            out.cubic(first, base + Vec2{n[0], n[1]}, base + Vec2{n[2], n[3]});
            return true;
        }
        case 'a':
            if (!in.numbers(n, 7)) return false;
            out.arc(n[0], n[1], n[3] != 0, n[4] != 0, base + Vec2{n[5], n[6]});
            return true;
        default: return false;
    }
}

Vec2 placed(Vec2 point, Vec2 origin, float scale) {
    return origin + point * scale;
}

void dot(Ui& ui, Vec2 at, float radius, Color color) {
    ui.list().AddCircleFilled(imgui_point(at), radius, imgui_color(color));
}

}  // namespace

std::vector<SubPath> flatten_path(std::string_view data, float tolerance) {
    Reader in(data);
    Builder out(tolerance);
    char command = 0;
    while (!in.done()) {
        char next = 0;
        if (in.letter(next)) {
            command = next;
            if (command == 'z' || command == 'Z') {
                out.close();
                continue;
            }
        } else if (command == 'm' || command == 'M') {
            command = command == 'm' ? 'l' : 'L';
        }
        if (!step(in, out, command)) break;
    }
    return out.take();
}

void stroke_path(Ui& ui, const std::vector<SubPath>& path, Vec2 origin, float scale,
                 float thickness, Color color) {
    ImDrawList& list = ui.list();
    const ImU32 ink = imgui_color(color);
    for (const SubPath& sub : path) {
        const std::size_t n = sub.points.size();
        const std::size_t segments = sub.closed ? n : n - 1;
        const auto at = [&](std::size_t i) { return placed(sub.points[i % n], origin, scale); };
        list.PathLineTo(imgui_point(at(0)));
        // Ends at each corner: a disc there makes the round join that a mitre would not.
        for (std::size_t i = 1; i <= segments; ++i) {
            list.PathLineTo(imgui_point(at(i)));
            const bool last = i == segments;
            if (!last && !sub.corner[i % n]) continue;
            list.PathStroke(ink, 0, thickness);
            if (!last) list.PathLineTo(imgui_point(at(i)));
        }
        // Discs come after the lines: they use the list's path themselves.
        for (std::size_t i = 0; i < n; ++i) {
            const bool end = !sub.closed && (i == 0 || i + 1 == n);
            if (end || sub.corner[i]) dot(ui, at(i), thickness / 2, color);
        }
    }
}

void fill_path(Ui& ui, const std::vector<SubPath>& path, Vec2 origin, float scale, Color color) {
    ImDrawList& list = ui.list();
    for (const SubPath& sub : path) {
        // ImGui smooths the edge of polygons that run clockwise only.
        const std::size_t n = sub.points.size();
        float area = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const Vec2 a = sub.points[i];
            const Vec2 b = sub.points[(i + 1) % n];
            area += a.x * b.y - b.x * a.y;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const Vec2 point = sub.points[area >= 0 ? i : n - 1 - i];
            list.PathLineTo(imgui_point(placed(point, origin, scale)));
        }
        list.PathFillConcave(imgui_color(color));
    }
}

}  // namespace louxia::ui
