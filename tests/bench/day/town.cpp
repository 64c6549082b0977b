#include "tests/bench/day/town.hpp"

#include <algorithm>

#include "shared/dispatch/split_mix.hpp"

namespace louxia::bench::day {
namespace {

using dispatch::SplitMix;

constexpr std::int32_t first_hour = 8;
/// Of a thousand instant orders, how many come in each hour from eight on: a lunch and an evening.
constexpr std::int32_t by_hour[] = {20, 30, 55, 160, 150, 50, 40, 40, 60, 140, 140, 75, 40};

/// Twelve even numbers less six: as good as a normal deviate here. In thousandths.
std::int32_t normal_permille(SplitMix& random) {
    std::int32_t sum = -6000;
    for (int each = 0; each < 12; ++each)
        sum += random.below(1001);
    return sum;
}

std::int32_t placed_at(SplitMix& random) {
    std::int32_t rest = random.below(1000);
    std::int32_t number = 0;
    while (rest >= by_hour[number]) {
        rest -= by_hour[number];
        ++number;
    }
    return (first_hour + number) * hour + random.below(hour);
}

void build(Town& town, SplitMix& random) {
    // The hub in the middle, two shops on the street, four compounds of six buildings, corners.
    town.places = {{1000, 800}, {1350, 700}, {700, 1050}};
    town.source_count = 3;
    constexpr PlanPoint compounds[] = {{350, 300}, {1250, 150}, {250, 950}, {1350, 1050}};
    for (const PlanPoint& compound : compounds) {
        for (std::int32_t number = 0; number < 6; ++number) {
            town.places.push_back({compound.x_m + number % 3 * 140 + random.below(40),
                                   compound.y_m + number / 3 * 160 + random.below(40)});
        }
    }
    town.building_count = 24;
    constexpr PlanPoint corners[] = {{-300, 800},  {1000, -350}, {2100, 500},
                                     {1000, 1900}, {1900, 1500}, {-100, 100}};
    for (const PlanPoint& corner : corners)
        town.places.push_back(corner);
    town.corner_count = 6;
}

void order_instantly(Town& town, SplitMix& random) {
    const std::int32_t count = town.rain ? instant_orders * 13 / 10 : instant_orders;
    for (std::int32_t number = 0; number < count; ++number) {
        DayOrder order;
        order.household = random.below(households);
        order.to = town.building(order.household % town.building_count);
        const std::int32_t source = random.below(10);
        order.from = source < 6 ? 0 : source < 8 ? 1 : 2;
        order.placed_s = placed_at(random);
        order.load = 1 + random.below(3);
        order.said_s = order.placed_s + (peak(order.placed_s) ? 9 : 7) * minute;
        order.ready_s = std::max(order.placed_s + 3 * minute,
                                 order.said_s + ready_sd_s * normal_permille(random) / 1000);
        town.orders.push_back(order);
    }
}

/// Ten to fourteen households of two or three buildings that stand near each other.
void order_together(Town& town, SplitMix& random) {
    for (std::int32_t group = 0; group < group_count; ++group) {
        const std::int32_t compound = random.below(4);
        const std::int32_t buildings = 2 + random.below(2);
        const std::int32_t first = random.below(6);
        const std::int32_t closed_s = 13 * hour + random.below(2 * hour);
        const std::int32_t packed_s = closed_s + hour + random.below(30 * minute);
        const std::int32_t count = 10 + random.below(5);
        for (std::int32_t number = 0; number < count; ++number) {
            DayOrder order;
            const std::int32_t building = compound * 6 + (first + number % buildings) % 6;
            order.household = building + town.building_count * random.below(20);
            order.to = town.building(building);
            order.placed_s = closed_s;
            order.said_s = packed_s;
            order.ready_s = packed_s + random.below(10 * minute) - 5 * minute;
            order.group = group;
            town.orders.push_back(order);
        }
    }
}

}  // namespace

bool peak(std::int32_t now_s) noexcept {
    return (now_s >= 11 * hour && now_s < 13 * hour) || (now_s >= 17 * hour && now_s < 19 * hour);
}

Town make_town(std::uint64_t seed) {
    SplitMix random(seed * 7919 + 17);
    Town town;
    town.seed = seed;
    town.rain = random.below(4) == 0;
    for (std::int32_t& speed : town.speeds.metres_per_minute)
        speed = town.rain ? 190 : 250;
    build(town, random);
    order_instantly(town, random);
    order_together(town, random);
    std::stable_sort(town.orders.begin(), town.orders.end(),
                     [](const DayOrder& a, const DayOrder& b) { return a.placed_s < b.placed_s; });
    for (std::size_t index = 0; index < town.orders.size(); ++index)
        town.orders[index].id = index + 1;
    town.riders = {{0, 8 * hour, 19 * hour}, {0, 10 * hour, 21 * hour}, {1, 11 * hour, 22 * hour}};
    return town;
}

std::int32_t drawn(const Town& town, std::uint64_t what, std::uint64_t first, std::uint64_t second,
                   std::int32_t bound) {
    SplitMix random(((town.seed * 1009 + what) * 100'003 + first) * 1009 + second);
    return random.below(bound);
}

std::int32_t crowd_price_fen(const Town& town, Place from, Place to, std::int32_t now_s) {
    const dispatch::StraightLine::Speeds metre_a_second = {{60, 60, 60}, 1300, 1};
    const dispatch::StraightLine map(town.places, metre_a_second);
    const std::int32_t metres = map.seconds(from, to, dispatch::Vehicle::scooter);
    std::int32_t fen = 500 + metres / 5;  // two yuan for each kilometre
    if (peak(now_s)) fen += 150;
    if (now_s >= 20 * hour) fen += 100;
    return town.rain ? fen * 13 / 10 : fen;
}

std::int32_t crowd_acceptance(const Town& town, std::int32_t now_s) {
    return 900 - (peak(now_s) ? 80 : 0) - (town.rain ? 120 : 0);
}

}  // namespace louxia::bench::day
