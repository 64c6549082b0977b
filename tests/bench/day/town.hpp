#pragma once

// A made-up neighbourhood and what happens in it on one day, all of it from one seed. Nothing here
// depends on who delivers what, so that ways of dispatching can be compared on the same day.
// Times are seconds from midnight, places indexes, money fen.

#include <cstdint>
#include <vector>

#include "shared/dispatch/travel.hpp"

namespace louxia::bench::day {

using dispatch::Place;

inline constexpr std::int32_t minute = 60;
inline constexpr std::int32_t hour = 60 * minute;

struct DayOrder {
    std::uint64_t id = 0;  ///< its position and one
    Place from = 0;
    Place to = 0;
    std::int32_t household = 0;
    std::int32_t placed_s = 0;
    std::int32_t said_s = 0;   ///< when the hub says it will be ready
    std::int32_t ready_s = 0;  ///< when it is
    std::int32_t load = 1;
    std::int32_t group = -1;  ///< a drop of this group, due at 18:00; -1: an instant order
};

struct Rider {
    Place home = 0;
    std::int32_t on_s = 0;
    std::int32_t off_s = 0;
};

struct Town {
    std::uint64_t seed = 0;
    bool rain = false;
    std::vector<PlanPoint> places;
    std::int32_t source_count = 0;    ///< the first places: the hub, then shops
    std::int32_t building_count = 0;  ///< the next ones
    std::int32_t corner_count = 0;    ///< the last ones, where crowd riders wait
    std::vector<DayOrder> orders;     ///< by the time of placing
    std::vector<Rider> riders;
    dispatch::StraightLine::Speeds speeds;  ///< of this day's weather

    [[nodiscard]] Place building(std::int32_t number) const { return source_count + number; }
    [[nodiscard]] Place corner(std::int32_t number) const {
        return source_count + building_count + number;
    }
};

inline constexpr std::int32_t households = 500;
inline constexpr std::int32_t instant_orders = 180;  ///< on a dry day
inline constexpr std::int32_t group_count = 6;
inline constexpr std::int32_t group_due_s = 18 * hour;
inline constexpr std::int32_t rider_capacity = 24;
inline constexpr std::int32_t crowd_capacity = 6;
inline constexpr std::int32_t ready_sd_s = 150;  ///< how far off the hub's word tends to be
/// A ride takes so much of what the map says, at least and at most.
inline constexpr std::int32_t ride_least_permille = 850;
inline constexpr std::int32_t ride_most_permille = 1300;
inline constexpr std::int32_t wage_fen_an_hour = 2500;

[[nodiscard]] Town make_town(std::uint64_t seed);

/// What something takes on this day: a whole number of [0, bound), always the same for the same
/// words.
[[nodiscard]] std::int32_t drawn(const Town& town, std::uint64_t what, std::uint64_t first,
                                 std::uint64_t second, std::int32_t bound);

/// What a crowd rider gets for an order at that time.
[[nodiscard]] std::int32_t crowd_price_fen(const Town& town, Place from, Place to,
                                           std::int32_t now_s);
/// How likely one takes it, in thousandths.
[[nodiscard]] std::int32_t crowd_acceptance(const Town& town, std::int32_t now_s);
[[nodiscard]] bool peak(std::int32_t now_s) noexcept;

}  // namespace louxia::bench::day
