#include "shared/dispatch/routing/plan.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace louxia::dispatch::routing {
namespace {

auto behind(std::vector<Scheduled>& stops, Index position) {
    return stops.begin() + static_cast<std::ptrdiff_t>(position) + 1;
}

}  // namespace

Plan::Plan(const Instance& instance)
    : instance_(&instance),
      tours_(instance.vehicles()),
      vehicle_of_(instance.requests(), any),
      position_of_(instance.vertices(), 0),
      leaving_(instance.requests(), 0) {
    for (Index vehicle = 0; vehicle < instance.vehicles(); ++vehicle) {
        const Kind& kind = instance.kind(vehicle);
        tours_[vehicle].stops = {{kind.start}, {kind.end}};
        reschedule(vehicle);
    }
}

Plan& Plan::operator=(const Plan& other) {
    if (this == &other) return *this;
    instance_ = other.instance_;
    tours_ = other.tours_;
    vehicle_of_ = other.vehicle_of_;
    position_of_ = other.position_of_;
    leaving_ = other.leaving_;
    used_ = other.used_;
    last_version_ = std::max(last_version_, other.last_version_);
    return *this;
}

double Plan::distance() const noexcept {
    double sum = 0;
    for (const Tour& tour : tours_) {
        if (!tour.empty()) sum += tour.distance;
    }
    return sum;
}

void Plan::insert(Index request, const Insertion& insertion) {
    std::vector<Scheduled>& stops = tours_[insertion.vehicle].stops;
    if (stops.size() == 2) ++used_;
    // The later one first, so that the earlier position still holds.
    stops.insert(behind(stops, insertion.delivery_after), {2 * request + 1});
    stops.insert(behind(stops, insertion.pickup_after), {2 * request});
    vehicle_of_[request] = insertion.vehicle;
    reschedule(insertion.vehicle);
}

void Plan::remove(Index request) {
    const Index vehicle = vehicle_of_[request];
    std::vector<Scheduled>& stops = tours_[vehicle].stops;
    stops.erase(behind(stops, position_of_[2 * request + 1] - 1));
    stops.erase(behind(stops, position_of_[2 * request] - 1));
    if (stops.size() == 2) --used_;
    vehicle_of_[request] = any;
    reschedule(vehicle);
}

void Plan::remove_all(Index vehicle, const std::vector<Index>& requests) {
    if (requests.empty()) return;
    for (const Index request : requests) {
        leaving_[request] = 1;
        vehicle_of_[request] = any;
    }
    std::vector<Scheduled>& stops = tours_[vehicle].stops;
    const auto leaves = [this](const Scheduled& stop) {
        return stop.vertex < 2 * instance_->requests() && leaving_[stop.vertex / 2] != 0;
    };
    stops.erase(std::remove_if(stops.begin(), stops.end(), leaves), stops.end());
    for (const Index request : requests)
        leaving_[request] = 0;
    if (stops.size() == 2) --used_;
    reschedule(vehicle);
}

void Plan::copy_tour(const Plan& other, Index vehicle) {
    Tour& tour = tours_[vehicle];
    const Tour& source = other.tours_[vehicle];
    const bool was_empty = tour.empty();
    tour.stops.assign(source.stops.begin(), source.stops.end());
    tour.distance = source.distance;
    tour.version = source.version;
    if (was_empty && !tour.empty()) ++used_;
    if (!was_empty && tour.empty()) --used_;
    for (Index at = 1; at + 1 < tour.stops.size(); ++at) {
        const Index vertex = tour.stops[at].vertex;
        position_of_[vertex] = at;
        vehicle_of_[vertex / 2] = vehicle;
    }
    last_version_ = std::max(last_version_, other.last_version_);
}

bool Plan::follow(Index vehicle, const std::vector<Index>& vertices) {
    const Kind& kind = instance_->kind(vehicle);
    std::vector<Scheduled> stops{{kind.start}};
    for (const Index vertex : vertices)
        stops.push_back({vertex});
    stops.push_back({kind.end});
    if (schedule(*instance_, kind, stops) < 0) return false;
    Tour& tour = tours_[vehicle];
    if (!tour.empty()) --used_;
    for (std::size_t at = 1; at + 1 < tour.stops.size(); ++at)
        forget(tour.stops[at].vertex / 2);
    tour.stops = std::move(stops);
    if (!tour.empty()) ++used_;
    for (const Index vertex : vertices)
        vehicle_of_[vertex / 2] = vehicle;
    reschedule(vehicle);
    return true;
}

void Plan::reschedule(Index vehicle) {
    Tour& tour = tours_[vehicle];
    tour.distance = schedule(*instance_, instance_->kind(vehicle), tour.stops);
    tour.version = ++last_version_;
    for (Index at = 1; at + 1 < tour.stops.size(); ++at)
        position_of_[tour.stops[at].vertex] = at;
}

