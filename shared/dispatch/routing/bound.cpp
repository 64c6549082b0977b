#include "shared/dispatch/routing/bound.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace louxia::dispatch::routing {
namespace {

/// Whether some vehicle of this kind can make the four stops in this order.
bool can_follow(const Instance& instance, const Kind& kind, const std::array<Index, 4>& order) {
    double time = instance.window(kind.start).ready;
    std::int32_t load = 0;
    Index before = kind.start;
    for (const Index vertex : order) {
        time = std::max(instance.window(vertex).ready, time + instance.leg(before, vertex).time);
        load += instance.load(vertex);
        if (time > instance.window(vertex).due || load > kind.capacity) return false;
        before = vertex;
    }
    return time + instance.leg(before, kind.end).time <= instance.window(kind.end).due;
}

bool fit_together(const Instance& instance, const Kind& kind, Index a, Index b) {
    const Index p = 2 * a;
    const Index d = p + 1;
    const Index q = 2 * b;
    const Index e = q + 1;
    const std::array<std::array<Index, 4>, 6> orders{
        {{p, d, q, e}, {p, q, d, e}, {p, q, e, d}, {q, e, p, d}, {q, p, e, d}, {q, p, d, e}}};
    return std::any_of(orders.begin(), orders.end(), [&](const std::array<Index, 4>& order) {
        return can_follow(instance, kind, order);
    });
}

}  // namespace

Index vehicles_least(const Instance& instance) {
    const Index count = instance.requests();
    if (count == 0) return 0;
    std::vector<char> apart(std::size_t{count} * count, 0);
    std::vector<Index> degree(count, 0);
    for (Index a = 0; a < count; ++a) {
        for (Index b = a + 1; b < count; ++b) {
            bool fit = false;
            for (Index kind = 0; kind < instance.kinds() && !fit; ++kind) {
                fit = fit_together(instance, instance.kind_at(kind), a, b);
            }
            if (fit) continue;
            apart[std::size_t{a} * count + b] = 1;
            apart[std::size_t{b} * count + a] = 1;
            ++degree[a];
            ++degree[b];
        }
    }
    // From each request: always the candidate that is apart from the most.
    Index most = 1;
    std::vector<Index> candidates;
    for (Index first = 0; first < count; ++first) {
        if (degree[first] + 1 <= most) continue;
        candidates.clear();
        for (Index other = 0; other < count; ++other) {
            if (apart[std::size_t{first} * count + other] != 0) candidates.push_back(other);
        }
        Index size = 1;
        while (!candidates.empty()) {
            const Index next =
                *std::max_element(candidates.begin(), candidates.end(),
                                  [&degree](Index a, Index b) { return degree[a] < degree[b]; });
            ++size;
            std::erase_if(candidates, [&](Index other) {
                return apart[std::size_t{next} * count + other] == 0;
            });
        }
        most = std::max(most, size);
    }
    return most;
}

}  // namespace louxia::dispatch::routing
