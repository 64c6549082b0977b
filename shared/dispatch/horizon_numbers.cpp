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

void Numbers::adopt(const Plan& before, const Model& model, Search& search) {
    for (const Plan::Way& way : before.ways) {
        const std::int32_t who = courier(way.courier);
        if (who < 0) continue;
        const Model::Courier& carrier = model.couriers[at(who)];
        stops_.clear();
        for (std::int32_t index = 0; index < carrier.committed_count; ++index) {
            stops_.push_back({-1, carrier.first_committed + index});
        }
        for (const PlannedStop& stop : way.stops) {
            const std::int32_t number = order(stop.order);
            if (number < 0 || search.courier_of(number) >= 0) continue;
            const Model::Order& what = model.orders[at(number)];
            if (stop.pickup >= what.pickup_count) continue;
            stops_.push_back({number, stop.pickup < 0 ? -1 : what.first_pickup + stop.pickup});
        }
        if (at(carrier.committed_count) < stops_.size()) search.adopt(who, stops_);
    }
}

}  // namespace louxia::dispatch
