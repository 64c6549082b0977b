#include "shared/dispatch/horizon_numbers.hpp"

#include <algorithm>

namespace louxia::dispatch {
namespace {

std::size_t at(std::int32_t index) noexcept {
    return static_cast<std::size_t>(index);
}

template <class Id>
std::int32_t number_of(const Numbers::Sorted<Id>& numbers, Id id) {
    const auto found =
        std::lower_bound(numbers.begin(), numbers.end(), std::pair<Id, std::int32_t>{id, -1});
    return found != numbers.end() && found->first == id ? found->second : -1;
}

}  // namespace

void Numbers::read(const Situation& situation) {
    orders_.clear();
    for (const OpenOrder& order : situation.orders) {
        orders_.emplace_back(order.order, static_cast<std::int32_t>(orders_.size()));
    }
    std::sort(orders_.begin(), orders_.end());
    couriers_.clear();
    for (const CourierNow& courier : situation.couriers) {
        couriers_.emplace_back(courier.id, static_cast<std::int32_t>(couriers_.size()));
    }
    std::sort(couriers_.begin(), couriers_.end());
}

std::int32_t Numbers::order(OrderId id) const {
    return number_of(orders_, id);
}

std::int32_t Numbers::courier(CourierId id) const {
    return number_of(couriers_, id);
}

/// Are all of the order's pickups and its drop-off in the way?
bool Numbers::whole(const Plan::Way& way, const PlannedStop& stop, std::int32_t pickups) const {
    std::int32_t met = 0;
    for (const PlannedStop& each : way.stops) {
        if (each.order != stop.order) continue;
        if (each.pickup >= pickups) return false;
        ++met;
    }
    return met == pickups + 1;
}

/// The way in stops_: planned stops where they were among the committed ones that are still ahead.
void Numbers::take_up(const Plan::Way& way, std::int32_t who, const Model& model,
                      const Search& search) {
    const Model::Courier& carrier = model.couriers[at(who)];
    const std::int32_t done = std::max(0, way.committed - carrier.committed_count);
    std::int32_t next = 0;
    stops_.clear();
    const auto committed_until = [&](std::int32_t end) {
        for (; next < std::min(end, carrier.committed_count); ++next) {
            stops_.push_back({-1, carrier.first_committed + next});
        }
    };
    for (std::size_t index = 0; index < way.stops.size(); ++index) {
        const PlannedStop& stop = way.stops[index];
        const std::int32_t number = order(stop.order);
        if (number < 0 || search.courier_of(number) >= 0) continue;
        const Model::Order& what = model.orders[at(number)];
        if (!whole(way, stop, what.pickup_count)) continue;
        if (index < way.after.size()) committed_until(way.after[index] - done);
        stops_.push_back({number, stop.pickup < 0 ? -1 : what.first_pickup + stop.pickup});
    }
    committed_until(carrier.committed_count);
}

void Numbers::adopt(const Plan& before, const Model& model, Search& search) {
    for (const Plan::Way& way : before.ways) {
        const std::int32_t who = courier(way.courier);
        if (who < 0) continue;
        take_up(way, who, model, search);
        if (at(model.couriers[at(who)].committed_count) < stops_.size()) {
            search.adopt(who, stops_);
        }
    }
}

}  // namespace louxia::dispatch
