#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "shared/domain/community.hpp"

// The roads of a plan are drawn as separate lines that cross or touch without sharing points. They
// are cut where they meet into a graph, and the shortest way in it is found with Dijkstra's
// algorithm ("A note on two problems in connexion with graphs", 1959).

namespace louxia {
namespace {

struct Spot {
    double x = 0.0;
    double y = 0.0;
};

struct Segment {
    Spot a;
    Spot b;
    double half_width = 0.0;
    std::vector<double> cuts;  // where the graph has a node, 0 at a to 1 at b
};

Spot spot_of(PlanPoint point) noexcept {
    return {static_cast<double>(point.x_m), static_cast<double>(point.y_m)};
}

PlanPoint rounded(Spot spot) noexcept {
    return {static_cast<std::int32_t>(std::lround(spot.x)),
            static_cast<std::int32_t>(std::lround(spot.y))};
}

double distance(Spot a, Spot b) noexcept {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

double distance(PlanPoint a, PlanPoint b) noexcept {
    return distance(spot_of(a), spot_of(b));
}

Spot along(const Segment& segment, double share) noexcept {
    return {segment.a.x + (segment.b.x - segment.a.x) * share,
            segment.a.y + (segment.b.y - segment.a.y) * share};
}

/// The share of the segment's point nearest to `spot`.
double nearest_share(const Segment& segment, Spot spot) noexcept {
    const double dx = segment.b.x - segment.a.x;
    const double dy = segment.b.y - segment.a.y;
    const double share =
        ((spot.x - segment.a.x) * dx + (spot.y - segment.a.y) * dy) / (dx * dx + dy * dy);
    return std::clamp(share, 0.0, 1.0);
}

std::vector<Segment> segments_of(const Plan& plan) {
    std::vector<Segment> segments;
    for (const PlanShape& shape : plan.shapes) {
        if (shape.kind != PlanShape::Kind::road) continue;
        for (std::size_t index = 1; index < shape.points.size(); ++index) {
            if (shape.points[index - 1] == shape.points[index]) continue;
            segments.push_back({spot_of(shape.points[index - 1]),
                                spot_of(shape.points[index]),
                                std::max(0, shape.width_m) / 2.0,
                                {0.0, 1.0}});
        }
    }
    return segments;
}

struct Crossing {
    double share_of_first = 0.0;
    double share_of_second = 0.0;
};

/// Where two segments that are not parallel cross.
std::optional<Crossing> crossing_of(const Segment& first, const Segment& second) noexcept {
    const double ax = first.b.x - first.a.x;
    const double ay = first.b.y - first.a.y;
    const double bx = second.b.x - second.a.x;
    const double by = second.b.y - second.a.y;
    const double turn = ax * by - ay * bx;
    if (turn == 0.0) return std::nullopt;
    const double gap_x = second.a.x - first.a.x;
    const double gap_y = second.a.y - first.a.y;
    const Crossing crossing{(gap_x * by - gap_y * bx) / turn, (gap_x * ay - gap_y * ax) / turn};
    const auto on_segment = [](double share) { return share >= 0.0 && share <= 1.0; };
    if (!on_segment(crossing.share_of_first) || !on_segment(crossing.share_of_second)) {
        return std::nullopt;
    }
    return crossing;
}

/// The roads as a graph; nodes are whole metres.
class RoadGraph {
public:
    explicit RoadGraph(const Plan& plan) : segments_(segments_of(plan)) {}

    [[nodiscard]] bool has_roads() const noexcept { return !segments_.empty(); }

    /// Makes the road's point nearest to `point` a node, and the walk there an edge.
    PlanPoint reach(PlanPoint point) {
        std::size_t best = 0;
        double best_distance = std::numeric_limits<double>::infinity();
        for (std::size_t index = 0; index < segments_.size(); ++index) {
            const Spot foot = foot_on(segments_[index], point);
            const double walk = distance(foot, spot_of(point));
            if (walk < best_distance) {
                best = index;
                best_distance = walk;
            }
        }
        const PlanPoint foot =
            cut_at(segments_[best], nearest_share(segments_[best], spot_of(point)));
        walks_.push_back({point, foot});
        return foot;
    }

    /// Cuts the segments where they meet and joins what lies between.
    void connect() {
        for (std::size_t first = 0; first < segments_.size(); ++first) {
            for (std::size_t second = first + 1; second < segments_.size(); ++second) {
                cut_where_they_meet(segments_[first], segments_[second]);
            }
        }
        for (Segment& segment : segments_) {
            std::sort(segment.cuts.begin(), segment.cuts.end());
            for (std::size_t index = 1; index < segment.cuts.size(); ++index) {
                join(rounded(along(segment, segment.cuts[index - 1])),
                     rounded(along(segment, segment.cuts[index])));
            }
        }
        for (const Walk& walk : walks_)
            join(walk.from, walk.to);
    }

    /// Nothing when the roads do not lead there.
    [[nodiscard]] std::optional<std::vector<PlanPoint>> shortest(PlanPoint from,
                                                                 PlanPoint to) const {
        const std::size_t start = find(from);
        const std::size_t goal = find(to);
        const std::size_t none = nodes_.size();
        if (start == none || goal == none) return std::nullopt;
        std::vector<double> best(nodes_.size(), std::numeric_limits<double>::infinity());
        std::vector<std::size_t> before(nodes_.size(), none);
        std::vector<bool> settled(nodes_.size(), false);
        best[start] = 0.0;
        while (true) {
            const std::size_t nearest = nearest_open(best, settled);
            if (nearest == none) return std::nullopt;
            if (nearest == goal) break;
            settled[nearest] = true;
            for (const Edge& edge : nodes_[nearest].edges) {
                if (best[nearest] + edge.length < best[edge.to]) {
                    best[edge.to] = best[nearest] + edge.length;
                    before[edge.to] = nearest;
                }
            }
        }
        std::vector<PlanPoint> way;
        for (std::size_t at = goal; at != none; at = before[at])
            way.push_back(nodes_[at].at);
        std::reverse(way.begin(), way.end());
        return way;
    }

private:
    struct Edge {
        std::size_t to = 0;
        double length = 0.0;
    };
    struct Node {
        PlanPoint at;
        std::vector<Edge> edges;
    };
    struct Walk {
        PlanPoint from;
        PlanPoint to;
    };

    static Spot foot_on(const Segment& segment, PlanPoint point) noexcept {
        return along(segment, nearest_share(segment, spot_of(point)));
    }

    static PlanPoint cut_at(Segment& segment, double share) {
        segment.cuts.push_back(share);
        return rounded(along(segment, share));
    }

    void cut_where_they_meet(Segment& first, Segment& second) {
        if (const auto crossing = crossing_of(first, second)) {
            // Seen from either segment the point may round to another metre, so the two are joined.
            const PlanPoint on_first = cut_at(first, crossing->share_of_first);
            walks_.push_back({on_first, cut_at(second, crossing->share_of_second)});
            return;
        }
        cut_where_it_ends(first, second);
        cut_where_it_ends(second, first);
    }

    /// A side road may be drawn up to the edge of this one only, not to its middle line.
    void cut_where_it_ends(Segment& segment, const Segment& side) {
        const double reach_m = segment.half_width + side.half_width + 1.0;
        for (const Spot end : {side.a, side.b}) {
            const double share = nearest_share(segment, end);
            if (distance(along(segment, share), end) > reach_m) continue;
            walks_.push_back({rounded(end), cut_at(segment, share)});
        }
    }

    [[nodiscard]] std::size_t find(PlanPoint point) const noexcept {
        std::size_t index = 0;
        while (index < nodes_.size() && !(nodes_[index].at == point))
            ++index;
        return index;
    }

    std::size_t find_or_make(PlanPoint point) {
        const std::size_t index = find(point);
        if (index == nodes_.size()) nodes_.push_back({point, {}});
        return index;
    }

    void join(PlanPoint a, PlanPoint b) {
        if (a == b) return;
        const std::size_t from = find_or_make(a);
        const std::size_t to = find_or_make(b);
        const double length = distance(a, b);
        nodes_[from].edges.push_back({to, length});
        nodes_[to].edges.push_back({from, length});
    }

    static std::size_t nearest_open(const std::vector<double>& best,
                                    const std::vector<bool>& settled) noexcept {
        std::size_t nearest = best.size();
        double distance_m = std::numeric_limits<double>::infinity();
        for (std::size_t index = 0; index < best.size(); ++index) {
            if (!settled[index] && best[index] < distance_m) {
                nearest = index;
                distance_m = best[index];
            }
        }
        return nearest;
    }

    std::vector<Segment> segments_;
    std::vector<Walk> walks_;
    std::vector<Node> nodes_;
};

/// Takes out the points at which a line neither bends nor turns back.
std::vector<PlanPoint> without_straight_points(const std::vector<PlanPoint>& line) {
    std::vector<PlanPoint> kept;
    for (const PlanPoint next : line) {
        if (!kept.empty() && kept.back() == next) continue;
        if (kept.size() >= 2) {
            const Spot a = spot_of(kept[kept.size() - 2]);
            const Spot b = spot_of(kept.back());
            const Spot c = spot_of(next);
            const double turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
            const double onward = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
            if (turn == 0.0 && onward > 0.0) kept.pop_back();
        }
        kept.push_back(next);
    }
    return kept;
}

}  // namespace

std::vector<PlanPoint> route_between(const Plan& plan, PlanPoint from, PlanPoint to) {
    RoadGraph graph(plan);
    if (from == to || !graph.has_roads()) return {from, to};
    const PlanPoint from_road = graph.reach(from);
    const PlanPoint to_road = graph.reach(to);
    graph.connect();
    const auto way = graph.shortest(from, to);
    if (way) return without_straight_points(*way);
    return without_straight_points({from, from_road, to_road, to});
}

}  // namespace louxia
