#include "tests/bench/decisions/growth.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "shared/dispatch/horizon.hpp"
#include "shared/dispatch/split_mix.hpp"
#include "tests/bench/decisions/meter.hpp"

namespace louxia::bench {
namespace {

constexpr int warming = 5;

using dispatch::Horizon;
using dispatch::Place;
using dispatch::Situation;

/// A town whose area grows with its orders: shops, residents and couriers anywhere in it.
class Town {
public:
    Town(std::int32_t orders, std::uint64_t seed)
        : orders_(orders), random_(seed), travel_(places_, {}) {
        side_m_ = 1;
        while (side_m_ * side_m_ < orders * 100'000)
            ++side_m_;
        for (std::int32_t shop = 0; shop < std::max(1, orders / 5); ++shop)
            anywhere();
        shops_ = static_cast<std::int32_t>(places_.size());
    }

    Situation evening() {
        places_.resize(static_cast<std::size_t>(shops_));
        Situation situation;
        situation.now = Instant{day_ms};
        for (std::int32_t number = 0; number < orders_; ++number) {
            dispatch::OpenOrder order;
            order.order = OrderId{static_cast<std::uint64_t>(number) + 1};
            order.placed_at = situation.now + -random_.below(1200) * second_ms;
            order.pickups.push_back({random_.below(shops_),
                                     order.placed_at + (600 + random_.below(1200)) * second_ms, 0});
            order.dropoff = anywhere();
            order.due_at = order.placed_at + 40 * minute_ms;
            situation.orders.push_back(order);
        }
        for (std::int32_t number = 0; number < std::max(1, orders_ / 2); ++number) {
            dispatch::CourierNow courier;
            courier.id = CourierId{static_cast<std::uint64_t>(number) + 1};
            courier.at = anywhere();
            courier.free_at = situation.now + (random_.below(1800) - 900) * second_ms;
            courier.works_from = Instant{1};
            courier.works_until = situation.now + (1 + random_.below(4)) * hour_ms;
            situation.couriers.push_back(courier);
        }
        for (Place shop = 0; shop < shops_; ++shop)
            situation.demand.push_back({shop, 1000});
        situation.travel = &travel_;
        situation.place_count = static_cast<std::int32_t>(places_.size());
        return situation;
    }

private:
    Place anywhere() {
        places_.push_back({random_.below(side_m_), random_.below(side_m_)});
        return static_cast<Place>(places_.size()) - 1;
    }

    std::int32_t orders_;
    dispatch::SplitMix random_;
    std::int32_t side_m_ = 1;
    std::int32_t shops_ = 0;
    std::vector<PlanPoint> places_;
    dispatch::StraightLine travel_;
};

void measure(std::int32_t orders, int decisions, int iterations) {
    dispatch::Rules rules;
    rules.one_place_bundles = true;
    rules.closed_while_busy = true;
    Horizon horizon(rules, {});
    Town town(orders, 7);
    std::vector<double> took;
    std::size_t answered = 0;
    std::int64_t allocated = 0;
    // The first few make room, and under node have the code compiled; they do not count.
    for (int number = -warming; number < decisions; ++number) {
        const Situation situation = town.evening();
        const std::int64_t before = allocations();
        const double before_ms = processor_ms();
        const dispatch::Effort effort{iterations, static_cast<std::uint64_t>(number + warming)};
        const dispatch::Decision decision = horizon.decide(situation, {}, effort);
        if (number < 0) continue;
        took.push_back(processor_ms() - before_ms);
        allocated += allocations() - before;
        answered += decision.commitments.size() + decision.plan.ways.size();
    }
    std::sort(took.begin(), took.end());
    double mean = 0;
    for (const double each : took)
        mean += each / static_cast<double>(took.size());
    std::printf("growth %d %d %d %.3f %.3f %.3f %zu %.1f\n", orders, std::max(1, orders / 2),
                decisions, took[took.size() / 2], took[(took.size() * 99) / 100], mean, answered,
                static_cast<double>(allocated) / decisions);
}

}  // namespace

int measure_growth(int decisions, int iterations, int only) {
    for (const std::int32_t orders : {10, 20, 50, 100, 200, 500, 1000, 2000}) {
        if (only != 0 && only != orders) continue;
        measure(orders, std::max(5, orders <= 100 ? decisions : decisions * 100 / orders),
                iterations);
    }
    return 0;
}

}  // namespace louxia::bench