double schedule(const Instance& instance, const Kind& kind, std::vector<Scheduled>& stops) {
    const std::size_t last = stops.size() - 1;
    bool kept = true;
    double distance = 0;
    stops[0].earliest = instance.window(kind.start).ready;
    stops[0].load = 0;
    for (std::size_t at = 1; at <= last; ++at) {
        const Scheduled& before = stops[at - 1];
        Scheduled& stop = stops[at];
        const Leg& leg = instance.leg(before.vertex, stop.vertex);
        const Window& window = instance.window(stop.vertex);
        stop.earliest = std::max(window.ready, before.earliest + leg.time);
        stop.load = before.load + instance.load(stop.vertex);
        distance += leg.distance;
        kept = kept && stop.earliest <= window.due && stop.load <= kind.capacity;
    }
    stops[last].latest = instance.window(kind.end).due;
    for (std::size_t at = last; at-- > 0;) {
        const Scheduled& after = stops[at + 1];
        const double time = instance.leg(stops[at].vertex, after.vertex).time;
        stops[at].latest = std::min(instance.window(stops[at].vertex).due, after.latest - time);
    }
    return kept ? distance : -1;
}

namespace {

/// Calls take(pickup_after, delivery_after, cost) for each place where the request may go.
/// `worth(cost of the pickup alone)` says whether it pays to look at deliveries further on.
template <class Worth, class Take>
void each_place(const Instance& instance, const Kind& kind, const std::vector<Scheduled>& stops,
                Index request, std::uint64_t& evaluations, Worth&& worth, Take&& take) {
    const Index pickup = 2 * request;
    const Index delivery = pickup + 1;
    const Window pick = instance.window(pickup);
    const Window drop = instance.window(delivery);
    const Leg* from_pickup = instance.legs_from(pickup);
    const Leg* from_delivery = instance.legs_from(delivery);
    const std::int32_t room = kind.capacity - instance.load(pickup);
    const Index last = static_cast<Index>(stops.size()) - 1;
    std::uint64_t looked = 0;
    for (Index at = 0; at < last; ++at) {
        ++looked;
        const Scheduled& before = stops[at];
        const Scheduled& after = stops[at + 1];
        if (before.earliest > pick.due) break;
        if (before.load > room) continue;
        if (after.latest < pick.ready) continue;
        const Leg& to_pickup = instance.leg(before.vertex, pickup);
        double time = std::max(pick.ready, before.earliest + to_pickup.time);
        if (time > pick.due) continue;
        const double between = instance.leg(before.vertex, after.vertex).distance;
        // The delivery right behind its pickup.
        const double handed = std::max(drop.ready, time + from_pickup[delivery].time);
        if (handed <= drop.due && handed + from_delivery[after.vertex].time <= after.latest) {
            take(at, at,
                 to_pickup.distance + from_pickup[delivery].distance +
                     from_delivery[after.vertex].distance - between);
        }
        const double detour = to_pickup.distance + from_pickup[after.vertex].distance - between;
        if (!worth(detour)) continue;
        const Leg* legs = from_pickup;
        for (Index then = at + 1; then < last; ++then) {
            ++looked;
            const Scheduled& stop = stops[then];
            time = std::max(instance.window(stop.vertex).ready, time + legs[stop.vertex].time);
            if (time > stop.latest || time > drop.due || stop.load > room) break;
            legs = instance.legs_from(stop.vertex);
            const Index next = stops[then + 1].vertex;
            const double arrival = std::max(drop.ready, time + legs[delivery].time);
            if (arrival > drop.due) continue;
            if (arrival + from_delivery[next].time > stops[then + 1].latest) continue;
            take(at, then,
                 detour + legs[delivery].distance + from_delivery[next].distance -
                     legs[next].distance);
        }
    }
    evaluations += looked;
}

}  // namespace

Insertion cheapest_insertion(const Instance& instance, const Kind& kind,
                             const std::vector<Scheduled>& stops, Index request, double bound,
                             std::uint64_t& evaluations) {
    Insertion best = unplaceable;
    best.cost = bound;
    each_place(
        instance, kind, stops, request, evaluations,
        [&best](double detour) { return detour < best.cost; },
        [&best](Index pickup_after, Index delivery_after, double cost) {
            if (cost < best.cost) best = {cost, 0, pickup_after, delivery_after};
        });
    return best;
}

Insertion random_insertion(const Instance& instance, const Kind& kind,
                           const std::vector<Scheduled>& stops, Index request, Random& random,
                           std::uint64_t& evaluations) {
    Insertion chosen = unplaceable;
    std::uint32_t places = 0;
    each_place(
        instance, kind, stops, request, evaluations, [](double) { return true; },
        [&](Index pickup_after, Index delivery_after, double cost) {
            if (random.below(++places) == 0) chosen = {cost, 0, pickup_after, delivery_after};
        });
    return chosen;
}

}  // namespace louxia::dispatch::routing
