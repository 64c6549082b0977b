#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "shared/dispatch/horizon.hpp"
#include "shared/dispatch/horizon_search.hpp"

namespace louxia::dispatch {

/// Which position of a situation an id has. Keeps its memory from call to call.
class Numbers {
public:
    template <class Id>
    using Sorted = std::vector<std::pair<Id, std::int32_t>>;  ///< id and position, by id

    void read(const Situation& situation);
    /// -1: it is not in the situation.
    [[nodiscard]] std::int32_t order(OrderId id) const;
    [[nodiscard]] std::int32_t courier(CourierId id) const;
    [[nodiscard]] const Sorted<OrderId>& orders() const noexcept { return orders_; }
    [[nodiscard]] const Sorted<CourierId>& couriers() const noexcept { return couriers_; }

    /// Gives the search what was planned before, as far as couriers and orders are still there.
    void adopt(const Plan& before, const Model& model, Search& search);

private:
    void take_up(const Plan::Way& way, std::int32_t who, const Model& model, const Search& search);
    [[nodiscard]] bool whole(const Plan::Way& way, const PlannedStop& stop,
                             std::int32_t pickups) const;

    Sorted<OrderId> orders_;
    Sorted<CourierId> couriers_;
    std::vector<Stop> stops_;
};

}  // namespace louxia::dispatch
